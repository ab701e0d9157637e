package com.storefront.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.storefront.servers.CarrierServer.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bson.Document;

/** What can stop an order on its way; each is broken and mended in a running storefront. */
enum OrderFault {
  UNDECIDED {
    @Override
    void breakOrder(Storefront storefront, String order) {
      // It waits for a decision from the start.
    }
  },
  RELAY_PAUSED {
    @Override
    void breakOrder(Storefront storefront, String order) {
      holdLease(storefront, FOREVER);
      client(storefront).approve(order);
      await().pollDelay(MOMENT).until(() -> true); // a younger event is no fault
    }

    @Override
    void mend(Storefront storefront) {
      holdLease(storefront, Instant.EPOCH);
    }
  },
  KAFKA_AWAY {
    @Override
    void breakOrder(Storefront storefront, String order) {
      storefront.kafka().stop();
      client(storefront).approve(order);
    }

    @Override
    void mend(Storefront storefront) {
      storefront.kafka().restart();
    }
  },
  PARKED_EVENT {
    @Override
    void breakOrder(Storefront storefront, String order) {
      replacePayload(storefront, order, "x".repeat(2_000_000));
      await().atMost(TIMEOUT).until(() -> order(storefront, order).toJson().contains("\"parked\""));
    }

    @Override
    void mend(Storefront storefront) {
      storefront
          .collection(Service.ORDERS, ORDERS)
          .updateMany(
              Filters.exists("outbox.parked"),
              Updates.pull("outbox", new Document("parked", new Document("$exists", true))));
    }
  },
  FOLLOWER_PAUSED {
    @Override
    void breakOrder(Storefront storefront, String order) {
      storefront.service(Service.FULFILLMENT).pause();
      client(storefront).approve(order);
      await()
          .atMost(TIMEOUT)
          .until(() -> order(storefront, order).getList("outbox", Document.class).isEmpty());
    }

    @Override
    void mend(Storefront storefront) {
      storefront.service(Service.FULFILLMENT).resume();
    }
  },
  DEAD_LETTER {
    @Override
    void breakOrder(Storefront storefront, String order) {
      replacePayload(storefront, order, "{}");
      var management = new Api(storefront.service(Service.FULFILLMENT).management());
      await()
          .atMost(TIMEOUT)
          .until(
              () ->
                  management
                      .get("/actuator/deadletters?limit=1000")
                      .expect(200)
                      .body()
                      .toString()
                      .contains(order));
    }
  },
  CARRIER_FAILING {
    @Override
    void breakOrder(Storefront storefront, String order) {
      book(storefront, order, Fault.FAIL);
      await()
          .atMost(TIMEOUT)
          .until(() -> client(storefront).fulfillment(order).at("/booking/attempts").asInt(0) == 1);
    }

    @Override
    void mend(Storefront storefront) {
      storefront.carrier().set(Fault.NONE);
    }
  },
  BOOKING_STUCK {
    @Override
    void breakOrder(Storefront storefront, String order) {
      book(storefront, order, Fault.REFUSE);
      client(storefront).awaitStuck(order);
    }

    @Override
    void mend(Storefront storefront) {
      storefront.carrier().set(Fault.NONE);
    }
  },
  TIMER_FAILING {
    @Override
    void breakOrder(Storefront storefront, String order) {
      client(storefront).approve(order);
      client(storefront).awaitFulfillment(order);
      storefront
          .collection(Service.FULFILLMENT, FULFILLMENTS)
          .updateOne(
              Filters.eq("_id", order),
              Updates.push(
                  "timers",
                  new Document("name", "book-carrier")
                      .append("due", new Date())
                      .append("at", new Date())
                      .append("attempts", 0)));
      await()
          .atMost(TIMEOUT)
          .until(
              () ->
                  storefront
                      .collection(Service.FULFILLMENT, FULFILLMENTS)
                      .find(Filters.eq("_id", order))
                      .first()
                      .toJson()
                      .contains("\"failure\""));
    }

    @Override
    void mend(Storefront storefront) {
      storefront
          .collection(Service.FULFILLMENT, FULFILLMENTS)
          .updateMany(Filters.exists("timers.failure"), Updates.unset("timers"));
    }
  },
  ON_HOLD {
    @Override
    void breakOrder(Storefront storefront, String order) {
      client(storefront).approve(order);
      client(storefront).fulfill(order, "processing");
      client(storefront).fulfill(order, "hold");
      client(storefront).awaitStatus(order, "ON_HOLD");
    }
  };

  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Duration MOMENT = Duration.ofSeconds(6);
  private static final Instant FOREVER = Instant.parse("9999-01-01T00:00:00Z");
  private static final String ORDERS = "customer.orders";
  private static final String FULFILLMENTS = "fulfillment.requests";

  /**
   * Stops an order.
   *
   * @param order that is placed
   */
  abstract void breakOrder(Storefront storefront, String order);

  void mend(Storefront storefront) {}

  /** Whether the order continues by itself when the fault is mended. */
  boolean delays() {
    return this == RELAY_PAUSED || this == KAFKA_AWAY || this == FOLLOWER_PAUSED;
  }

  private static StorefrontClient client(Storefront storefront) {
    return new StorefrontClient(storefront.api());
  }

  private static Document order(Storefront storefront, String order) {
    return storefront.collection(Service.ORDERS, ORDERS).find(Filters.eq("_id", order)).first();
  }

  /** Approves the order, and replaces its event before it is published. */
  private static void replacePayload(Storefront storefront, String order, String payload) {
    holdLease(storefront, FOREVER);
    try {
      client(storefront).approve(order);
      var changed =
          storefront
              .collection(Service.ORDERS, ORDERS)
              .updateOne(
                  Filters.and(Filters.eq("_id", order), Filters.exists("outbox.0")),
                  Updates.set("outbox.0.payload", payload));
      assertThat(changed.getMatchedCount()).isEqualTo(1);
    } finally {
      holdLease(storefront, Instant.EPOCH);
    }
  }

  /** Takes the lease of the relay of orders, and waits until it publishes no more. */
  private static void holdLease(Storefront storefront, Instant until) {
    MongoCollection<Document> leases = storefront.collection(Service.ORDERS, "relay.leases");
    leases.updateOne(
        Filters.eq("_id", ORDERS),
        Updates.combine(Updates.set("holder", "a test"), Updates.set("until", Date.from(until))));
    if (until.equals(FOREVER)) {
      var management = new Api(storefront.service(Service.ORDERS).management());
      await()
          .atMost(TIMEOUT)
          .until(
              () ->
                  management
                      .get("/actuator/prometheus")
                      .response()
                      .body()
                      .matches("(?s).*storefront_outbox_relay_active\\{[^}]*} 0\\.0.*"));
    }
  }

  private static void book(Storefront storefront, String order, Fault fault) {
    StorefrontClient client = client(storefront);
    client.approve(order);
    client.fulfill(order, "processing");
    storefront.carrier().set(fault, 1);
    client.fulfill(order, "booking");
  }
}
