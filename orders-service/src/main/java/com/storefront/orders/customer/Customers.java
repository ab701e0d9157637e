package com.storefront.orders.customer;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.data.mongodb.repository.Meta;
import org.springframework.data.mongodb.repository.Query;
import org.springframework.data.repository.Repository;

/** Reads the copies of the customers, without the deleted ones; {@link CustomerCopies} writes. */
public interface Customers extends Repository<Customer, String>, CustomerQueries {

  @Query("{_id: ?0, deletedAt: null}")
  Optional<Customer> findById(String id);

  @Query(value = "{_id: ?0, deletedAt: null}", exists = true)
  boolean existsById(String id);

  @Query("{_id: {$in: ?0}, deletedAt: null}")
  List<Customer> findByIdIn(Collection<String> ids);

  /** The caller closes the stream. */
  @Query(value = "{'contact.email': {$in: ?0}, deletedAt: null}", sort = "{_id: 1}")
  @Meta(cursorBatchSize = 100)
  Stream<Customer> streamByEmail(Collection<String> emails);
}
