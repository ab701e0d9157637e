package com.storefront.orders.order.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.storefront.orders.customer.Customer;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.hateoas.EntityModel;
import org.springframework.hateoas.PagedModel;
import org.springframework.hateoas.PagedModel.PageMetadata;

/** A customer with a page of their orders, in the shape of the 2021 API. */
@Schema(name = "CustomerOrders")
record CustomerOrdersView(
    @JsonUnwrapped CustomerView customer,
    List<EntityModel<OrderView>> orders,
    @Nullable PageMetadata page) {

  /**
   * @param page of orders; an empty one contains a placeholder for the empty array
   */
  @SuppressWarnings("unchecked") // the type of the page
  static CustomerOrdersView of(Customer customer, PagedModel<EntityModel<OrderView>> page) {
    Collection<?> content = page.getContent();
    List<EntityModel<OrderView>> orders =
        content.stream()
            .filter(EntityModel.class::isInstance)
            .map(it -> (EntityModel<OrderView>) it)
            .toList();
    return new CustomerOrdersView(CustomerView.of(customer), orders, page.getMetadata());
  }
}
