package com.storefront.web.openapi;

import com.storefront.web.InvalidField;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a problem document looks like, for readers of the OpenAPI document only. */
@Schema(
    name = ProblemSchema.NAME,
    description = "A problem document (RFC 9457). Its type is stable; its words may change.",
    requiredProperties = {"type", "title", "status"})
record ProblemSchema(
    @Schema(format = "uri", example = "urn:storefront:problem:validation-failed") String type,
    @Schema(example = "Validation failed") String title,
    @Schema(example = "400") int status,
    @Schema(example = "the request has values that can't be used") @Nullable String detail,
    @Schema(format = "uri-reference", example = "/orders/customers") @Nullable String instance,
    @Schema(description = "With validation-failed only: what is wrong, and where.")
        @Nullable List<InvalidField> errors,
    @Schema(description = "With a fault of ours only: what to look for in the logs.")
        @Nullable String traceId) {

  static final String NAME = "ProblemDetail";
}
