package com.storefront.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.storefront.events.Topics;
import com.storefront.servers.CarrierServer;
import com.storefront.servers.CarrierServer.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Labels that are booked by a carrier, of which the answers are late, lost or errors. */
class BookingJourneyTests {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final Storefront storefront = Storefront.running();
  private final StorefrontClient client = new StorefrontClient(storefront.api());
  private final CarrierServer carrier = storefront.carrier();

  @AfterEach
  void heal() {
    carrier.set(Fault.NONE);
  }

  @Test
  void shipsAnOrderWithTheTrackingNumberOfTheCarrier() {
    String order = processing("booked@example.com");

    client.fulfill(order, "booking");

    client.awaitStatus(order, "SHIPPED");
    assertThat(client.order(order).at("/shipment/carrier").asString()).isEqualTo("Drone");
    assertThat(client.order(order).at("/shipment/trackingNumber").asString()).startsWith("SF");
    assertThat(carrier.labels(order)).isEqualTo(1);
  }

  @Test
  void keepsTheOrderInItsStatusWhileTheCarrierFails() {
    String order = processing("failing@example.com");
    carrier.set(Fault.FAIL, 1);

    client.fulfill(order, "booking");

    await()
        .atMost(TIMEOUT)
        .until(() -> client.fulfillment(order).at("/booking/attempts").asInt(0) == 1);
    JsonNode booking = client.fulfillment(order).get("booking");
    assertThat(booking.get("lastError").asString()).isEqualTo("The carrier answered 503.");
    assertThat(client.fulfillment(order).get("status").asString()).isEqualTo("PROCESSING");
    assertThat(client.history(order)).doesNotContain("SHIPPED");

    makeDue(order); // in a minute otherwise

    client.awaitStatus(order, "SHIPPED");
    assertThat(carrier.labels(order)).isEqualTo(1);
  }

  /** The process ends after the carrier booked the label, and before the order is saved. */
  @Test
  void booksOneLabelAlthoughTheProcessIsKilledBeforeItSavesTheAnswer() {
    String order = processing("killed@example.com");
    Instance fulfillment = storefront.service(Service.FULFILLMENT);
    carrier.set(Fault.SLOW, 1);
    client.fulfill(order, "booking");
    await().atMost(TIMEOUT).until(() -> carrier.labels(order) == 1);

    fulfillment.kill();
    assertThat(client.history(order)).doesNotContain("SHIPPED");
    fulfillment.start().awaitReady();

    client.awaitStatus(order, "SHIPPED");
    assertThat(carrier.labels(order)).isEqualTo(1);
    assertThat(published(order)).filteredOn("SHIPPED"::equals).hasSize(1);
    assertThat(client.history(order)).filteredOn("SHIPPED"::equals).hasSize(1);
  }

  @Test
  void listsWhatIsStuckAndShowsWhoSkippedIt() {
    String order = processing("refused@example.com");
    carrier.set(Fault.REFUSE, 1);
    client.fulfill(order, "booking");
    client.awaitStuck(order);

    assertThat(stuck()).contains(order);
    client.fulfill(order, "skip-booking");
    client.fulfill(order, "shipment");

    assertThat(stuck()).doesNotContain(order);
    client.awaitStatus(order, "SHIPPED");
    JsonNode steps = client.fulfillment(order).get("bookingSteps");
    assertThat(steps.get(1).get("action").asString()).isEqualTo("SKIPPED");
    assertThat(steps.get(1).get("actor").asString()).isEqualTo("anonymous");
    assertThat(steps.get(1).get("note").asString()).isEqualTo("booked by phone");
    assertThat(carrier.labels(order)).isZero();
  }

  private String processing(String email) {
    String order = client.place(client.register(email));
    client.approve(order);
    client.fulfill(order, "processing");
    return order;
  }

  private String stuck() {
    return storefront
        .api()
        .get("/fulfillment/fulfillments?stuck=true&size=100")
        .expect(200)
        .body()
        .toString();
  }

  private void makeDue(String order) {
    storefront
        .collection(Service.FULFILLMENT, "fulfillment.requests")
        .updateOne(
            Filters.and(Filters.eq("_id", order), Filters.eq("timers.name", "book-carrier")),
            Updates.set("timers.$.at", new Date()));
  }

  /** The statuses of an order that fulfillment published, without repetitions of an event. */
  private List<String> published(String order) {
    List<String> statuses = new ArrayList<>();
    List<String> events = new ArrayList<>();
    new TopicRecords(storefront.kafka().bootstrapServers())
        .read(
            partition -> 0,
            record -> {
              if (record.topic().equals(Topics.ORDER_STATUS_CHANGE) && order.equals(record.key())) {
                String value = new String(record.value(), StandardCharsets.UTF_8);
                if (!events.contains(value)) {
                  events.add(value);
                  statuses.add(value.replaceFirst(".*\"orderStatusType\":\"(\\w+)\".*", "$1"));
                }
              }
            });
    return statuses;
  }
}
