package com.storefront.console.journey;

import com.storefront.console.management.Management;
import com.storefront.console.management.Services;
import com.storefront.web.Problems;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** What Kafka and the dead letters know about an order; pages read the order itself. */
@RestController
class JourneyController {

  private static final int MAX_LETTERS = 1000;

  private final OrderRecords records;
  private final Services services;

  JourneyController(OrderRecords records, Services services) {
    this.records = records;
    this.services = services;
  }

  @GetMapping("/api/orders/{guid:[\\w-]{1,100}}/journey")
  Journey journey(@PathVariable String guid) {
    try {
      return new Journey(
          records.of(guid),
          services.all().stream().flatMap(it -> deadLetters(it, guid).stream()).toList());
    } catch (KafkaException unreachable) {
      throw new ErrorResponseException(
          HttpStatus.SERVICE_UNAVAILABLE,
          Problems.of(
              HttpStatus.SERVICE_UNAVAILABLE,
              "kafka-unreachable",
              "Kafka does not answer, so the records of the order cannot be found. The services"
                  + " continue; events are published when Kafka is back."),
          unreachable);
    }
  }

  private static List<JsonNode> deadLetters(Management service, String guid) {
    try {
      return service
          .send(HttpMethod.GET, "/actuator/deadletters?limit=" + MAX_LETTERS, null)
          .body()
          .path("deadLetters")
          .valueStream()
          .filter(letter -> letter.path("key").asString("").equals(guid))
          .toList();
    } catch (ErrorResponseException unreachable) {
      return List.of(); // the start page reports the service
    }
  }

  /**
   * The journey of an order.
   *
   * @param hops from orders to fulfillment, and back
   * @param deadLetters unresolved ones of the order
   */
  record Journey(List<Hop> hops, List<JsonNode> deadLetters) {}
}
