package com.storefront.web.problem;

import com.storefront.web.InvalidField;

/** A request has a part that must not travel any further. */
class UnusableRequest extends RuntimeException {

  private final InvalidField field;

  UnusableRequest(InvalidField field) {
    super(field.field() + " " + field.message());
    this.field = field;
  }

  InvalidField field() {
    return field;
  }
}
