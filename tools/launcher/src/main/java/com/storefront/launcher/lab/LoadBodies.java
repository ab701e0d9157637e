package com.storefront.launcher.lab;

import java.util.List;
import java.util.Map;

/** The bodies of the requests of the load. */
final class LoadBodies {

  private LoadBodies() {}

  static Map<String, Object> customer(int number) {
    return Map.of(
        "name", Map.of("title", "Ms.", "firstName", "Load", "lastName", "Number" + number),
        "contact",
            Map.of(
                "primaryPhone", "(08) 9321 0000", "email", "load%d@example.com".formatted(number)),
        "addresses",
            List.of(
                Map.of(
                    "type", "SHIPPING",
                    "description", "Home",
                    "address1", "27 St Georges Terrace",
                    "city", "Perth",
                    "state", "WA",
                    "postalCode", "6000",
                    "country", "AU")));
  }

  static final Map<String, Object> ORDER =
      Map.of(
          "orderItems",
          List.of(
              Map.of(
                  "product",
                  Map.of("guid", "load", "title", "Blue Widget", "price", 1.99),
                  "quantity",
                  4)));
}
