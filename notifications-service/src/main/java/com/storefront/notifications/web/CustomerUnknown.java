package com.storefront.notifications.web;

/** The customer does not exist, was deleted, or is not known yet. */
class CustomerUnknown extends RuntimeException {

  CustomerUnknown(String id) {
    super("No customer has the id %s.".formatted(id));
  }
}
