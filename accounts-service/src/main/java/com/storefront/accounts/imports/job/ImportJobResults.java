package com.storefront.accounts.imports.job;

import java.util.stream.Stream;
import org.springframework.data.mongodb.repository.Query;
import org.springframework.data.repository.Repository;

/** Reads the results of jobs; {@code AggregateStore} writes them. */
public interface ImportJobResults extends Repository<ImportJobResult, String> {

  /**
   * The results of an import, in the order of the jobs.
   *
   * @param first id of its first job
   * @param last id of its last job
   * @return must be closed
   */
  @Query(value = "{'_id': {'$gte': ?0, '$lte': ?1}}", sort = "{'_id': 1}")
  Stream<ImportJobResult> stream(String first, String last);
}
