package com.storefront.console.live;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.storefront.events.Topics;
import com.storefront.events.order.FulfillmentRequestEvent;
import com.storefront.servers.LocalServers;
import com.storefront.test.KafkaTestClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "management.server.port=0")
class ManyTabsTests {

  private static final int TABS = 200;
  private static final int ORDERS = 20;
  private static final int VERSIONS = 50;

  @LocalServerPort private int port;
  @Autowired private MeterRegistry meters;

  private final List<String> orders =
      IntStream.range(0, ORDERS).mapToObj(i -> UUID.randomUUID().toString()).toList();
  private final List<Tab> tabs = new ArrayList<>();

  @DynamicPropertySource
  static void kafka(DynamicPropertyRegistry properties) {
    properties.add("spring.kafka.bootstrap-servers", LocalServers::kafkaBootstrapServers);
  }

  @AfterEach
  void close() {
    tabs.forEach(Tab::close);
  }

  @Test
  void sendsEachChangeOnceToEachTabAndInOrderWhileOneTabDoesNotRead() throws Exception {
    try (Socket stuck = connect(1024)) {
      IntStream.range(0, TABS).forEach(i -> tabs.add(new Tab()));
      await().until(() -> streams() == TABS + 1);

      for (int version = 1; version <= VERSIONS; version++) {
        for (String order : orders) {
          publish(order, version);
        }
        int received = version * ORDERS;
        await()
            .atMost(Duration.ofMinutes(1))
            .until(() -> tabs.stream().allMatch(tab -> tab.changes.size() >= received));
      }

      assertThat(tabs).allSatisfy(this::receivedEachChangeOnceAndInOrder);
      assertThat(meters.get("storefront.console.streams.dropped").counter().count()).isEqualTo(1);
      assertThat(stuck.isConnected()).isTrue();
    }
  }

  private void receivedEachChangeOnceAndInOrder(Tab tab) {
    for (String order : orders) {
      assertThat(tab.changes.stream().filter(change -> change.startsWith(order)))
          .containsExactlyElementsOf(
              IntStream.rangeClosed(1, VERSIONS).mapToObj(version -> order + version).toList());
    }
  }

  private double streams() {
    return meters.get("storefront.console.streams").gauge().value();
  }

  private static void publish(String order, long version) {
    KafkaTestClient.send(
        Topics.FULFILLMENT_REQUEST,
        order,
        version,
        order + version,
        FulfillmentRequestEvent.class,
        new byte[0]);
  }

  /** Sends the request; the response is not read. */
  private Socket connect(int receiveBuffer) throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(receiveBuffer);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    String request = "GET /console/live HTTP/1.1\r\nHost: localhost:%d\r\n\r\n".formatted(port);
    socket.getOutputStream().write(request.getBytes(US_ASCII));
    return socket;
  }

  private final class Tab {

    final List<String> changes = new CopyOnWriteArrayList<>();
    private volatile boolean isClosed;
    private volatile Socket socket;

    Tab() {
      var thread = new Thread(this::read, "tab");
      thread.setDaemon(true);
      thread.start();
    }

    private void read() {
      try {
        socket = connect(65_536);
        var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (line.startsWith("data:")) {
            JsonMapper.shared().readTree(line.substring(5)).forEach(this::add);
          }
        }
      } catch (IOException failure) {
        if (!isClosed) {
          throw new UncheckedIOException(failure);
        }
      }
    }

    private void add(JsonNode notice) {
      changes.add(notice.get("key").asString() + notice.get("sequence").asString());
    }

    void close() {
      isClosed = true;
      try {
        socket.close();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }
}
