package com.storefront.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Guards against a gross regression: events that are applied one by one instead of in batches. */
class BatchConsumptionTests {

  private static final int CUSTOMERS = 100;
  private static final int EVENTS = 3 * CUSTOMERS;
  private static final Duration TIMEOUT = Duration.ofSeconds(90);

  private final Storefront storefront = Storefront.running();
  private final Instance orders = storefront.service(Service.ORDERS);
  private List<String> customers;

  @Test
  void appliesWaitingEventsWithFarFewerUpdatesThanEvents() {
    customers = BulkWorkload.createCustomers(storefront, CUSTOMERS);
    call("/orders/customers/sample/orders");
    call("/orders/customers/sample/fulfill");
    await()
        .atMost(TIMEOUT)
        .until(
            () -> {
              call("/fulfillment/fulfillments/sample/process");
              return count("PROCESSING") == CUSTOMERS;
            });
    double updates = updates();
    long received = count("RECEIVED"); // sample orders with a finished history

    orders.pause();
    try {
      for (String step : List.of("ship", "in-transit", "receive")) {
        call("/fulfillment/fulfillments/sample/" + step);
      }
    } finally {
      orders.resume();
    }
    await().atMost(TIMEOUT).until(() -> count("RECEIVED") == received + CUSTOMERS);

    await().atMost(TIMEOUT).until(() -> updates() > updates);
    assertThat(updates() - updates).isLessThan(EVENTS / 3.0);
  }

  private void call(String step) {
    storefront.api().get(step).expect(200);
  }

  private long count(String status) {
    return storefront
        .collection(Service.ORDERS, "customer.orders")
        .countDocuments(
            Filters.and(Filters.in("customerId", customers), Filters.eq("status", status)));
  }

  private double updates() {
    return new Api(orders.management())
        .get("/actuator/prometheus")
        .expect(200)
        .response()
        .body()
        .lines()
        .filter(line -> line.startsWith("mongodb_driver_commands_seconds_count{"))
        .filter(line -> line.contains("\"customer.orders\"") && line.contains("\"update\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }
}
