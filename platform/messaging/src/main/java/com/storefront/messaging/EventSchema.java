package com.storefront.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.JsonNodeException;

/** The JSON Schema of an event of the published language. Compiled once; safe for threads. */
public final class EventSchema {

  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          registry ->
              registry.schemaRegistryConfig(
                  SchemaRegistryConfig.builder().failFast(true).locale(Locale.ENGLISH).build()));

  private final Schema schema;

  private EventSchema(Schema schema) {
    this.schema = schema;
    schema.initializeValidators();
  }

  /**
   * Reads {@code schemas/<type>.schema.json} from the class path.
   *
   * @throws UncheckedIOException if there is no such schema
   */
  public static EventSchema of(String type) {
    try {
      String schema =
          new ClassPathResource("schemas/" + type + ".schema.json").getContentAsString(UTF_8);
      return new EventSchema(SCHEMAS.getSchema(schema));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  private static String describe(Error error) {
    String field = error.getInstanceLocation().toString();
    return field.isEmpty() ? error.getMessage() : field + ": " + error.getMessage();
  }

  /**
   * Returns the first violation, for example {@code /order/guid: string expected}; empty if the
   * event is valid. Names fields of the schema only and quotes no value.
   */
  public Optional<String> violation(JsonNode event) {
    try {
      List<Error> errors = schema.validate(event);
      return errors.stream().findFirst().map(EventSchema::describe);
    } catch (JsonNodeException outOfRange) { // an integer such as 1e400
      return Optional.of("a number is too large");
    }
  }
}
