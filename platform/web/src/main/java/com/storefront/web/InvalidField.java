package com.storefront.web;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * An invalid value of a request.
 *
 * @param field path of a member of the body, or name of a parameter or header; empty for the body
 * @param message what is expected
 */
public record InvalidField(
    @Schema(
            description = "Path of a member of the body, or name of a parameter.",
            example = "contact.email")
        String field,
    @Schema(example = "must be a well-formed email address") String message) {}
