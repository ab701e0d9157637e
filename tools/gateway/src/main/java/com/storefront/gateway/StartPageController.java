package com.storefront.gateway;

import java.net.URI;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Leads from the root to the console. Without the console, the root is a page of links. */
@RestController
@ConditionalOnBooleanProperty(name = "storefront.console.enabled", matchIfMissing = true)
class StartPageController {

  @GetMapping("/")
  ResponseEntity<Void> start() {
    return ResponseEntity.status(HttpStatus.FOUND).location(URI.create("/console/")).build();
  }
}
