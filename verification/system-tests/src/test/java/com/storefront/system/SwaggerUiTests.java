package com.storefront.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.storefront.servers.CarrierServer.Fault;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Every operation, executed in a browser as Swagger UI prefills it. Only ids, and versions above 1,
 * are entered.
 */
class SwaggerUiTests {

  private final Storefront storefront = Storefront.running();
  private final StorefrontClient client = new StorefrontClient(storefront.api());
  private final Set<String> executed = new HashSet<>();

  @BeforeAll
  static void requireBrowser() {
    Chromium.require();
  }

  @Test
  void executesTheOperationsOfAccounts() {
    try (var ui = open(Service.ACCOUNTS)) {
      String id = execute(ui, "customerRegister", 201, Map.of()).path("id").asString();
      execute(ui, "customerRead", 200, Map.of("id", id));
      execute(ui, "customerReplace", 200, Map.of("id", id));
      JsonNode changed = execute(ui, "customerPatch", 200, Map.of("id", id));
      assertThat(changed.path("version").asInt()).isEqualTo(2);
      execute(ui, "preferencesChange", 200, Map.of("id", id, "If-Match", "\"2\""));
      execute(ui, "customerDelete", 204, Map.of("id", id, "If-Match", "\"3\""));
      assertThat(execute(ui, "customerPage", 200, Map.of()).at("/page/totalElements").asInt())
          .isNotNegative();
      execute(ui, "customerSummary", 200, Map.of());
      Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
      JsonNode imported = execute(ui, "importReceive", 202, key);
      Map<String, String> ofImport = Map.of("id", imported.path("id").asString());
      execute(ui, "importRead", 200, ofImport);
      executeForText(ui, "importResult", ofImport);
      awaitImport(imported.path("id").asString());
      Map<String, String> any = Map.of("id", imported.path("id").asString(), "If-Match", "*");
      execute(ui, "importCancel", 409, any);
      executeForText(ui, "customerExportTable", Map.of());
      executeForText(ui, "customerExportLines", Map.of());
      executeTheOthers(ui);
    }
  }

  @Test
  void executesTheOperationsOfOrders() {
    String customer = client.register("swagger@example.com");
    client.awaitEmail(customer, "swagger@example.com");
    try (var ui = open(Service.ORDERS)) {
      for (var decision :
          Map.of("orderApprove", "APPROVED", "orderReject", "REJECTED", "orderCancel", "CANCELLED")
              .entrySet()) {
        JsonNode order = execute(ui, "orderPlace", 201, Map.of("customerId", customer));
        Map<String, String> guid = Map.of("guid", order.path("guid").asString());
        JsonNode decided = execute(ui, decision.getKey(), 200, guid);
        assertThat(decided.path("status").asString()).isEqualTo(decision.getValue());
        execute(ui, "orderRead", 200, guid);
      }
      assertThat(execute(ui, "orderPage", 200, Map.of()).at("/page/totalElements").asInt())
          .isGreaterThanOrEqualTo(3);
      execute(ui, "customerRead", 200, Map.of("id", customer));
      execute(ui, "customerOrders", 200, Map.of("customerId", customer));
      executeForText(ui, "orderExportTable", Map.of());
      executeForText(ui, "orderExportLines", Map.of());
      executeTheOthers(ui);
    }
  }

  @Test
  void executesTheOperationsOfFulfillment() {
    String customer = client.register("swagger@example.com");
    try (var ui = open(Service.FULFILLMENT)) {
      walk(ui, customer, List.of("Process", "Ship", "PutInTransit", "Receive", "MarkReturned"));
      walk(ui, customer, List.of("Process", "Hold", "Release", "Cancel"));
      walk(ui, customer, List.of("Process", "Ship", "MarkLost", "MarkReturnedToSender"));
      assertThat(execute(ui, "fulfillmentPage", 200, Map.of()).at("/page/totalElements").asInt())
          .isGreaterThanOrEqualTo(3);
      walkThroughABooking(ui, customer);
      execute(ui, "shippingZoneRead", 200, Map.of());
      execute(ui, "shippingZoneChange", 200, Map.of("country", "NZ"));
      executeTheOthers(ui);
    }
  }

  /** Takes an order of its own through the commands, each at the next version. */
  private void walk(SwaggerUi ui, String customer, List<String> commands) {
    String order = client.place(customer);
    client.approve(order);
    client.awaitFulfillment(order);
    for (String command : commands) {
      int version = commands.indexOf(command) + 1;
      Map<String, String> entered =
          version == 1
              ? Map.of("id", order)
              : Map.of("id", order, "If-Match", "\"%d\"".formatted(version));
      execute(ui, "fulfillmentCommands" + command, 200, entered);
    }
    execute(ui, "fulfillmentRead", 200, Map.of("id", order));
  }

  /** The carrier refuses, because a label that is booked leaves nothing to retry. */
  private void walkThroughABooking(SwaggerUi ui, String customer) {
    String order = client.place(customer);
    client.approve(order);
    client.fulfill(order, "processing");
    Map<String, String> entered = Map.of("id", order, "If-Match", "*");
    storefront.carrier().set(Fault.REFUSE);
    try {
      for (String command : List.of("Book", "Retry", "Skip")) {
        execute(ui, "booking" + command, 200, entered);
        if (!command.equals("Skip")) {
          client.awaitStuck(order);
        }
      }
    } finally {
      storefront.carrier().set(Fault.NONE);
    }
  }

  /** Executes what needs no id, so that every operation of the page was executed. */
  private void executeTheOthers(SwaggerUi ui) {
    for (String operation : ui.operations()) {
      if (!executed.contains(operation)) {
        execute(ui, operation, 200, Map.of());
      }
    }
    assertThat(ui.errors()).isEmpty();
  }

  private SwaggerUi open(Service service) {
    SwaggerUi ui = new SwaggerUi(storefront.api().base());
    ui.open(service);
    return ui;
  }

  private void awaitImport(String id) {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> storefront.api().get("/accounts/imports/" + id).expect(200).body(),
            it -> !it.path("finishedAt").isNull());
  }

  private void executeForText(SwaggerUi ui, String operation, Map<String, String> entered) {
    executed.add(operation);
    assertThat(ui.executeForText(operation, entered, 200)).isNotEmpty();
  }

  private JsonNode execute(
      SwaggerUi ui, String operation, int status, Map<String, String> entered) {
    executed.add(operation);
    return ui.execute(operation, entered, status);
  }
}
