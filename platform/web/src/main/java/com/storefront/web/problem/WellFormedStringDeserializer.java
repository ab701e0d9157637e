package com.storefront.web.problem;

import org.springframework.boot.jackson.JacksonComponent;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.jdk.StringDeserializer;

/** Refuses lone surrogates, which JSON can escape but neither MongoDB nor a response can encode. */
@JacksonComponent
class WellFormedStringDeserializer extends StringDeserializer {

  @Override
  public String deserialize(JsonParser parser, DeserializationContext context) {
    String text = super.deserialize(parser, context);
    if (text.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE)) {
      throw context.weirdStringException(text, String.class, "lone surrogate");
    }
    return text;
  }
}
