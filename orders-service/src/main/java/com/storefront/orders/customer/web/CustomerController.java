package com.storefront.orders.customer.web;

import static java.util.Objects.requireNonNull;

import com.storefront.orders.customer.Customer;
import com.storefront.orders.customer.CustomerNotFound;
import com.storefront.orders.customer.Customers;
import com.storefront.orders.order.Orders;
import com.storefront.orders.order.web.OrderView;
import com.storefront.web.Pages;
import com.storefront.web.Paging;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.hateoas.EntityModel;
import org.springframework.hateoas.PagedModel;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Customers, whom accounts owns and this service only reads, with their orders. */
@RestController
@RequestMapping("/customers")
@Tag(name = "Customers")
class CustomerController {

  private final Customers customers;
  private final Orders orders;

  CustomerController(Customers customers, Orders orders) {
    this.customers = customers;
    this.orders = orders;
  }

  @GetMapping
  @Operation(summary = "A page of the known customers")
  PagedModel<EntityModel<CustomerView>> page(@Valid @ParameterObject Paging paging) {
    return Pages.of(customers.page(paging.toPageable()), CustomerView.class, CustomerView::linked);
  }

  @GetMapping("/{id}")
  @Operation(summary = "A customer with a page of their orders, the newest first")
  EntityModel<CustomerOrdersView> read(
      @PathVariable String id, @Valid @ParameterObject Paging paging) {
    Customer customer = customers.find(id).orElseThrow(() -> new CustomerNotFound(id));
    Page<EntityModel<OrderView>> page =
        orders.page(id, null, paging.toPageable()).map(OrderView::linked);
    PagedModel<EntityModel<OrderView>> paged = Pages.of(page, OrderView.class, order -> order);
    return EntityModel.of(
        CustomerOrdersView.of(customer, page.getContent(), requireNonNull(paged.getMetadata())),
        paged.getLinks());
  }

  @GetMapping("/summary")
  @Operation(summary = "The first 100 customers, each with their 20 newest orders")
  CustomersSummary summary() {
    List<Customer> first =
        customers.page(PageRequest.of(0, CustomersSummary.MAX_CUSTOMERS)).getContent();
    return CustomersSummary.of(
        first,
        orders.newest(first.stream().map(Customer::id).toList(), CustomersSummary.MAX_ORDERS_EACH));
  }
}
