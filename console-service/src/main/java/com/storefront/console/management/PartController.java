package com.storefront.console.management;

import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The state of all services. */
@RestController
class PartController {

  private final Services services;

  PartController(Services services) {
    this.services = services;
  }

  @GetMapping("/api/parts")
  List<Part> parts() {
    return services.all().parallelStream().map(PartController::read).toList();
  }

  private static Part read(Management service) {
    try {
      return Part.of(
          service.service(),
          service.send(HttpMethod.GET, "/actuator/health", null).body(),
          service.send(HttpMethod.GET, "/actuator/info", null).body(),
          new Metrics(service.getText("/actuator/prometheus")));
    } catch (ErrorResponseException unreachable) {
      return Part.unreachable(service.service(), String.valueOf(unreachable.getBody().getDetail()));
    }
  }
}
