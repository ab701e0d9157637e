package com.storefront.web.openapi;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** Adds what operations refer to, and tells apart the operations that share a method. */
class DocumentConventions implements GlobalOpenApiCustomizer {

  @Override
  public void customise(OpenAPI document) {
    Components components = document.getComponents();
    if (components == null) {
      components = new Components();
      document.setComponents(components);
    }
    ModelConverters.getInstance(true)
        .readAll(new AnnotatedType(ProblemSchema.class))
        .forEach(components::addSchemas);
    for (DocumentedProblem problem : DocumentedProblem.values()) {
      components.addResponses(problem.name(), response(problem));
    }
    if (document.getPaths() != null) {
      distinguish(document.getPaths().values());
      new StrictSchemas(components).close(document.getPaths().values());
    }
  }

  private static ApiResponse response(DocumentedProblem problem) {
    ApiResponse response = ProblemResponse.of(problem.description());
    if (problem.status() == HttpStatus.SERVICE_UNAVAILABLE) {
      response.addHeaderObject(
          HttpHeaders.RETRY_AFTER,
          new Header().description("In seconds.").schema(OperationConventions.string()));
    }
    return response;
  }

  /** A method that answers to GET and to POST is two operations, and each needs its own id. */
  private static void distinguish(Iterable<PathItem> paths) {
    Map<String, List<Runnable>> renamings = new HashMap<>();
    for (PathItem path : paths) {
      path.readOperationsMap()
          .forEach(
              (method, operation) ->
                  renamings
                      .computeIfAbsent(operation.getOperationId(), id -> new ArrayList<>())
                      .add(() -> append(operation, method)));
    }
    renamings.values().stream()
        .filter(sharing -> sharing.size() > 1)
        .flatMap(List::stream)
        .forEach(Runnable::run);
  }

  private static void append(Operation operation, PathItem.HttpMethod method) {
    String name = method.name();
    operation.setOperationId(
        operation.getOperationId() + name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT));
  }
}
