package com.storefront.web;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * One thing that is wrong with a request.
 *
 * @param field where: the path of a member of the body, or the name of a parameter or header; empty
 *     for the body as a whole
 * @param message what is expected there
 */
public record InvalidField(
    @Schema(
            description = "The path of a member of the body, or the name of a parameter.",
            example = "contact.email")
        String field,
    @Schema(example = "must be a well-formed email address") String message) {}
