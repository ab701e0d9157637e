package com.storefront.orders.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.events.order.OrderItem;
import com.storefront.events.order.OrderStatusEvent;
import com.storefront.events.order.Product;
import com.storefront.messaging.EventSchema;
import com.storefront.web.security.Actor;
import java.math.BigDecimal;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Consumers refuse what the schema of the event does not allow. */
class FulfillmentRequestEventTests {

  @Test
  void isAllowedByItsSchemaForTheLargestOrder() {
    var product =
        new Product(
            "g".repeat(100),
            "t".repeat(200),
            "\0".repeat(1000),
            BigDecimal.valueOf(OrderLines.MAX_PRICE),
            "KWD");
    var line = new OrderItem(product, OrderLines.MAX_QUANTITY);
    Order order =
        Order.placed(
            "d353a338-6b4b-4d2f-9d0b-3cf3e7e3f5ce",
            TestOrders.CUSTOMER_ID,
            new Recipient(TestOrders.NAME, TestOrders.CONTACT, TestOrders.SHIPPING),
            OrderLines.of(Collections.nCopies(OrderLines.MAX_LINES, line)),
            TestOrders.NOW,
            Actor.of(() -> "a".repeat(1000)));
    order.approve(
        TestOrders.NOW,
        Actor.of(() -> "a".repeat(255)),
        "n".repeat(OrderStatusEvent.MAX_NOTE_LENGTH));

    var event = JsonMapper.shared().valueToTree(order.newestEvent(2));

    assertThat(EventSchema.of("FulfillmentRequestEvent").violation(event)).isEmpty();
  }
}
