package com.storefront.fulfillment.fulfillment.web;

import com.storefront.events.Address;
import com.storefront.events.AddressType;
import com.storefront.events.Contact;
import com.storefront.events.Name;
import com.storefront.events.OrderStatusEvent;
import com.storefront.events.OrderStatusType;
import com.storefront.fulfillment.fulfillment.ShippingMethod;
import io.swagger.v3.oas.models.OpenAPI;
import java.util.List;
import java.util.Map;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Shows a whole fulfillment in the OpenAPI document: the published language carries no annotations
 * of our documentation.
 */
@Component
class FulfillmentExample implements GlobalOpenApiCustomizer {

  private static final List<String> SCHEMAS = List.of("Fulfillment", "EntityModelFulfillment");

  private static final FulfillmentView SHIPPED =
      new FulfillmentView(
          "402e00cf-a12a-4e6a-89f2-7c467b2b1189",
          1795229266893L,
          new Name("Mr.", "John", "S.", "Doe", "Jr."),
          new Contact("555-666-7777", "555-444-9898", "john.doe@internet.com"),
          new Address(
              AddressType.SHIPPING,
              "My home address",
              "123 Oak Street",
              null,
              "Sunrise",
              "CA",
              "12345-6789"),
          new FulfillmentView.OrderView(
              "402e00cf-a12a-4e6a-89f2-7c467b2b1189",
              List.of(
                  new OrderStatusEvent(1795229265726L, OrderStatusType.CREATED, null),
                  new OrderStatusEvent(1795229266893L, OrderStatusType.APPROVED, null),
                  new OrderStatusEvent(1795229296588L, OrderStatusType.PROCESSING, null),
                  new OrderStatusEvent(1795229305780L, OrderStatusType.SHIPPED, "On its way")),
              List.of(
                  new FulfillmentView.ItemView(
                      new FulfillmentView.ProductView(
                          "b5efd4a0-4eb9-4ad0-bc9e-2f5542cbe897", "Blue Widget"),
                      4))),
          ShippingMethod.UPS,
          OrderStatusType.SHIPPED,
          3,
          "6b01064db29f8f4e06d5b478");

  @Override
  public void customise(OpenAPI document) {
    Map<?, ?> example = JsonMapper.shared().convertValue(SHIPPED, Map.class);
    var schemas = document.getComponents().getSchemas();
    for (String name : SCHEMAS) {
      schemas.computeIfPresent(name, (key, schema) -> schema.example(example));
    }
  }
}
