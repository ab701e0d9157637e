package com.storefront.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Traces that the services export in the OpenTelemetry protocol. */
class TraceTests {

  private final Storefront storefront = Storefront.running();
  private final List<Instance> instances = new ArrayList<>();
  private final TraceCollector collector = new TraceCollector();

  @AfterEach
  void stop() {
    instances.forEach(Instance::close);
    collector.close();
  }

  @Test
  void exportsOneTraceFromTheRequestToTheConsumerOfItsEvent() {
    for (Service service : Service.values()) {
      storefront.service(service).pause();
    }
    try {
      var accounts = new StorefrontClient(new Api(traced(Service.ACCOUNTS).uri()));
      var orders = new StorefrontClient(new Api(traced(Service.ORDERS).uri()));
      traced(Service.FULFILLMENT);
      instances.forEach(Instance::awaitReady);

      String registration = trace();
      String customer =
          accounts
              .api()
              .post(
                  "/accounts/customers",
                  StorefrontClient.customer("traced@example.com"),
                  "traceparent",
                  parent(registration))
              .expect(201)
              .body()
              .get("id")
              .asString();
      awaitTrace(registration, Service.ACCOUNTS, Service.ORDERS);

      String approval = trace();
      String order = orders.place(customer);
      orders
          .api()
          .post(
              "/orders/orders/%s/approval".formatted(order),
              "{}",
              "If-Match",
              "*",
              "traceparent",
              parent(approval))
          .expect(200);
      awaitTrace(approval, Service.ORDERS, Service.FULFILLMENT);
    } finally {
      instances.forEach(Instance::close);
      for (Service service : Service.values()) {
        storefront.service(service).resume();
      }
    }
  }

  private Instance traced(Service service) {
    Instance instance = storefront.another(service, collector.settings());
    instances.add(instance);
    return instance.start();
  }

  private static String trace() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  private static String parent(String trace) {
    return "00-%s-00f067aa0ba902b7-01".formatted(trace);
  }

  private void awaitTrace(String trace, Service... services) {
    await("trace %s from %s".formatted(trace, List.of(services)))
        .atMost(Duration.ofSeconds(60))
        .until(() -> exportersOf(trace).containsAll(List.of(services)));
  }

  /** The services whose exports contain the trace id in binary form. */
  private Set<Service> exportersOf(String trace) {
    String id = new String(HexFormat.of().parseHex(trace), ISO_8859_1);
    return collector.exports().stream()
        .filter(export -> export.contains(id))
        .flatMap(
            export ->
                Stream.of(Service.values()).filter(service -> export.contains(attribute(service))))
        .collect(Collectors.toSet());
  }

  /** The attribute service.name in Protobuf: key, length and value. */
  private static String attribute(Service service) {
    String name = service.toString();
    return "service.name\u0012%c\n%c%s".formatted(name.length() + 2, name.length(), name);
  }
}
