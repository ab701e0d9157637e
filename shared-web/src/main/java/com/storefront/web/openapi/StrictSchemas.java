package com.storefront.web.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Schema;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says of request bodies that members they don't name are refused, because they are. */
class StrictSchemas {

  private final Map<String, Schema<?>> schemas = new HashMap<>();
  private final Set<Schema<?>> closed = new HashSet<>();

  @SuppressWarnings("rawtypes") // the model's own
  StrictSchemas(Components components) {
    Map<String, Schema> all = components.getSchemas();
    if (all != null) {
      all.forEach((name, schema) -> schemas.put(name, schema));
    }
  }

  void close(Collection<PathItem> paths) {
    paths.stream()
        .flatMap(path -> path.readOperations().stream())
        .map(operation -> operation.getRequestBody())
        .filter(Objects::nonNull)
        .filter(body -> body.getContent() != null)
        .flatMap(body -> body.getContent().values().stream())
        .forEach(content -> close(content.getSchema()));
  }

  private void close(@Nullable Schema<?> schema) {
    if (schema == null) {
      return;
    }
    if (schema.get$ref() != null) {
      close(schemas.get(schema.get$ref().replace(Components.COMPONENTS_SCHEMAS_REF, "")));
      return;
    }
    if (!closed.add(schema)) {
      return;
    }
    if (schema.getProperties() != null && schema.getAdditionalProperties() == null) {
      schema.setAdditionalProperties(false);
    }
    parts(schema).forEach(this::close);
  }

  @SuppressWarnings({"rawtypes", "unchecked"}) // the model's own
  private static Stream<Schema<?>> parts(Schema<?> schema) {
    Stream<Schema> properties =
        schema.getProperties() == null
            ? Stream.of()
            : ((Map<String, Schema>) (Map) schema.getProperties()).values().stream();
    Stream<Schema> items = Stream.ofNullable(schema.getItems());
    Stream<Schema> alternatives =
        Stream.of(schema.getAnyOf(), schema.getOneOf())
            .filter(Objects::nonNull)
            .flatMap(list -> ((List<Schema>) (List) list).stream());
    return Stream.of(properties, items, alternatives)
        .flatMap(part -> part)
        .map(part -> (Schema<?>) part);
  }
}
