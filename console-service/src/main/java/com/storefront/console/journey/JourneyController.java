package com.storefront.console.journey;

import com.storefront.console.journey.Journeys.Journey;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What the services and Kafka know about an order's events; pages read the order itself. */
@RestController
class JourneyController {

  private final Journeys journeys;

  JourneyController(Journeys journeys) {
    this.journeys = journeys;
  }

  @GetMapping("/api/orders/{guid:[\\w-]{1,100}}/journey")
  Journey journey(@PathVariable String guid) {
    return journeys.of(guid);
  }
}
