package com.storefront.console.repair;

import com.storefront.console.management.Services;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lists what operators did with dead letters and timers, by service. */
@RestController
@RequestMapping("/api/audit")
class AuditController {

  private final Services services;

  AuditController(Services services) {
    this.services = services;
  }

  /** The newest decisions of each service that records some. */
  @GetMapping
  List<Listed> list() {
    return Listed.ofEach(services, "/actuator/audit");
  }
}
