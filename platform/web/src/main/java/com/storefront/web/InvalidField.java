package com.storefront.web;

import com.storefront.messaging.Printable;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * An invalid value of a request. Both texts can quote the request, so they are made printable and
 * bounded.
 *
 * @param field path of a member of the body, or name of a parameter or header; empty for the body
 * @param message what is expected
 */
public record InvalidField(
    @Schema(
            description = "Path of a member of the body, or name of a parameter.",
            example = "contact.email")
        String field,
    @Schema(example = "must be a well-formed email address") String message) {

  private static final int MAX_MESSAGE_LENGTH = 1000;

  public InvalidField {
    field = Printable.of(field);
    message = Printable.of(message, MAX_MESSAGE_LENGTH);
  }
}
