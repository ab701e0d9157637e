package com.storefront.notifications;

import static com.storefront.events.order.OrderStatusType.IN_TRANSIT;
import static com.storefront.events.order.OrderStatusType.PROCESSING;
import static com.storefront.events.order.OrderStatusType.RECEIVED;
import static com.storefront.events.order.OrderStatusType.SHIPPED;
import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.events.Topics;
import com.storefront.events.order.FulfillmentRequestEvent;
import com.storefront.notifications.mail.MailDecided;
import com.storefront.notifications.order.OrderLine;
import com.storefront.test.KafkaTestClient;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Orders from their requests and their statuses, in any order of arrival. */
class OrderMergeTests {

  private static final String MONDAY = "2026-11-23T07:00:00Z";

  @Test
  void endsAlikeInEveryOrderOfArrival() {
    var orders = new ArrayList<List<Integer>>();
    permute(List.of(), List.of(0, 1, 2, 3, 4, 5), orders);
    assertThat(orders).hasSize(720);

    try (var stream = TestStream.at(MONDAY)) {
      for (int i = 0; i < orders.size(); i++) {
        String guid = "order-" + i;
        String customer = "customer-" + i;
        stream.customer(customer, 1, TestStream.ALL);

        for (int event : orders.get(i)) {
          send(stream, guid, customer, event);
        }
      }
      stream.advance(Duration.ofSeconds(1));
      stream.advance(Duration.ofSeconds(1));
      stream.advance(Duration.ofSeconds(1));

      assertThat(stream.openOrders()).isEmpty();
      List<String> decided = stream.decidedIds();
      assertThat(decided).doesNotHaveDuplicates().noneMatch(id -> id.startsWith("digest"));
      assertThat(decided.stream().filter(id -> id.startsWith("received"))).hasSize(720);
      assertThat(stream.<Object>rows("orders").values().stream().map(Object::toString).distinct())
          .as("states of orders, apart from their ids")
          .map(state -> state.replaceAll("(order|customer)-\\d+", "$1"))
          .containsOnly(
              stream
                  .<Object>rows("orders")
                  .get("order-0")
                  .toString()
                  .replaceAll("(order|customer)-\\d+", "$1"));
    }
  }

  private static void send(TestStream stream, String guid, String customer, int event) {
    switch (event) {
      case 0 -> stream.request(guid, customer);
      case 1 -> stream.status(guid, 1, PROCESSING);
      case 2 -> stream.status(guid, 2, SHIPPED);
      case 3 -> stream.status(guid, 3, IN_TRANSIT);
      default -> stream.status(guid, 4, RECEIVED);
    }
  }

  private static void permute(
      List<Integer> begun, List<Integer> left, List<List<Integer>> permutations) {
    if (left.isEmpty()) {
      permutations.add(begun);
    }
    for (Integer next : left) {
      var longer = new ArrayList<>(begun);
      longer.add(next);
      var others = new ArrayList<>(left);
      others.remove(next);
      permute(longer, others, permutations);
    }
  }

  @Test
  void describesAnOrder() {
    try (var stream = TestStream.at(MONDAY)) {
      stream.request("o", "c");
      stream.status("o", 2, SHIPPED);

      OrderLine order = stream.openOrders().get("c/o");

      assertThat(order.title()).isEqualTo("Lamp of o");
      assertThat(order.others()).isEqualTo(1);
      assertThat(order.total()).isEqualByComparingTo(new BigDecimal("10.50"));
      assertThat(order.currency()).isEqualTo("EUR");
      assertThat(order.status()).isEqualTo(SHIPPED);
      assertThat(order.shipment().trackingNumber()).isEqualTo("1Z-o");
    }
  }

  @Test
  void isNotOpenedAgainByAnOlderRecord() {
    try (var stream = TestStream.at(MONDAY)) {
      stream.request("o", "c");
      stream.status("o", 4, RECEIVED);

      stream.status("o", 3, IN_TRANSIT);
      stream.request("o", "c");

      assertThat(stream.openOrders()).isEmpty();
    }
  }

  @Test
  void isNotOpenedAgainByARepublishedRequestAfterItWasForgotten() {
    try (var stream = TestStream.at(MONDAY)) {
      FulfillmentRequestEvent request = TestEvents.request("o", "c", stream.now());
      stream.send(Topics.FULFILLMENT_REQUEST, "o", 2, request);
      stream.status("o", 4, RECEIVED);
      stream.advance(Duration.ofDays(91));
      stream.advance(Duration.ofHours(1));
      assertThat(stream.rows("orders")).isEmpty();

      stream.send(Topics.FULFILLMENT_REQUEST, "o", 2, request);

      assertThat(stream.openOrders()).isEmpty();
    }
  }

