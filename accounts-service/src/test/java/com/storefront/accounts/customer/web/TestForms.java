package com.storefront.accounts.customer.web;

import com.jayway.jsonpath.JsonPath;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Request bodies, valid except for the property that a test sets. */
public final class TestForms {

  private TestForms() {}

  /** The JSON of {@link com.storefront.accounts.customer.TestCustomers#details()}. */
  public static String john() {
    return """
        {"name":{"title":"Mr.","firstName":"John","middleName":"S.","lastName":"Doe","suffix":"Jr."},
         "contact":{"primaryPhone":"555-666-7777","secondaryPhone":"555-444-9898","email":"john.doe@internet.com"},
         "addresses":[
           {"type":"BILLING","description":"My cc billing address","address1":"123 Oak Street","city":"Sunrise","state":"CA","postalCode":"12345-6789"},
           {"type":"SHIPPING","description":"My home address","address1":"123 Oak Street","city":"Sunrise","state":"CA","postalCode":"12345-6789"}],
         "creditCards":[{"type":"PRIMARY","description":"VISA","number":"4111 1111 1111 1111","last4":null,"expiration":"6/29","nameOnCard":"John S. Doe"}]}
        """;
  }

  /** John's form with another value at a path. */
  public static String john(String path, String value) {
    return with(john(), path, value);
  }

  static String with(String form, String path, String value) {
    return JsonPath.parse(form).set(path, "@@").jsonString().replace("\"@@\"", value);
  }

  /** John with this address only, and with phone numbers that are valid in every country. */
  static String withAddress(
      @Nullable String country,
      String street,
      String city,
      @Nullable String state,
      @Nullable String code) {
    String contact = "{\"primaryPhone\":\"+15556667777\",\"email\":\"john.doe@internet.com\"}";
    return with(
        john("$.contact", contact),
        "$.addresses",
        "[" + address(country, street, city, state, code) + "]");
  }

  /** An address with the parts that are not null. */
  static String address(
      @Nullable String country,
      String street,
      String city,
      @Nullable String state,
      @Nullable String code) {
    Map<String, String> address = new LinkedHashMap<>();
    address.put("type", "SHIPPING");
    address.put("description", "Home");
    address.put("address1", street);
    address.put("city", city);
    address.put("state", state);
    address.put("postalCode", code);
    address.put("country", country);
    address.values().removeIf(Objects::isNull);
    return JsonMapper.shared().writeValueAsString(address);
  }
}
