package com.storefront.accounts.customer;

import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.repository.Repository;

/** Reads customers that are not deleted; {@code AggregateStore} writes them. */
public interface Customers extends Repository<Customer, String>, CustomerQueries {

  Optional<Customer> findByIdAndDeletedAtIsNull(String id);

  List<Customer> findByDeletedAtIsNullOrderById(Limit limit);
}