  @Test
  void sendsAnotherEventWithTheSameSequenceToTheDeadLetters() {
    try (var stream = TestStream.at(MONDAY)) {
      stream.status("o", 3, SHIPPED);

      stream.send(
          Topics.ORDER_STATUS_CHANGE,
          "o",
          3,
          "another",
          TestEvents.status("o", 3, RECEIVED, stream.now()));

      assertThat(stream.deadLetters(Topics.ORDER_STATUS_CHANGE))
          .containsExactly("o: Another event has the same sequence.");
      assertThat(stream.count("storefront.dead.letters")).isEqualTo(1);
    }
  }

  @Test
  void sendsUnreadableRecordsToTheDeadLettersAndGoesOn() {
    try (var stream = TestStream.at(MONDAY)) {
      stream.send(
          Topics.FULFILLMENT_REQUEST,
          KafkaTestClient.record(
              Topics.FULFILLMENT_REQUEST,
              "o",
              2,
              "e",
              FulfillmentRequestEvent.class,
              new byte[] {'{'}));
      stream.send(Topics.CUSTOMER_CHANGE, "c", 1, "no customer");
      stream.request("o", "c");

      assertThat(stream.deadLetters(Topics.FULFILLMENT_REQUEST))
          .singleElement()
          .asString()
          .startsWith("o: The value is not a valid FulfillmentRequestEvent");
      assertThat(stream.deadLetters(Topics.CUSTOMER_CHANGE))
          .containsExactly("c: The header ce_type must be CustomerChangeEvent.");
      assertThat(stream.openOrders()).containsOnlyKeys("c/o");
    }
  }

  @Test
  void forgetsTheItemsAndTheParcelOfAnErasedOrder() {
    try (var stream = TestStream.at(MONDAY)) {
      stream.request("o", "c");
      stream.status("o", 2, SHIPPED);

      stream.send(
          Topics.FULFILLMENT_REQUEST,
          KafkaTestClient.record(
              Topics.FULFILLMENT_REQUEST, "o", 3, "e", FulfillmentRequestEvent.class, null));

      stream.status("o", 4, RECEIVED);

      assertThat(stream.openOrders()).isEmpty();
      assertThat(stream.rows("orders").toString())
          .contains("RECEIVED")
          .doesNotContain("Lamp", "1Z-o");
    }
  }

  @Test
  void mailsOnceThatAnOrderWasShippedAndReceived() {
    try (var stream = TestStream.at(MONDAY)) {
      stream.customer("c", 1, null);
      stream.request("o", "c");
      stream.status("o", 2, SHIPPED);
      stream.status("o", 2, SHIPPED);
      stream.advance(Duration.ofSeconds(1));
      stream.status("o", 3, IN_TRANSIT);
      stream.status("o", 4, RECEIVED);
      stream.advance(Duration.ofSeconds(1));

      List<MailDecided> mails = stream.decided();

      assertThat(mails).extracting(MailDecided::id).containsExactly("shipped~o", "received~o");
      assertThat(mails).extracting(MailDecided::email).containsOnly("c@shop.example");
      assertThat(mails.get(0).orders().get(0).shipment().trackingNumber()).isEqualTo("1Z-o");
    }
  }

  @Test
  void mailsAboutAnOrderOnceItsCustomerIsKnown() {
    try (var stream = TestStream.at(MONDAY)) {
      stream.status("o", 2, SHIPPED);
      stream.request("o", "c");
      stream.advance(Duration.ofSeconds(1));
      assertThat(stream.decidedIds()).isEmpty();

      stream.customer("c", 1, null);
      stream.advance(Duration.ofSeconds(1));

      assertThat(stream.decidedIds()).containsExactly("shipped~o");
    }
  }

  @Test
  void mailsNeitherOldNewsNorUnwantedMails() {
    try (var stream = TestStream.at(MONDAY)) {
      stream.customer("c", 1, new com.storefront.events.customer.Preferences(true, false));
      stream.request("o", "c");
      stream.status("o", 2, SHIPPED);
      stream.customer("d", 1, null);
      stream.fallBehind();
      stream.request("p", "d");
      stream.status("p", 2, SHIPPED);
      stream.advance(Duration.ofHours(25));
      stream.catchUp();

      stream.advance(Duration.ofSeconds(1));

      assertThat(stream.decidedIds()).isEmpty();
      assertThat(stream.count("storefront.mail.too.old")).isEqualTo(2);
      assertThat(stream.rows("due-mails")).isEmpty();
    }
  }
}
