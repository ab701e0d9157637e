package com.storefront.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The records, the schemas and what was ever written agree. */
class EventSchemaTests {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  @ParameterizedTest
  @ValueSource(
      classes = {
        CustomerChangeEvent.class,
        FulfillmentRequestEvent.class,
        OrderStatusChangeEvent.class
      })
  void readsAndWritesWhatWasWrittenEver(Class<?> event) {
    JsonNode golden = JSON.readTree(resource("/golden/%s-1.json", event));

    Object read = JSON.treeToValue(golden, event);

    assertThat(JSON.readTree(JSON.writeValueAsString(read))).isEqualTo(golden);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        CustomerChangeEvent.class,
        FulfillmentRequestEvent.class,
        OrderStatusChangeEvent.class
      })
  void writesWhatItsSchemaDescribes(Class<?> event) {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(resource("/schemas/%s.schema.json", event));

    assertThat(schema.validate(JSON.readTree(resource("/golden/%s-1.json", event)))).isEmpty();
    assertThat(schema.validate(JSON.readTree("{}"))).isNotEmpty();
  }

  /** D1: nothing but these fields can be expressed, so no card data either. */
  @ParameterizedTest
  @ValueSource(
      classes = {
        CustomerChangeEvent.class,
        FulfillmentRequestEvent.class,
        OrderStatusChangeEvent.class
      })
  void hasTheFieldsOfItsSchemaAndNoOthers(Class<?> event) {
    JsonNode schema = JSON.readTree(resource("/schemas/%s.schema.json", event));

    assertSameFields(event, schema, schema);
  }

  private static void assertSameFields(Class<?> type, JsonNode described, JsonNode schema) {
    JsonNode properties = described.get("properties");
    Set<String> expected = new TreeSet<>(properties.propertyNames());
    assertThat(
            Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.toSet()))
        .as(type.getSimpleName())
        .isEqualTo(expected);
    for (RecordComponent component : type.getRecordComponents()) {
      Class<?> element = element(component.getGenericType());
      if (element.isRecord()) {
        JsonNode property = properties.get(component.getName());
        JsonNode reference = property.has("items") ? property.get("items") : property;
        String name = reference.get("$ref").asString().replace("#/$defs/", "");
        assertSameFields(element, schema.get("$defs").get(name), schema);
      }
    }
  }

  private static Class<?> element(Type type) {
    return type instanceof ParameterizedType list
        ? (Class<?>) list.getActualTypeArguments()[0]
        : (Class<?>) type;
  }

  @Test
  void ignoresFieldsThatItDoesNotKnow() {
    var event =
        JSON.readValue(
            """
            {"guid": "g", "sequence": 2, "colour": "red",
             "orderStatusEvent": {"timestamp": 1, "orderStatusType": "SHIPPED", "by": "ship"}}
            """,
            OrderStatusChangeEvent.class);

    assertThat(event)
        .isEqualTo(
            new OrderStatusChangeEvent(
                "g", 2, new OrderStatusEvent(1, OrderStatusType.SHIPPED, null)));
  }

  /** B7: nothing is made up by the reader. */
  @Test
  void refusesAStatusWithoutItsTimestamp() {
    assertThatThrownBy(
            () ->
                JSON.readValue(
                    "{\"orderStatusType\": \"SHIPPED\", \"note\": null}", OrderStatusEvent.class))
        .hasMessageContaining("timestamp");
  }

  @Test
  void namesAStationForEveryStatusThatMayFollow() {
    List<OrderStatusType> ends =
        Arrays.stream(OrderStatusType.values()).filter(s -> s.successors().isEmpty()).toList();

    assertThat(ends)
        .containsExactlyInAnyOrder(
            OrderStatusType.REJECTED, OrderStatusType.CANCELLED, OrderStatusType.RETURNED);
  }

  private static String resource(String pattern, Class<?> event) {
    String path = pattern.formatted(event.getSimpleName());
    try (InputStream in = EventSchemaTests.class.getResourceAsStream(path)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
