package com.storefront.accounts.imports.job;

import java.util.Optional;
import org.springframework.data.repository.Repository;

/** Reads the jobs of imports; {@code AggregateStore} writes them. */
public interface ImportJobs extends Repository<ImportJob, String> {

  Optional<ImportJob> findById(String id);
}
