package com.storefront.web.openapi;

import com.storefront.web.ETags;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.core.ResolvableType;
import org.springframework.hateoas.CollectionModel;
import org.springframework.hateoas.MediaTypes;
import org.springframework.hateoas.RepresentationModel;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.method.HandlerMethod;

/** Documents of an operation what its code does not say, because the conventions do it. */
class OperationConventions implements GlobalOperationCustomizer {

  /** Tomcat refuses an encoded slash, backslash or null within a path. */
  private static final String ONE_SEGMENT = "^[^/\\\\\\u0000]+$";

  private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  @Override
  public Operation customize(Operation operation, HandlerMethod method) {
    name(operation, method);
    if (DocumentedProblem.isConditional(method)) {
      operation.addParametersItem(ifMatch());
    }
    if (operation.getParameters() != null) {
      operation.getParameters().forEach(OperationConventions::describe);
    }
    ApiResponses responses = responses(operation);
    responses.forEach((status, response) -> describeSuccess(status, response, method));
    DocumentedProblem.of(operation, method)
        .forEach(problem -> responses.computeIfAbsent(problem.code(), code -> refer(problem)));
    return operation;
  }

  /** Stable as long as class and method keep their names: {@code orderApprove}. */
  private static void name(Operation operation, HandlerMethod method) {
    String feature = method.getBeanType().getSimpleName().replaceFirst("Controller$", "");
    String action = method.getMethod().getName();
    operation.setOperationId(
        feature.substring(0, 1).toLowerCase(Locale.ROOT)
            + feature.substring(1)
            + action.substring(0, 1).toUpperCase(Locale.ROOT)
            + action.substring(1));
  }

  private static boolean isFreeText(Schema<?> schema) {
    return schema.getTypes().contains("string")
        && schema.getPattern() == null
        && schema.getFormat() == null
        && schema.getEnum() == null;
  }

  private static ApiResponses responses(Operation operation) {
    if (operation.getResponses() == null) {
      operation.setResponses(new ApiResponses());
    }
    return operation.getResponses();
  }

  private static Parameter ifMatch() {
    return new HeaderParameter()
        .name(HttpHeaders.IF_MATCH)
        .required(true)
        .description("The `ETag` of the version that this change builds upon; `*` for any.")
        .schema(string())
        .example(ETags.of(1));
  }

  /** A parameter may be left out, but there is no way to write null into a URI or a header. */
  private static void describe(Parameter parameter) {
    Schema<?> schema = parameter.getSchema();
    if (schema != null && schema.getTypes() != null) {
      Set<String> types = new LinkedHashSet<>(schema.getTypes());
      types.remove("null");
      schema.setTypes(types);
      if (parameter.getIn().equals("path") && isFreeText(schema)) {
        schema.setPattern(ONE_SEGMENT);
      }
    }
    if (IDEMPOTENCY_KEY.equals(parameter.getName()) && parameter.getDescription() == null) {
      parameter.setDescription(
          "What the client calls this creation, at most 255 characters. Sent again with the same"
              + " body it creates nothing and is answered alike; with another body: 422.");
    }
  }

  private static void describeSuccess(String status, ApiResponse response, HandlerMethod method) {
    if (!status.startsWith("2")) {
      return;
    }
    nameMediaTypes(response, method);
    if (answersOneResource(method)) {
      response.addHeaderObject(
          HttpHeaders.ETAG, header("The version of the resource, for `If-Match`."));
    }
    if (status.equals("201")) {
      response.addHeaderObject(HttpHeaders.LOCATION, header("Where the new resource is."));
    }
  }

  private static void nameMediaTypes(ApiResponse response, HandlerMethod method) {
    MediaType any = response.getContent() == null ? null : response.getContent().remove("*/*");
    if (any == null) {
      return;
    }
    if (RepresentationModel.class.isAssignableFrom(body(method))) {
      response.getContent().addMediaType(MediaTypes.HAL_JSON_VALUE, any);
    }
    response
        .getContent()
        .addMediaType(org.springframework.http.MediaType.APPLICATION_JSON_VALUE, any);
  }

  /** Entity tags are sent with a {@link ResponseEntity}; collections have none. */
  private static boolean answersOneResource(HandlerMethod method) {
    return method.getMethod().getReturnType() == ResponseEntity.class
        && RepresentationModel.class.isAssignableFrom(body(method))
        && !CollectionModel.class.isAssignableFrom(body(method));
  }

  private static Class<?> body(HandlerMethod method) {
    ResolvableType answer = ResolvableType.forMethodReturnType(method.getMethod());
    ResolvableType body = answer.resolve() == ResponseEntity.class ? answer.getGeneric() : answer;
    return Objects.requireNonNullElse(body.resolve(), Void.class);
  }

  private static ApiResponse refer(DocumentedProblem problem) {
    return new ApiResponse().$ref("#/components/responses/" + problem.name());
  }

  private static Header header(String description) {
    return new Header().description(description).schema(string());
  }

  /** Trap: OpenAPI 3.1 writes the types and ignores the type. */
  static StringSchema string() {
    StringSchema schema = new StringSchema();
    schema.setTypes(Set.of("string"));
    return schema;
  }
}
