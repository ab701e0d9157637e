package com.storefront.web.problem;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.jdk.StringDeserializer;

/** Refuses text that JSON can carry but MongoDB, or the answer that repeats it, can't. */
class TextDeserializer extends StringDeserializer {

  static final String EXPECTATION = "must not contain a null character or half a surrogate pair";

  @Override
  public String deserialize(JsonParser parser, DeserializationContext context) {
    String text = super.deserialize(parser, context);
    if (!Text.isSafe(text)) {
      throw context.weirdStringException(text, String.class, EXPECTATION);
    }
    return text;
  }
}
