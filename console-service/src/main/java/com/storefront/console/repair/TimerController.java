package com.storefront.console.repair;

import com.storefront.console.management.Services;
import com.storefront.web.security.Actor;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
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

/** Lists failing timers, runs one at once or removes it. */
@RestController
@RequestMapping("/api/timers")
class TimerController {

  private static final String TIMERS = "/actuator/timers";

  private final Services services;

  TimerController(Services services) {
    this.services = services;
  }

  @GetMapping
  List<Listed> list() {
    return Listed.ofEach(services, TIMERS);
  }

  @PostMapping("/{service}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void resolve(
      @PathVariable String service,
      @Nullable Principal caller,
      @Valid @RequestBody Resolve resolve) {
    services
        .get(service)
        .send(
            HttpMethod.POST,
            TIMERS,
            Map.of(
                "id", resolve.id(),
                "timer", resolve.timer(),
                "by", Actor.of(caller),
                "action", resolve.action().name()))
        .expectSuccess(service);
  }

  enum Action {
    RETRY,
    SKIP
  }

  /**
   * @param id of the document
   * @param timer its name
   */
  record Resolve(@NotBlank String id, @NotBlank String timer, @NotNull Action action) {}
}
