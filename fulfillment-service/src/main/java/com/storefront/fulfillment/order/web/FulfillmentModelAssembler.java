package com.storefront.fulfillment.order.web;

import static org.springframework.hateoas.server.mvc.WebMvcLinkBuilder.linkTo;

import com.storefront.events.order.OrderStatusType;
import com.storefront.fulfillment.carrier.Carrier;
import com.storefront.fulfillment.order.Fulfillment;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.hateoas.EntityModel;
import org.springframework.hateoas.IanaLinkRelations;
import org.springframework.hateoas.Link;
import org.springframework.hateoas.Links;
import org.springframework.hateoas.server.RepresentationModelAssembler;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Links a fulfillment to its order and to the commands that its status allows. */
@Component
class FulfillmentModelAssembler
    implements RepresentationModelAssembler<Fulfillment, EntityModel<FulfillmentView>> {

  private static final Map<OrderStatusType, String> COMMANDS =
      Map.of(
          OrderStatusType.PROCESSING, "processing",
          OrderStatusType.SHIPPED, "shipment",
          OrderStatusType.IN_TRANSIT, "transit",
          OrderStatusType.RECEIVED, "receipt",
          OrderStatusType.ON_HOLD, "hold",
          OrderStatusType.CANCELLED, "cancellation",
          OrderStatusType.RETURNED, "return",
          OrderStatusType.LOST, "loss",
          OrderStatusType.RETURNED_TO_SENDER, "return-to-sender");

  private final Carrier carrier;

  FulfillmentModelAssembler(Carrier carrier) {
    this.carrier = carrier;
  }

  @Override
  public EntityModel<FulfillmentView> toModel(Fulfillment fulfillment) {
    var collection = linkTo(FulfillmentController.class);
    return EntityModel.of(
            FulfillmentView.of(fulfillment),
            collection.slash(fulfillment.id()).withSelfRel(),
            collection.withRel(IanaLinkRelations.COLLECTION),
            order(fulfillment.id()))
        .add(nextSteps(fulfillment.id(), fulfillment.status()))
        .add(bookingSteps(fulfillment));
  }

  private List<Link> bookingSteps(Fulfillment fulfillment) {
    Stream<String> commands =
        fulfillment.bookings().open() != null
            ? Stream.of("retry-booking", "skip-booking")
            : fulfillment.status() == OrderStatusType.PROCESSING && carrier.isConfigured()
                ? Stream.of("booking")
                : Stream.of();
    var self = linkTo(FulfillmentController.class).slash(fulfillment.id());
    return commands.map(command -> self.slash(command).withRel(command)).toList();
  }

  /** The commands that a status allows. */
  static Links nextSteps(String id, OrderStatusType status) {
    var self = linkTo(FulfillmentController.class).slash(id);
    return Links.of(
        Stream.concat(
                status.successors().stream().map(COMMANDS::get).filter(Objects::nonNull),
                status == OrderStatusType.ON_HOLD ? Stream.of("release") : Stream.empty())
            .map(command -> self.slash(command).withRel(command))
            .toList());
  }

  ResponseEntity<EntityModel<FulfillmentView>> ok(Fulfillment fulfillment) {
    return ResponseEntity.ok()
        .eTag(String.valueOf(fulfillment.version()))
        .body(toModel(fulfillment));
  }

  /** The gateway serves the orders service on the same host. */
  private static Link order(String id) {
    var uri =
        ServletUriComponentsBuilder.fromCurrentContextPath().replacePath("/orders/orders/{id}");
    return Link.of(uri.build(id).toString(), "order");
  }
}
