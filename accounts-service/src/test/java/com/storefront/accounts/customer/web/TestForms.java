package com.storefront.accounts.customer.web;

import com.jayway.jsonpath.JsonPath;

/** What clients send, right but for one thing. */
final class TestForms {

  private TestForms() {}

  /** What makes {@link com.storefront.accounts.customer.TestCustomers#details()}. */
  static String john() {
    return """
        {"name":{"title":"Mr.","firstName":"John","middleName":"S.","lastName":"Doe","suffix":"Jr."},
         "contact":{"primaryPhone":"555-666-7777","secondaryPhone":"555-444-9898","email":"john.doe@internet.com"},
         "addresses":[
           {"type":"BILLING","description":"My cc billing address","address1":"123 Oak Street","city":"Sunrise","state":"CA","postalCode":"12345-6789"},
           {"type":"SHIPPING","description":"My home address","address1":"123 Oak Street","city":"Sunrise","state":"CA","postalCode":"12345-6789"}],
         "creditCards":[{"type":"PRIMARY","description":"VISA","number":"4111 1111 1111 1111","last4":null,"expiration":"6/29","nameOnCard":"John S. Doe"}]}
        """;
  }

  /** John's form, with another value in one place. */
  static String john(String path, String value) {
    return with(john(), path, value);
  }

  static String with(String form, String path, String value) {
    return JsonPath.parse(form).set(path, "@@").jsonString().replace("\"@@\"", value);
  }
}
