package com.storefront.console.repair;

import com.storefront.console.management.Management;
import com.storefront.console.management.Services;
import com.storefront.web.security.Actor;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Lists, shows, replays and drops dead letters, by the service that could not apply them. */
@RestController
@RequestMapping("/api/dead-letters")
class DeadLetterController {

  private static final String LETTERS = "/actuator/deadletters";
  private static final String LETTER = LETTERS + "/{id}";

  /** Keeps other paths of the management port out of reach. */
  private static final String ID = "/{service}/{id:[\\w.-]+-dlt~\\d{1,9}~\\d{1,18}}";

  private static final int LIMIT = 200;

  private final Services services;

  DeadLetterController(Services services) {
    this.services = services;
  }

  /** Unresolved dead letters of each service, without payload. */
  @GetMapping
  List<Listed> list() {
    return Listed.ofEach(services, LETTERS + "?limit=" + LIMIT);
  }

  /** A dead letter with its payload. */
  @GetMapping(ID)
  JsonNode show(@PathVariable String service, @PathVariable String id) {
    Management management = services.get(service);
    return management.send(HttpMethod.GET, LETTER, null, id).expectSuccess(service);
  }

  @PostMapping(ID + "/replay")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void replay(@PathVariable String service, @PathVariable String id, @Nullable Principal caller) {
    services
        .get(service)
        .send(HttpMethod.POST, LETTER, Map.of("by", Actor.of(caller)), id)
        .expectSuccess(service);
  }

  @PostMapping(ID + "/drop")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void drop(
      @PathVariable String service,
      @PathVariable String id,
      @Nullable Principal caller,
      @Valid @RequestBody Drop drop) {
    services
        .get(service)
        .send(
            HttpMethod.DELETE,
            LETTER + "?by={by}&reason={reason}",
            null,
            id,
            Actor.of(caller),
            drop.reason())
        .expectSuccess(service);
  }

  /** Why a dead letter is given up. */
  record Drop(@NotBlank @Size(max = 500) String reason) {}
}
