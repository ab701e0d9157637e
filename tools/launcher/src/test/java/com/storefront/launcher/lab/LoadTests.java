package com.storefront.launcher.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The load against a stand-in of the storefront. */
class LoadTests {

  private final AtomicInteger ids = new AtomicInteger();
  private volatile boolean ordersFail;
  private volatile boolean hasFulfillment = true;
  private HttpServer storefront;
  private Load load;

  @BeforeEach
  void start() throws IOException {
    storefront = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    storefront.createContext(
        "/",
        exchange -> {
          String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
          int status =
              request.startsWith("GET /fulfillment/")
                  ? (hasFulfillment ? 200 : 404)
                  : request.matches("POST .*/(customers|orders)") ? (ordersFail ? 503 : 201) : 200;
          int id = ids.incrementAndGet();
          byte[] body = "{\"id\": \"%d\", \"guid\": \"%d\"}".formatted(id, id).getBytes(UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    storefront.start();
    load = new Load(URI.create("http://127.0.0.1:" + storefront.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    load.close();
    storefront.stop(0);
  }

  @Test
  void findsEveryAcknowledgedOrderAtFulfillment() {
    load.set(50);
    await().until(() -> load.status(false).arrived() > 20);
    load.set(0);
    await().until(() -> load.status(false).onTheirWay() == 0);

    LoadStatus status = load.status(false);
    assertThat(status.placed()).isEqualTo(status.arrived());
    assertThat(status.verdict()).contains("are at fulfillment", "Nothing is lost.");
  }

  @Test
  void countsOrdersThatDoNotArrive() {
    hasFulfillment = false;
    load.set(50);
    await().until(() -> load.status(false).placed() > 20);

    assertThat(load.status(false).arrived()).isZero();
    assertThat(load.status(false).verdict()).contains("0 of", "on their way: ");

    hasFulfillment = true;
    load.set(0);
    await().until(() -> load.status(false).verdict().contains("Nothing is lost."));
  }

  @Test
  void doesNotExpectOrdersThatWereRefused() {
    load.set(50);
    await().until(() -> load.status(false).placed() > 0);
    ordersFail = true;
    await().until(() -> load.status(false).notPlaced() > 10);
    load.set(0);

    await().until(() -> load.status(false).verdict().contains("Nothing is lost."));
  }

  @Test
  void saysWhyItCannotBeginAndTriesAgain() {
    ordersFail = true;
    load.set(1);
    await().until(() -> load.status(false).verdict().contains("accounts registers no customers"));

    ordersFail = false;

    await().until(() -> load.status(false).verdict().contains("Nothing is lost."));
  }

  @Test
  void saysWhatLateOrdersWaitFor() {
    assertThat(LoadStatus.verdict(9, 8, 3, 0, false, true, null)).endsWith("That is expected.");
    assertThat(LoadStatus.verdict(9, 8, 30, 0, false, true, null))
        .contains("for 30 s", "A fault is active", "in an outbox or in Kafka");
    assertThat(LoadStatus.verdict(9, 8, 30, 0, true, false, null))
        .contains("No fault is active", "No more orders are sent");
    assertThat(LoadStatus.verdict(0, 0, 0, 0, false, false, null)).contains("No order was placed");
  }
}
