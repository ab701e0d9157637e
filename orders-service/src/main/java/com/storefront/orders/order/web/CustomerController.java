package com.storefront.orders.order.web;

import com.storefront.orders.customer.Customer;
import com.storefront.orders.customer.CustomerNotFound;
import com.storefront.orders.customer.Customers;
import com.storefront.orders.order.OrderQueries.Filter;
import com.storefront.orders.order.Orders;
import com.storefront.web.Pages;
import com.storefront.web.Paging;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.data.domain.PageRequest;
import org.springframework.hateoas.EntityModel;
import org.springframework.hateoas.PagedModel;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Reads customers and their orders over HTTP; customers are changed at accounts. */
@RestController
@Tag(name = "Customers")
class CustomerController {

  /** The steps of the sample journey have the paths of a customer "sample". */
  static final String ORDERS = "/customers/{customerId:(?!sample$).+}/orders";

  private final Customers customers;
  private final Orders orders;
  private final CustomerModelAssembler customerModels;
  private final OrderModelAssembler orderModels;

  CustomerController(
      Customers customers,
      Orders orders,
      CustomerModelAssembler customerModels,
      OrderModelAssembler orderModels) {
    this.customers = customers;
    this.orders = orders;
    this.customerModels = customerModels;
    this.orderModels = orderModels;
  }

  @GetMapping("/customers")
  @Operation(summary = "A page of customers, the oldest first")
  PagedModel<EntityModel<CustomerView>> page(@Valid @ParameterObject Paging paging) {
    return Pages.of(
        paging,
        Customers.BY_ID,
        it -> customers.findPage(it),
        it -> customers.findWindow(it),
        CustomerView.class,
        customerModels);
  }

  @GetMapping("/customers/{id}")
  @Operation(summary = "A customer with a page of their orders, the newest first")
  EntityModel<CustomerOrdersView> read(
      @PathVariable String id, @Valid @ParameterObject Paging paging) {
    Customer customer = customers.findById(id).orElseThrow(() -> new CustomerNotFound(id));
    PagedModel<EntityModel<OrderView>> page =
        orderModels.page(orders, Filter.ofCustomer(id), Orders.NEWEST_FIRST, paging);
    return EntityModel.of(CustomerOrdersView.of(customer, page), page.getLinks());
  }

  @GetMapping(ORDERS)
  @Operation(summary = "A page of a customer's orders, the newest first")
  PagedModel<EntityModel<OrderView>> orders(
      @PathVariable String customerId,
      @Valid @ParameterObject FindOrders search,
      @Valid @ParameterObject Paging paging) {
    if (!customers.existsById(customerId)) {
      throw new CustomerNotFound(customerId);
    }
    return orderModels.page(orders, search.toFilter(customerId), search.toSort(), paging);
  }

  @GetMapping("/customers/summary")
  @Operation(summary = "The first 100 customers, each with their 20 newest orders")
  CustomersSummary summary() {
    List<Customer> first =
        customers
            .findPage(PageRequest.of(0, CustomersSummary.MAX_CUSTOMERS, Customers.BY_ID))
            .getContent();
    List<String> ids = first.stream().map(Customer::id).toList();
    return CustomersSummary.of(first, orders.findNewest(ids, CustomersSummary.MAX_ORDERS_EACH));
  }
}
