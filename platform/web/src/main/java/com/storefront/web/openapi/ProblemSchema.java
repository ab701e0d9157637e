package com.storefront.web.openapi;

import com.storefront.web.InvalidField;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The schema of problem documents: springdoc does not see the properties that Jackson adds. */
@Schema(
    name = ProblemSchema.NAME,
    description = "A problem document (RFC 9457). The type is stable; the texts may change.",
    requiredProperties = {"type", "title", "status"})
record ProblemSchema(
    @Schema(format = "uri", example = "urn:storefront:problem:validation-failed") String type,
    @Schema(example = "Validation failed") String title,
    @Schema(example = "400") int status,
    @Schema(example = "The request has invalid values.") @Nullable String detail,
    @Schema(format = "uri-reference", example = "/orders/customers") @Nullable String instance,
    @Schema(description = "Only with validation-failed: the invalid fields.")
        @Nullable List<InvalidField> errors,
    @Schema(description = "Only with internal errors: identifies the request in the logs.")
        @Nullable String traceId) {

  static final String NAME = "ProblemDetail";
}
