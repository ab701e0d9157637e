package com.storefront.fulfillment.fulfillment;

import static com.storefront.fulfillment.fulfillment.TestFulfillments.NOW;
import static com.storefront.fulfillment.fulfillment.TestFulfillments.requested;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.storefront.events.OrderStatusType;
import com.storefront.fulfillment.RealServers;
import com.storefront.messaging.outbox.AggregateStore;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;

@RealServers
class FulfillmentsTests {

  @Autowired Fulfillments fulfillments;
  @Autowired AggregateStore store;
  @Autowired MongoOperations mongo;

  private final String order = UUID.randomUUID().toString();

  @BeforeEach
  void forgetTheOtherTests() {
    collection().deleteMany(new Document());
  }

  @Test
  void keepsEveryField() {
    Fulfillment written = store.insert(requested(order));
    written.process(NOW, "first come, first served");
    store.update(written);
    written.ship(ShippingMethod.Uber, NOW, null);
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

  @Test
  void canChangeWhatWasRead() {
    store.insert(requested(order));

    Fulfillment read = fulfillments.findById(order).orElseThrow();
    read.process(NOW, null);
    store.update(read);

    assertThat(fulfillments.findById(order).orElseThrow().history())
        .extracting(StatusChange::sequence)
        .containsExactly(1L, 1L, 2L);
  }

  @DisplayName("A11, E3: the status is a field of its own beside the history")
  @Test
  void storesTheStatusBesideTheHistory() {
    Fulfillment written = store.insert(requested(order));
    written.process(NOW, null);
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

  @DisplayName("E3: looking for a status reads the index, not the collection")
  @Test
  void findsAStatusByItsIndex() {
    for (int i = 0; i < 20; i++) {
      Fulfillment one = store.insert(requested(UUID.randomUUID().toString()));
      if (i % 10 == 0) {
        one.process(NOW, null);
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
            .limit(BulkAdvance.BATCH)
            .explain();

    Document statistics = explained.get("executionStats", Document.class);
    assertThat(explained.toJson()).contains("\"status_id\"").doesNotContain("COLLSCAN", "\"SORT\"");
    assertThat(statistics.getInteger("totalDocsExamined")).isEqualTo(2);
  }

  @Test
  void pagesThroughOneStatus() {
    List<String> ids =
        List.of("a", "b", "c", "d").stream().map(prefix -> prefix + "-" + order).toList();
    ids.forEach(id -> store.insert(requested(id)));
    Fulfillment shipped = fulfillments.findById(ids.get(1)).orElseThrow();
    shipped.process(NOW, null);
    store.update(shipped);

    var page = fulfillments.findByStatusOrderById(OrderStatusType.APPROVED, PageRequest.of(0, 2));

    assertThat(page).extracting(Fulfillment::id).containsExactly(ids.get(0), ids.get(2));
    assertThat(page.getTotalElements()).isEqualTo(3);
    assertThat(
            fulfillments.findNext(
                OrderStatusType.APPROVED, ids.get(0), ids.get(2), Sort.by("id"), Limit.of(9)))
        .extracting(Fulfillment::id)
        .containsExactly(ids.get(2));
    assertThat(fulfillments.findBy(Sort.by("id"), Limit.of(3)))
        .extracting(Fulfillment::id)
        .containsExactlyElementsOf(ids.subList(0, 3));
    assertThat(fulfillments.findByOrderById(PageRequest.of(1, 3)))
        .extracting(Fulfillment::id)
        .containsExactly(ids.get(3));
  }

  private MongoCollection<Document> collection() {
    return mongo.getCollection("fulfillment.requests");
  }
}
