package com.storefront.web.token;

import com.storefront.web.openapi.ProblemResponse;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.http.HttpHeaders;

/** Documents that every operation asks for a token, and gives Swagger UI its Authorize button. */
class TokenDocument implements GlobalOpenApiCustomizer {

  private static final String SCHEME = "token";

  @Override
  public void customise(OpenAPI document) {
    document
        .getComponents()
        .addSecuritySchemes(
            SCHEME,
            new SecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .bearerFormat("JWT")
                .description(
                    "With the scope `staff` it allows everything; with the claim `customer_id`,"
                        + " what is that customer's own."));
    document.addSecurityItem(new SecurityRequirement().addList(SCHEME));
    document.getPaths().values().stream()
        .flatMap(path -> path.readOperations().stream())
        .forEach(operation -> document(operation.getResponses()));
  }

  private static void document(ApiResponses responses) {
    responses.addApiResponse(
        "401",
        ProblemResponse.of("There is no token, or none that is trusted here.")
            .addHeaderObject(
                HttpHeaders.WWW_AUTHENTICATE,
                new Header().description("`Bearer`, and what is wrong with the token.")));
    responses.addApiResponse("403", ProblemResponse.of("The token does not allow this."));
  }
}
