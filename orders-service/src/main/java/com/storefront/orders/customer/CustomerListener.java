package com.storefront.orders.customer;

import com.storefront.events.Topics;
import com.storefront.events.customer.CustomerChangeEvent;
import com.storefront.messaging.consumer.EventBatch;
import com.storefront.messaging.consumer.EventHandler;
import com.storefront.messaging.consumer.EventHandler.AppliedEvent;
import com.storefront.messaging.consumer.ReceivedEvent;
import com.storefront.messaging.consumer.Subscribes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Consumes the customers that accounts publishes. */
@Subscribes(topic = Topics.CUSTOMER_CHANGE, type = "CustomerChangeEvent")
class CustomerListener implements EventHandler<CustomerChangeEvent> {

  private final CustomerCopies copies;
  private final Customers customers;
  private final DeletedCustomers dependents;

  CustomerListener(CustomerCopies copies, Customers customers, DeletedCustomers dependents) {
    this.copies = copies;
    this.customers = customers;
    this.dependents = dependents;
  }

  @Override
  public String subject(CustomerChangeEvent event) {
    return event.id();
  }

  @Override
  public void on(EventBatch<CustomerChangeEvent> batch) {
    copies.apply(batch);
    Set<String> deleted =
        batch.stream()
            .filter(ReceivedEvent::isTombstone)
            .map(ReceivedEvent::subject)
            .collect(Collectors.toCollection(HashSet::new));
    if (!deleted.isEmpty()) {
      customers.findByIdIn(deleted).forEach(rejected -> deleted.remove(rejected.id()));
      dependents.onDeleted(deleted);
    }
  }

  @Override
  public List<AppliedEvent> applied(String customerId) {
    return copies.applied(customerId).stream().toList();
  }
}
