package com.storefront.fulfillment.fulfillment.web;

import com.storefront.events.OrderStatusType;
import com.storefront.fulfillment.fulfillment.Fulfillment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.hateoas.EntityModel;
import org.springframework.hateoas.IanaLinkRelations;
import org.springframework.hateoas.Link;
import org.springframework.hateoas.server.RepresentationModelAssembler;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Shows with a fulfillment where to go from it: only what is possible now. */
@Component
class FulfillmentLinks
    implements RepresentationModelAssembler<Fulfillment, EntityModel<FulfillmentView>> {

  @Override
  public EntityModel<FulfillmentView> toModel(Fulfillment fulfillment) {
    String id = fulfillment.id();
    List<Link> links = new ArrayList<>();
    links.add(Link.of(path("/fulfillments/{id}", id), IanaLinkRelations.SELF));
    links.add(Link.of(path("/fulfillments"), IanaLinkRelations.COLLECTION));
    links.add(Link.of(orderOf(fulfillment), "order"));
    fulfillment.status().successors().stream()
        .flatMap(next -> commands(fulfillment.status(), next))
        .map(command -> Link.of(path("/fulfillments/{id}/" + command, id), command))
        .forEach(links::add);
    return EntityModel.of(FulfillmentView.of(fulfillment), links);
  }

  /** What moves an order from one station to another; nothing where that isn't ours to decide. */
  private static Stream<String> commands(OrderStatusType from, OrderStatusType to) {
    return switch (to) {
      case CREATED, APPROVED, REJECTED -> Stream.of();
      case PROCESSING ->
          from == OrderStatusType.ON_HOLD
              ? Stream.of("processing", "release")
              : Stream.of("processing");
      case ON_HOLD -> Stream.of("hold");
      case CANCELLED -> Stream.of("cancellation");
      case SHIPPED -> Stream.of("shipment");
      case IN_TRANSIT -> Stream.of("transit");
      case RECEIVED -> Stream.of("receipt");
      case RETURNED -> Stream.of("return");
    };
  }

  private static String path(String path, Object... variables) {
    return ServletUriComponentsBuilder.fromCurrentContextPath()
        .path(path)
        .encode()
        .buildAndExpand(variables)
        .toUriString();
  }

  /** The orders service is behind the same gateway. */
  private static String orderOf(Fulfillment fulfillment) {
    return ServletUriComponentsBuilder.fromCurrentContextPath()
        .replacePath("/orders/orders/{guid}")
        .encode()
        .buildAndExpand(fulfillment.id())
        .toUriString();
  }
}
