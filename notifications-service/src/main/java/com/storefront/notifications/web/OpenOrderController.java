package com.storefront.notifications.web;

import com.storefront.notifications.digest.CustomerRow;
import com.storefront.notifications.digest.OpenOrders;
import com.storefront.notifications.mail.MailDecided;
import com.storefront.notifications.mail.MailKind;
import com.storefront.notifications.order.OrderLine;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClientException;

/**
 * Open orders from the stores of all instances. A request that another instance forwarded is
 * answered from the stores of this one only.
 */
@RestController
@Tag(name = "Open orders", description = "Orders that are on their way, by customer.")
class OpenOrderController {

  private static final String AFTER = "After this key, which the previous page has as `next`.";

  private final Shards shards;
  private final OtherInstances others;
  private final Clock clock;

  OpenOrderController(Shards shards, OtherInstances others, Clock clock) {
    this.shards = shards;
    this.others = others;
    this.clock = clock;
  }

  @GetMapping("/customers/{id}/digest")
  @Operation(summary = "Read what a digest of a customer would say now")
  DigestView digest(
      @PathVariable String id,
      @Parameter(hidden = true) @RequestHeader(name = OtherInstances.HOP, required = false)
          @Nullable String hop,
      @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false)
          @Nullable String token) {
    String owner = shards.ownerOf(id);
    if (owner.equals(shards.self())) {
      return digest(id);
    }
    if (hop != null) {
      throw new InvalidStateStoreException("The customer moves to another instance.");
    }
    return others.digest(owner, id, token);
  }

  private DigestView digest(String id) {
    OpenOrders local = shards.local();
    CustomerRow customer = local.customer(id).orElseThrow(() -> new CustomerUnknown(id));
    List<OrderLine> orders = local.of(id);
    List<OpenOrderView> shown =
        orders.stream()
            .limit(MailDecided.MAX_ORDERS)
            .map(order -> OpenOrderView.of(order, shards.self()))
            .toList();
    return new DigestView(
        id,
        customer.addressFor(MailKind.DIGEST) != null,
        shown,
        orders.size() - shown.size(),
        clock.instant(),
        shards.self());
  }

  @GetMapping("/open-orders")
  @Operation(summary = "Page through the open orders of all customers")
  OpenOrdersView openOrders(
      @Parameter(description = AFTER) @RequestParam(required = false) @Size(max = 250)
          @Nullable String after,
      @RequestParam(defaultValue = "20") @Min(1) @Max(100) int size,
      @Parameter(hidden = true) @RequestHeader(name = OtherInstances.HOP, required = false)
          @Nullable String hop,
      @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false)
          @Nullable String token) {
    var rows = new ArrayList<OpenOrderView>();
    var missing = new ArrayList<String>();
    boolean isLast = true;
    List<String> instances = hop == null ? shards.all() : List.of(shards.self());
    for (String instance : instances) {
      if (instance.equals(shards.self())) {
        shards.local().after(after, size + 1).stream()
            .map(order -> OpenOrderView.of(order, instance))
            .forEach(rows::add);
      } else {
        try {
          OpenOrdersView page = others.openOrders(instance, after, size, token);
          rows.addAll(page.openOrders());
          isLast &= page.next() == null;
        } catch (RestClientException unavailable) {
          missing.add(instance);
        }
      }
    }
    List<OpenOrderView> page =
        rows.stream().sorted(Comparator.comparing(OpenOrderController::key)).limit(size).toList();
    isLast &= rows.size() <= size;
    return new OpenOrdersView(page, missing, isLast ? null : key(page.get(size - 1)));
  }

  private static String key(OpenOrderView order) {
    return order.customerId() + "/" + order.guid();
  }
}
