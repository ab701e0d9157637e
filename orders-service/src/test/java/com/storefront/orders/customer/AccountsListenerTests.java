package com.storefront.orders.customer;

import static com.storefront.orders.customer.TestCustomers.email;
import static com.storefront.orders.customer.TestCustomers.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.storefront.events.AddressType;
import com.storefront.orders.OtherServices;
import com.storefront.orders.RealServers;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@RealServers
class AccountsListenerTests {

  @Autowired Customers customers;

  final String id = UUID.randomUUID().toString();

  @Test
  @Tag("B5")
  void followsACustomerHoweverTheChangesCome() {
    for (long sequence : new long[] {2, 1, 5, 3, 5, 4}) {
      OtherServices.tell(state(id, sequence, AddressType.SHIPPING));
    }
    awaitLast();

    assertThat(customers.find(id).orElseThrow().contact().email()).isEqualTo(email(5));
  }

  @Test
  @Tag("A6")
  void followsADeletion() {
    OtherServices.tell(state(id, 1, AddressType.SHIPPING));
    await().until(() -> customers.contains(id));

    OtherServices.tellDeleted(id, 3);
    await().until(() -> !customers.contains(id));
    OtherServices.tell(state(id, 2, AddressType.SHIPPING));
    awaitLast();

    assertThat(customers.contains(id)).isFalse();
  }

  /** All partitions are read past what was told before. */
  private void awaitLast() {
    for (int i = 0; i < 12; i++) {
      String marker = UUID.randomUUID().toString();
      OtherServices.tell(state(marker, 1, AddressType.SHIPPING));
      await().until(() -> customers.contains(marker));
    }
  }
}
