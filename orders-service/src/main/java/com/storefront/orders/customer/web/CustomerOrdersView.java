package com.storefront.orders.customer.web;

import com.storefront.events.Address;
import com.storefront.events.Contact;
import com.storefront.events.Name;
import com.storefront.orders.customer.Customer;
import com.storefront.orders.order.web.OrderView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.springframework.hateoas.EntityModel;
import org.springframework.hateoas.PagedModel.PageMetadata;

/** A customer joined with a page of their orders, in the shape that clients know since 2021. */
@Schema(name = "CustomerOrders")
record CustomerOrdersView(
    @Schema(example = "6b01064db29f8f4e06d5b478") String id,
    Name name,
    Contact contact,
    List<Address> addresses,
    List<EntityModel<OrderView>> orders,
    PageMetadata page) {

  static CustomerOrdersView of(
      Customer customer, List<EntityModel<OrderView>> orders, PageMetadata page) {
    return new CustomerOrdersView(
        customer.id(), customer.name(), customer.contact(), customer.addresses(), orders, page);
  }
}
