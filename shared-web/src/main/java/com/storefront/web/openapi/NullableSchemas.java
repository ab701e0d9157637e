package com.storefront.web.openapi;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.hateoas.EntityModel;

/** Says of what is {@link Nullable} in a record that it may be null, which Springdoc leaves out. */
@SuppressWarnings({"rawtypes", "unchecked"}) // the interface's own
class NullableSchemas implements ModelConverter {

  private static final String NULL = "null";

  @Override
  public @Nullable Schema resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
    if (!chain.hasNext()) {
      return null;
    }
    Schema resolved = chain.next().resolve(type, context, chain);
    Set<String> nullable = nullable(type);
    if (resolved != null && !nullable.isEmpty()) {
      Schema model = resolved.get$ref() == null ? resolved : model(resolved.get$ref(), context);
      if (model != null && model.getProperties() != null) {
        Map<String, Schema> properties = new LinkedHashMap<>(model.getProperties());
        properties.replaceAll((name, is) -> nullable.contains(name) ? orNull(is) : is);
        model.setProperties(properties);
      }
    }
    return resolved;
  }

  private static @Nullable Schema model(String reference, ModelConverterContext context) {
    return context.getDefinedModels().get(reference.substring(reference.lastIndexOf('/') + 1));
  }

  private static Set<String> nullable(AnnotatedType type) {
    var java = Json31.mapper().constructType(type.getType());
    Class<?> raw =
        java.hasRawClass(EntityModel.class) && java.containedTypeCount() == 1
            ? java.containedType(0).getRawClass()
            : java.getRawClass();
    RecordComponent @Nullable [] components = raw.getRecordComponents();
    return components == null
        ? Set.of()
        : Arrays.stream(components)
            .filter(component -> component.getAnnotatedType().isAnnotationPresent(Nullable.class))
            .map(RecordComponent::getName)
            .collect(Collectors.toSet());
  }

  private static Schema orNull(Schema schema) {
    if (schema.getAnyOf() != null || contains(schema.getTypes(), NULL)) {
      return schema;
    }
    if (schema.get$ref() == null && schema.getEnum() == null && schema.getTypes() != null) {
      schema.addType(NULL);
      return schema;
    }
    Schema either = new JsonSchema();
    either.setAnyOf(List.of(schema, new JsonSchema().types(Set.of(NULL))));
    return either;
  }

  private static boolean contains(@Nullable Set<String> types, String type) {
    return types != null && types.contains(type);
  }
}
