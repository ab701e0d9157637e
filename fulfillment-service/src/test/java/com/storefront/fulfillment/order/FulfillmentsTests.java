package com.storefront.fulfillment.order;

import static com.storefront.fulfillment.order.TestFulfillments.ACTOR;
import static com.storefront.fulfillment.order.TestFulfillments.NOW;
import static com.storefront.fulfillment.order.TestFulfillments.SHIPMENT;
import static com.storefront.fulfillment.order.TestFulfillments.requested;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.storefront.events.order.OrderStatusType;
import com.storefront.events.order.Shipment;
import com.storefront.fulfillment.carrier.ShippingMethod;
import com.storefront.fulfillment.order.FulfillmentQueries.Filter;
import com.storefront.messaging.aggregate.AggregateStore;
import com.storefront.test.RealServers;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.mongodb.core.MongoOperations;

@RealServers
class FulfillmentsTests {

  @Autowired Fulfillments fulfillments;
  @Autowired AggregateStore store;
  @Autowired MongoOperations mongo;

  private final String order = UUID.randomUUID().toString();

  @BeforeEach
  void deletesAllFulfillments() {
    collection().deleteMany(new Document());
  }

  @Test
  void readsEveryFieldThatWasSaved() {
    Fulfillment written = store.insert(requested(order));
    written.process(NOW, ACTOR, "a note");
    store.update(written);
    written.ship(ShippingMethod.UPS, SHIPMENT, NOW, ACTOR, null);
    store.update(written);

    Fulfillment read = fulfillments.findById(order).orElseThrow();

    assertThat(read)
        .usingRecursiveComparison()
        .withStrictTypeChecking()
        .ignoringFields("registered")
        .isEqualTo(written);
    assertThat(read.version()).isEqualTo(3);
    assertThat(read.history()).hasSize(4);
  }

  /** An earlier version stored neither actors nor a shipment, and published events without them. */
  @Test
  void readsAnOrderThatAnEarlierVersionShipped() {
    Fulfillment written = store.insert(requested(order));
    written.process(NOW, ACTOR, null);
    store.update(written);
    written.ship(ShippingMethod.UPS, SHIPMENT, NOW, ACTOR, null);
    store.update(written);
    collection()
        .updateOne(
            new Document("_id", order),
            new Document(
                "$unset",
                new Document("carrier", "")
                    .append("trackingNumber", "")
                    .append("history.$[].actor", "")));

    Fulfillment old = fulfillments.findById(order).orElseThrow();

    assertThat(old.history()).extracting(StatusChange::actor).containsOnlyNulls();
    assertThat(old.shippingMethod()).isEqualTo(ShippingMethod.UPS);
    assertThat(old.shipment()).isEqualTo(new Shipment("UPS", null));
    old.markLost(NOW, ACTOR, null);
    store.update(old);
    assertThat(fulfillments.findById(order).orElseThrow().newestEvent(4).shipment())
        .isEqualTo(new Shipment("UPS", null));
  }

  @Test
  void changesAFulfillmentThatWasRead() {
    store.insert(requested(order));

    Fulfillment read = fulfillments.findById(order).orElseThrow();
    read.process(NOW, ACTOR, null);
    store.update(read);

    assertThat(fulfillments.findById(order).orElseThrow().history())
        .extracting(StatusChange::sequence)
        .containsExactly(1L, 1L, 2L);
  }

  @Test
  void storesTheStatusBesideTheHistory() {
    Fulfillment written = store.insert(requested(order));
    written.process(NOW, ACTOR, null);
    store.update(written);

    Document document = collection().find(new Document("_id", order)).first();

    assertThat(document)
        .containsEntry("status", "PROCESSING")
        .containsEntry("version", 2L)
        .containsEntry("requestSequence", 2L)
        .doesNotContainKey("_class");
    assertThat(document.getList("history", Document.class))
        .extracting(change -> change.getString("status"))
        .containsExactly("CREATED", "APPROVED", "PROCESSING");
  }

  @Test
  void findsFulfillmentsOfOneStatusInAnIndex() {
    for (int i = 0; i < 20; i++) {
      Fulfillment one = store.insert(requested(UUID.randomUUID().toString()));
      if (i % 10 == 0) {
        one.process(NOW, ACTOR, null);
        store.update(one);
      }
    }

    Document explained =
        mongo
            .getCollection("fulfillment.requests")
            .find(
                new Document("status", "PROCESSING")
                    .append("_id", new Document("$gt", "").append("$lte", "\uffff")))
            .sort(new Document("_id", 1))
            .limit(Fulfillments.BATCH)
            .explain();

    Document statistics = explained.get("executionStats", Document.class);
    assertThat(
            explained.getEmbedded(List.of("queryPlanner", "winningPlan"), Document.class).toJson())
        .contains("\"status_id\"")
        .doesNotContain("COLLSCAN", "\"SORT\"");
    assertThat(statistics.getInteger("totalDocsExamined")).isEqualTo(2);
  }

  @Test
  void listsFulfillmentsById() {
    List<String> ids =
        List.of("a", "b", "c", "d").stream().map(prefix -> prefix + "-" + order).toList();
    ids.forEach(id -> store.insert(requested(id)));
    Fulfillment processing = fulfillments.findById(ids.get(1)).orElseThrow();
    processing.process(NOW, ACTOR, null);
    store.update(processing);

    String email = processing.recipient().contact().email();
    assertThat(
            fulfillments.findNext(
                OrderStatusType.APPROVED, Set.of(email), ids.get(0), ids.get(2), Limit.of(9)))
        .extracting(Fulfillment::id)
        .containsExactly(ids.get(2));
    assertThat(fulfillments.findByOrderById(Limit.of(3)))
        .extracting(Fulfillment::id)
        .containsExactlyElementsOf(ids.subList(0, 3));
  }

  @Test
  void pagesWithTheNumberOfMatches() {
    List<String> ids = List.of("a", "b", "c").stream().map(prefix -> prefix + "-" + order).toList();
    ids.forEach(id -> store.insert(requested(id)));
    Fulfillment processing = fulfillments.findById(ids.get(1)).orElseThrow();
    processing.process(NOW, ACTOR, null);
    store.update(processing);

    var page =
        fulfillments.findPage(
            new Filter(Set.of(OrderStatusType.APPROVED), null, null, null, false, false),
            PageRequest.of(1, 1, Fulfillments.NEWEST_FIRST));

    assertThat(page).extracting(Fulfillment::id).containsExactly(ids.get(2));
    assertThat(page.getTotalElements()).isEqualTo(2);
  }

  private MongoCollection<Document> collection() {
    return mongo.getCollection("fulfillment.requests");
  }
}
