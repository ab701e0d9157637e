package com.storefront.events;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.storefront.events.customer.CustomerChangeEvent;
import com.storefront.events.order.FulfillmentRequestEvent;
import com.storefront.events.order.OrderStatusChangeEvent;
import com.storefront.events.order.OrderStatusEvent;
import com.storefront.events.order.OrderStatusType;
import com.storefront.events.order.Product;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The records, the schemas and the golden files of every version agree. */
class EventSchemaTests {

  private static final int NEWEST_VERSION = 3;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private static final JsonMapper WITHOUT_NULLS =
      JsonMapper.builder()
          .changeDefaultPropertyInclusion(
              all -> all.withValueInclusion(NON_NULL).withContentInclusion(NON_NULL))
          .build();

  /** The golden files of each event, the oldest first. */
  static Stream<Arguments> events() {
    return Stream.of(
            CustomerChangeEvent.class,
            FulfillmentRequestEvent.class,
            OrderStatusChangeEvent.class,
            ShippingZoneChangeEvent.class,
            ImportCompletedEvent.class)
        .map(event -> Arguments.of(event, goldenFiles(event)));
  }

  @ParameterizedTest
  @MethodSource("events")
  void readsEveryPublishedVersion(Class<?> event, List<String> goldenFiles) {
    for (String golden : goldenFiles) {
      Object read = JSON.readValue(golden, event);

      assertThat(withoutNulls(read)).isEqualTo(withoutNulls(JSON.readTree(golden)));
    }
  }

  @ParameterizedTest
  @MethodSource("events")
  void writesTheNewestVersion(Class<?> event, List<String> goldenFiles) {
    String golden = goldenFiles.get(goldenFiles.size() - 1);

    String written = JSON.writeValueAsString(JSON.readValue(golden, event));

    assertThat(JSON.readTree(written)).isEqualTo(JSON.readTree(golden));
  }

  @ParameterizedTest
  @MethodSource("events")
  void matchesItsSchema(Class<?> event, List<String> goldenFiles) {
    Schema schema = schema(event.getSimpleName());

    for (String golden : goldenFiles) {
      String written = JSON.writeValueAsString(JSON.readValue(golden, event));
      assertThat(schema.validate(JSON.readTree(golden))).isEmpty();
      assertThat(schema.validate(JSON.readTree(written))).isEmpty();
    }
    assertThat(schema.validate(JSON.readTree("{}"))).isNotEmpty();
  }

  @Test
  void writesPricesWithTheirDecimals() {
    var product = new Product("guid", "Widget", null, new BigDecimal("3.00"), "USD");

    String written = JSON.writeValueAsString(product);

    assertThat(written).contains("\"price\":3.00,");
    assertThat(JSON.readValue(written, Product.class)).isEqualTo(product);
  }

  /** What a reader could take for another value, and what cannot be stored or addressed. */
  @ParameterizedTest
  @CsvSource({
    "CustomerChangeEvent, /id, '\"a/../b?c#d\"'",
    "CustomerChangeEvent, /id, '\"..\"'",
    "CustomerChangeEvent, /id, '\"a\\n\"'",
    "CustomerChangeEvent, /id, 7",
    "CustomerChangeEvent, /sequence, 0",
    "CustomerChangeEvent, /sequence, 1.5",
    "CustomerChangeEvent, /sequence, '\"1\"'",
    "CustomerChangeEvent, /sequence, 9007199254740992",
    "CustomerChangeEvent, /name, null",
    "CustomerChangeEvent, /name/lastName, null",
    "CustomerChangeEvent, /name/lastName, '\"\\uD800\"'",
    "CustomerChangeEvent, /name/suffix, true",
    "CustomerChangeEvent, /addresses, {}",
    "CustomerChangeEvent, /addresses/0/type, 1",
    "CustomerChangeEvent, /addresses/0/type, '\"billing\"'",
    "CustomerChangeEvent, /addresses/0/country, '\"us\"'",
    "CustomerChangeEvent, /addresses/0/country, '\"USA\"'",
    "CustomerChangeEvent, /addresses/0/country, '\"\"'",
    "CustomerChangeEvent, /addresses/0/country, 840",
    "CustomerChangeEvent, /preferences, '{\"digest\": true}'",
    "CustomerChangeEvent, /preferences, true",
    "FulfillmentRequestEvent, /address/country, '\"Germany\"'",
    "FulfillmentRequestEvent, /order/guid, '\"a/../b?c#d\"'",
    "FulfillmentRequestEvent, /customerId, '\"\"'",
    "FulfillmentRequestEvent, /order/orderItems, []",
    "FulfillmentRequestEvent, /order/orderItems/0/quantity, 0",
    "FulfillmentRequestEvent, /order/orderItems/0/quantity, 1000001",
    "FulfillmentRequestEvent, /order/orderItems/0/product/price, '\"3.99\"'",
    "FulfillmentRequestEvent, /order/orderItems/0/product/price, -0.01",
    "FulfillmentRequestEvent, /order/orderItems/0/product/price, 1e10",
    "FulfillmentRequestEvent, /order/orderItems/0/product/currency, '\"eur\"'",
    "FulfillmentRequestEvent, /order/orderItems/0/product/currency, '\"EURO\"'",
    "FulfillmentRequestEvent, /order/orderItems/0/product/currency, 978",
    "FulfillmentRequestEvent, /order/orderStatusEvents/0/orderStatusType, 0",
    "OrderStatusChangeEvent, /orderStatusEvent/orderStatusType, 9",
    "OrderStatusChangeEvent, /orderStatusEvent/orderStatusType, '\"9\"'",
    "OrderStatusChangeEvent, /orderStatusEvent/orderStatusType, '\"STOLEN\"'",
    "OrderStatusChangeEvent, /orderStatusEvent/timestamp, 0",
    "OrderStatusChangeEvent, /orderStatusEvent/timestamp, 253402300800000",
    "OrderStatusChangeEvent, /orderStatusEvent/note, 1",
    "OrderStatusChangeEvent, /orderStatusEvent/actor, 1",
    "OrderStatusChangeEvent, /orderStatusEvent/actor, '\"\\u001B[31m\"'",
    "OrderStatusChangeEvent, /shipment, '\"UPS\"'",
    "OrderStatusChangeEvent, /shipment, '{\"trackingNumber\": \"1\"}'",
    "FulfillmentRequestEvent, /order/orderStatusEvents/0/actor, '\"a\\nb\"'",
    "ImportCompletedEvent, /rows, 0",
    "ImportCompletedEvent, /rows, 100001",
    "ImportCompletedEvent, /created, -1",
    "ShippingZoneChangeEvent, /country, '\"au\"'",
    "ShippingZoneChangeEvent, /country, '\"AUS\"'",
    "ShippingZoneChangeEvent, /carriers, []",
    "ShippingZoneChangeEvent, /days, 0",
    "ShippingZoneChangeEvent, /days, 366",
    "ShippingZoneChangeEvent, /open, '\"true\"'"
  })
  void refusesAnotherValue(String event, String place, String value) {
    assertThat(violations(event, place, JSON.readTree(value)))
        .singleElement()
        .satisfies(error -> assertThat(error.getInstanceLocation()).hasToString(place));
  }

