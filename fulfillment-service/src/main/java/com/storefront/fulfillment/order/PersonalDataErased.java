package com.storefront.fulfillment.order;

/** Free text was given for an order whose personal data was erased. */
public class PersonalDataErased extends RuntimeException {

  PersonalDataErased(String id) {
    super(
        "The personal data of order %s was erased, so it takes no note. Repeat the request without one."
            .formatted(id));
  }
}
