package com.storefront.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.util.Json31;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordSchemasTests {

  private final ModelConverters converters = new ModelConverters(true);

  @Test
  void documentsNullableComponents() {
    converters.addConverter(new RecordSchemas());

    var schemas =
        converters.resolveAsResolvedSchema(new AnnotatedType(Parcel.class)).referencedSchemas;

    assertThat(Json31.mapper().valueToTree(schemas.get("Parcel").getProperties()).toString())
        .isEqualTo(
            """
            {"sender":{"type":"string"},"note":{"type":["string","null"]},"carrier":{"anyOf":[{"type":"string","enum":["RAIL"]},{"type":"null"}]},"to":{"$ref":"#/components/schemas/Place"},"back":{"anyOf":[{"$ref":"#/components/schemas/Place"},{"type":"null"}]}}"""
                .strip());
  }

  @Test
  void documentsDescriptions() {
    converters.addConverter(new RecordSchemas());

    var schemas =
        converters.resolveAsResolvedSchema(new AnnotatedType(Place.class)).referencedSchemas;

    assertThat(schemas.get("Place").getProperties().get("city"))
        .extracting("description")
        .isEqualTo("Where it is.");
  }

  record Parcel(
      String sender,
      @Nullable String note,
      @Nullable Carrier carrier,
      Place to,
      @Nullable Place back) {}

  record Place(@JsonPropertyDescription("Where it is.") String city) {}

  enum Carrier {
    RAIL
  }
}
