package com.storefront.accounts.customer;

import static com.storefront.accounts.customer.TestCustomers.address;
import static com.storefront.accounts.customer.TestCustomers.contact;
import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.accounts.card.TestCards;
import com.storefront.events.customer.AddressType;
import com.storefront.events.customer.Name;
import com.storefront.messaging.EventSchema;
import com.storefront.test.SavedAggregates;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Consumers refuse what the schema of the event does not allow. */
class CustomerChangeEventTests {

  private final String text = "\uD83D\uDE80".repeat(30);

  @Test
  void isAllowedByItsSchemaForTheLargestCustomer() {
    Customer customer =
        Customer.register(
            Customer.newId(),
            new Name(text, text, text, text, text),
            contact("j".repeat(249) + "@b.de"),
            Collections.nCopies(Customer.MAX_ADDRESSES, address(AddressType.BILLING, text)),
            List.of(),
            TestCards.NOW);

    var event = JsonMapper.shared().valueToTree(SavedAggregates.eventOf(customer));

    assertThat(EventSchema.of("CustomerChangeEvent").violation(event)).isEmpty();
  }
}
