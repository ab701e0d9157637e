package com.storefront.orders.order.web;

import com.storefront.orders.order.Order;
import com.storefront.orders.order.OrderQueries;
import com.storefront.orders.order.Orders;
import com.storefront.web.Pages;
import com.storefront.web.Paging;
import org.springframework.data.domain.Sort;
import org.springframework.hateoas.EntityModel;
import org.springframework.hateoas.Link;
import org.springframework.hateoas.PagedModel;
import org.springframework.hateoas.server.RepresentationModelAssembler;
import org.springframework.hateoas.server.mvc.BasicLinkBuilder;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Links an order to what can be done with it now. */
@Component
class OrderModelAssembler implements RepresentationModelAssembler<Order, EntityModel<OrderView>> {

  @Override
  public EntityModel<OrderView> toModel(Order order) {
    BasicLinkBuilder service = BasicLinkBuilder.linkToCurrentMapping();
    BasicLinkBuilder self = service.slash("orders").slash(order.id());
    EntityModel<OrderView> model =
        EntityModel.of(
            OrderView.of(order),
            self.withSelfRel(),
            service.slash("customers").slash(order.customerId()).withRel("customer"));
    if (order.isUndecided()) {
      model.add(
          self.slash("approval").withRel("approval"),
          self.slash("rejection").withRel("rejection"),
          self.slash("cancellation").withRel("cancellation"));
    }
    if (order.isWithFulfillment()) {
      model.add(fulfillment(order.id()));
    }
    return model;
  }

  /** The requested page of a list of orders. */
  PagedModel<EntityModel<OrderView>> page(
      Orders orders, OrderQueries.Filter filter, Sort sort, Paging paging) {
    return Pages.of(
        paging,
        sort,
        it -> orders.findPage(filter, it),
        it -> orders.findWindow(filter, it),
        OrderView.class,
        this);
  }

  /** A response with the order and its entity tag. */
  ResponseEntity<EntityModel<OrderView>> ok(Order order) {
    return ResponseEntity.ok().eTag(String.valueOf(order.version())).body(toModel(order));
  }

  /** The order at the fulfillment service, behind the same gateway. */
  static Link fulfillment(String guid) {
    return Link.of(
        ServletUriComponentsBuilder.fromCurrentContextPath()
            .replacePath("/fulfillment/fulfillments/{guid}")
            .encode()
            .buildAndExpand(guid)
            .toUriString(),
        "fulfillment");
  }
}
