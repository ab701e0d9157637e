package com.storefront.orders.customer;

import com.storefront.events.CustomerChangeEvent;
import com.storefront.events.Topics;
import com.storefront.messaging.follower.Facts;
import com.storefront.messaging.follower.Follower;
import com.storefront.messaging.follower.Follows;

/** Keeps the copies of the customers as accounts tells of them; no order is touched. */
@Follows(topic = Topics.CUSTOMER_CHANGE)
class AccountsListener implements Follower<CustomerChangeEvent> {

  private final Customers customers;

  AccountsListener(Customers customers) {
    this.customers = customers;
  }

  @Override
  public String subject(CustomerChangeEvent event) {
    return event.id();
  }

  @Override
  public void on(Facts<CustomerChangeEvent> facts) {
    customers.keep(facts);
  }
}
