package com.storefront.web.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;

/** Documents that an operation may be answered with a problem. */
public final class ProblemResponse {

  private ProblemResponse() {}

  /**
   * @param description when that happens
   */
  public static ApiResponse of(String description) {
    Schema<?> problem = new Schema<>().$ref(Components.COMPONENTS_SCHEMAS_REF + ProblemSchema.NAME);
    return new ApiResponse()
        .description(description)
        .content(
            new Content()
                .addMediaType(
                    org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                    new MediaType().schema(problem)));
  }
}
