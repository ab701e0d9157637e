package com.storefront.web.openapi;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.hateoas.EntityModel;

/**
 * Documents what swagger-core ignores of record components: {@link Nullable}, which is a type
 * annotation, and {@link JsonPropertyDescription}, which describes fields in plain Java.
 */
@SuppressWarnings({"rawtypes", "unchecked"}) // the interface's own
class RecordSchemas implements ModelConverter {

  @Override
  public @Nullable Schema resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
    Schema<?> resolved = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
    Schema<?> model = resolved == null ? null : model(resolved, context);
    RecordComponent[] components = recordType(type).getRecordComponents();
    if (model != null && model.getProperties() != null && components != null) {
      Arrays.stream(components)
          .forEach(
              it -> model.getProperties().computeIfPresent(it.getName(), (name, is) -> of(it, is)));
    }
    return resolved;
  }

  private static Schema<?> of(RecordComponent component, Schema<?> schema) {
    var description = component.getAccessor().getAnnotation(JsonPropertyDescription.class);
    if (description != null) {
      schema.setDescription(description.value());
    }
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class)
        ? orNull(schema)
        : schema;
  }

  private static @Nullable Schema<?> model(Schema<?> schema, ModelConverterContext context) {
    return schema.get$ref() == null
        ? schema
        : context.getDefinedModels().get(schema.get$ref().replaceFirst(".*/", ""));
  }

  private static Class<?> recordType(AnnotatedType type) {
    var java = Json31.mapper().constructType(type.getType());
    return java.hasRawClass(EntityModel.class)
        ? java.containedType(0).getRawClass()
        : java.getRawClass();
  }

  private static Schema<?> orNull(Schema<?> schema) {
    if (schema.getAnyOf() != null) {
      return schema;
    }
    if (schema.get$ref() == null && schema.getEnum() == null) {
      schema.addType("null");
      return schema;
    }
    return new JsonSchema().anyOf(List.of(schema, new JsonSchema().types(Set.of("null"))));
  }
}
