package com.storefront.orders.zone;

import java.util.List;
import java.util.stream.Collectors;

/** An order cannot be placed because nothing is shipped to its country. */
public class CountryNotServed extends RuntimeException {

  private static final int MAX_NAMED = 20;

  private final List<String> servedCountries;

  /**
   * @param servedCountries in the order of the alphabet
   */
  public CountryNotServed(String country, List<String> servedCountries) {
    super("Nothing is shipped to %s. %s".formatted(country, describe(servedCountries)));
    this.servedCountries = List.copyOf(servedCountries);
  }

  private static String describe(List<String> served) {
    if (served.isEmpty()) {
      return "No country is served now.";
    }
    int others = served.size() - MAX_NAMED;
    return "Served: %s%s."
        .formatted(
            served.stream().limit(MAX_NAMED).collect(Collectors.joining(", ")),
            others > 0 ? " and %d others".formatted(others) : "");
  }

  public List<String> servedCountries() {
    return servedCountries;
  }
}