  @Test
  void boundsTextsAndLists() {
    JsonNode text = JSON.valueToTree("x".repeat(4001));
    JsonNode history =
        JSON.valueToTree(
            Collections.nCopies(101, new OrderStatusEvent(1, OrderStatusType.CREATED, null, null)));

    JsonNode number =
        JSON.readTree(
            "{\"carrier\": \"UPS\", \"trackingNumber\": \"%s\"}".formatted("1".repeat(51)));

    assertThat(violations("OrderStatusChangeEvent", "/orderStatusEvent/note", text)).hasSize(1);
    assertThat(violations("OrderStatusChangeEvent", "/orderStatusEvent/actor", text)).hasSize(1);
    assertThat(violations("OrderStatusChangeEvent", "/shipment", number)).hasSize(1);
    assertThat(violations("CustomerChangeEvent", "/contact/email", text)).hasSize(1);
    for (String carrier : List.of("", "a\nb", "x".repeat(51))) {
      JsonNode carriers = JSON.valueToTree(List.of("UPS", carrier));
      assertThat(violations("ShippingZoneChangeEvent", "/carriers", carriers)).hasSize(1);
    }
    assertThat(violations("FulfillmentRequestEvent", "/order/orderStatusEvents", history))
        .hasSize(1);
  }

  private static List<Error> violations(String event, String place, JsonNode value) {
    JsonNode changed = JSON.readTree(resource("/golden/%s-1.json", event));
    int field = place.lastIndexOf('/') + 1;
    ObjectNode parent = (ObjectNode) changed.at(place.substring(0, field - 1));
    parent.set(place.substring(field), value);
    return schema(event).validate(changed);
  }

  private static Schema schema(String event) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(resource("/schemas/%s.schema.json", event));
  }

  /** So no event can contain card data. */
  @ParameterizedTest
  @ValueSource(
      classes = {
        CustomerChangeEvent.class,
        FulfillmentRequestEvent.class,
        OrderStatusChangeEvent.class,
        ShippingZoneChangeEvent.class
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
  void ignoresUnknownFields() {
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
                "g", 2, new OrderStatusEvent(1, OrderStatusType.SHIPPED, null, null), null));
  }

  @Test
  void refusesAStatusWithoutItsTimestamp() {
    assertThatThrownBy(
            () ->
                JSON.readValue(
                    "{\"orderStatusType\": \"SHIPPED\", \"note\": null}", OrderStatusEvent.class))
        .hasMessageContaining("timestamp");
  }

  @Test
  void hasFourFinalStatuses() {
    List<OrderStatusType> finals =
        Arrays.stream(OrderStatusType.values()).filter(s -> s.successors().isEmpty()).toList();

    assertThat(finals)
        .containsExactlyInAnyOrder(
            OrderStatusType.REJECTED,
            OrderStatusType.CANCELLED,
            OrderStatusType.RETURNED,
            OrderStatusType.RETURNED_TO_SENDER);
  }

  private static List<String> goldenFiles(Class<?> event) {
    return IntStream.rangeClosed(1, NEWEST_VERSION)
        .mapToObj(version -> "/golden/%s-%d.json".formatted(event.getSimpleName(), version))
        .filter(file -> EventSchemaTests.class.getResource(file) != null)
        .map(EventSchemaTests::resource)
        .toList();
  }

  /** A field that is newer than a golden file is null. */
  private static JsonNode withoutNulls(Object event) {
    Object fields = JSON.convertValue(event, Object.class);
    return JSON.readTree(WITHOUT_NULLS.writeValueAsString(fields));
  }

  private static String resource(String pattern, Class<?> event) {
    return resource(pattern, event.getSimpleName());
  }

  private static String resource(String pattern, String event) {
    return resource(pattern.formatted(event));
  }

  private static String resource(String path) {
    try (InputStream in = EventSchemaTests.class.getResourceAsStream(path)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
