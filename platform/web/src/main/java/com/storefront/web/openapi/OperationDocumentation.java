package com.storefront.web.openapi;

import com.storefront.web.Creations;
import com.storefront.web.InvalidField;
import com.storefront.web.Problems;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.core.ResolvableType;
import org.springframework.hateoas.MediaTypes;
import org.springframework.hateoas.RepresentationModel;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.util.StringUtils;
import org.springframework.web.method.HandlerMethod;

/**
 * Documents what all operations share: ids, headers and problems.
 *
 * @param tokens whether operations require a token
 */
record OperationDocumentation(boolean tokens) implements GlobalOperationCustomizer {

  private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  private static final String ENTITY_TAG = "(W/)?\"[!#-~]*\"";
  private static final String ENTITY_TAGS =
      "^(\\*|%1$s([ \\t]*,[ \\t]*%1$s)*)$".formatted(ENTITY_TAG);

  @Override
  public Operation customize(Operation operation, HandlerMethod method) {
    String feature = method.getBeanType().getSimpleName().replaceFirst("Controller$", "");
    operation.setOperationId(
        StringUtils.uncapitalize(feature) + StringUtils.capitalize(method.getMethod().getName()));
    List<Parameter> parameters = Objects.requireNonNullElse(operation.getParameters(), List.of());
    parameters.forEach(OperationDocumentation::describe);
    ResolvableType answer = ResolvableType.forMethodReturnType(method.getMethod());
    if (answer.toClass() == ResponseEntity.class) {
      addHeaders(operation.getResponses());
      answer = answer.getGeneric();
    }
    if (RepresentationModel.class.isAssignableFrom(answer.toClass())) {
      operation.getResponses().values().forEach(OperationDocumentation::addHal);
    }
    addProblems(operation, parameters);
    return operation;
  }

  /** A parameter can be absent, but not null. */
  private static void describe(Parameter parameter) {
    if (parameter.getSchema().getTypes() != null) {
      parameter.getSchema().getTypes().remove("null");
    }
    if (parameter.getName().equals(HttpHeaders.IF_MATCH)) {
      parameter
          .description("The ETag of the version that this change is based on; `*` for any.")
          .example("\"1\"")
          .getSchema()
          .pattern(ENTITY_TAGS);
    } else if (parameter.getName().equals(IDEMPOTENCY_KEY)) {
      parameter.description(
          "Identifies this creation. Repeated with the same body it creates nothing and returns"
              + " the same answer; with another body it is refused.");
    }
  }

  private static void addHeaders(ApiResponses responses) {
    responses.forEach(
        (status, response) -> {
          response.addHeaderObject(
              HttpHeaders.ETAG, header("The version of the resource, for `If-Match`."));
          if (status.equals("201") || status.equals("202")) {
            response.addHeaderObject(HttpHeaders.LOCATION, header("The new resource."));
            response.addHeaderObject(
                Creations.REPLAYED,
                header("`true` if an earlier request with this key created the resource."));
          }
        });
  }

  private static void addHal(ApiResponse response) {
    Content content = response.getContent();
    content.addMediaType(MediaTypes.HAL_JSON_VALUE, content.get("application/json"));
  }

  private void addProblems(Operation operation, List<Parameter> parameters) {
    boolean hasBody = operation.getRequestBody() != null;
    boolean hasId =
        parameters.stream()
            .anyMatch(it -> it.getIn().equals("path") || it.getName().equals(IDEMPOTENCY_KEY));
    boolean isConditional =
        parameters.stream().anyMatch(it -> it.getName().equals(HttpHeaders.IF_MATCH));
    ApiResponses responses = operation.getResponses();
    add(
        responses,
        400,
        "validation-failed",
        "The request is malformed or has invalid values.",
        true);
    add(responses, 401, "unauthorized", "No trusted token: see `WWW-Authenticate`.", tokens);
    add(responses, 403, "forbidden", "The token does not allow this.", tokens);
    add(responses, 404, "not-found", "There is no such resource, or it was deleted.", hasId);
    add(responses, 406, "not-acceptable", "No media type of `Accept` is available.", true);
    add(responses, 409, "conflict", "The state does not allow this.", hasBody || isConditional);
    add(responses, 412, "precondition-failed", "`If-Match` is another version.", isConditional);
    add(responses, 413, "content-too-large", "The body, or its event, is too large.", hasBody);
    add(
        responses,
        415,
        "unsupported-media-type",
        "The media type of the body is not supported.",
        hasBody);
    add(
        responses,
        422,
        "idempotency-key-reused",
        "Not possible, or the key has another body.",
        hasBody);
    add(responses, 428, "precondition-required", "`If-Match` is missing.", isConditional);
    add(responses, 500, "internal-error", "Internal error.", true);
    add(responses, 503, "database-unavailable", "Retry after `Retry-After` seconds.", true);
  }

  private static void add(
      ApiResponses responses, int code, String name, String description, boolean applies) {
    if (applies) {
      MediaType problem =
          new MediaType()
              .schema(new Schema<>().$ref(ProblemSchema.NAME))
              .example(example(HttpStatus.valueOf(code), name, description));
      var content = new Content().addMediaType("application/problem+json", problem);
      responses.putIfAbsent(
          String.valueOf(code), new ApiResponse().description(description).content(content));
    }
  }

  private static Map<String, Object> example(HttpStatus status, String name, String detail) {
    ProblemDetail problem = Problems.of(status, name, detail);
    var example = new LinkedHashMap<String, Object>();
    example.put("type", String.valueOf(problem.getType()));
    example.put("title", problem.getTitle());
    example.put("status", status.value());
    example.put("detail", detail);
    if (status == HttpStatus.BAD_REQUEST) {
      example.put("errors", List.of(new InvalidField("contact.email", "must not be blank")));
    }
    return example;
  }

  private static Header header(String description) {
    return new Header().description(description).schema(new JsonSchema().types(Set.of("string")));
  }
}
