package com.storefront.web.openapi;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.oas.models.media.Schema;
import jakarta.validation.constraints.NotBlank;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.PropertyCustomizer;

/** Says in the schema what {@link NotBlank} asks for, which Springdoc leaves out. */
class NotBlankSchemas implements PropertyCustomizer {

  @Override
  @SuppressWarnings("rawtypes") // the interface's own
  public @Nullable Schema<?> customize(@Nullable Schema property, AnnotatedType type) {
    if (property != null
        && property.getPattern() == null
        && type.getCtxAnnotations() != null
        && Arrays.stream(type.getCtxAnnotations()).anyMatch(NotBlank.class::isInstance)) {
      property.setPattern("\\S");
    }
    return property;
  }
}
