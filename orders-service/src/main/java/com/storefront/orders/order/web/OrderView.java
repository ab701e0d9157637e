package com.storefront.orders.order.web;

import com.storefront.events.OrderItem;
import com.storefront.events.OrderStatusEvent;
import com.storefront.events.OrderStatusType;
import com.storefront.orders.order.Order;
import com.storefront.orders.order.Recipient;
import com.storefront.orders.order.StatusChange;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.springframework.hateoas.EntityModel;
import org.springframework.hateoas.Link;
import org.springframework.hateoas.server.core.Relation;
import org.springframework.hateoas.server.mvc.BasicLinkBuilder;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** An order as clients see it, with links to what may be done with it now. */
@Schema(name = "Order")
@Relation(itemRelation = "order", collectionRelation = "orders")
public record OrderView(
    @Schema(example = "402e00cf-a12a-4e6a-89f2-7c467b2b1189") String guid,
    @Schema(example = "6b01064db29f8f4e06d5b478") String customerId,
    @Schema(example = "CREATED") OrderStatusType status,
    @Schema(description = "Grows by one with each change; also the entity tag.", example = "1")
        long version,
    @Schema(example = "2026-11-21T10:15:30.123Z") Instant placedAt,
    @Schema(example = "7.96") BigDecimal total,
    Recipient recipient,
    List<OrderStatusEvent> orderStatusEvents,
    List<OrderItem> orderItems) {

  public static OrderView of(Order order) {
    return new OrderView(
        order.id(),
        order.customerId(),
        order.status(),
        order.version(),
        order.placedAt(),
        order.total(),
        order.recipient(),
        order.history().stream().map(StatusChange::toEvent).toList(),
        order.items());
  }

  public static EntityModel<OrderView> linked(Order order) {
    var self = BasicLinkBuilder.linkToCurrentMapping().slash("orders").slash(order.id());
    EntityModel<OrderView> model = EntityModel.of(of(order), self.withSelfRel());
    model.add(
        BasicLinkBuilder.linkToCurrentMapping()
            .slash("customers")
            .slash(order.customerId())
            .withRel("customer"));
    if (order.isUndecided()) {
      model.add(
          self.slash("approval").withRel("approval"),
          self.slash("rejection").withRel("rejection"),
          self.slash("cancellation").withRel("cancellation"));
    }
    if (order.isWithFulfillment()) {
      model.add(Link.of(fulfillment(order.id()), "fulfillment"));
    }
    return model;
  }

  /** Where the fulfillment service, behind the same gateway, has this order. */
  static String fulfillment(String guid) {
    return ServletUriComponentsBuilder.fromCurrentContextPath()
        .replacePath("/fulfillment/fulfillments/{guid}")
        .encode()
        .buildAndExpand(guid)
        .toUriString();
  }
}
