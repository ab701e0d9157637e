package com.storefront.messaging.audit;

import java.util.Comparator;
import java.util.List;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** {@code /actuator/audit} on the management port: the newest decisions of operators. */
@Endpoint(id = "audit")
class AuditEndpoint {

  private static final int LIMIT = 200;

  private final List<AuditTrail> trails;

  AuditEndpoint(List<AuditTrail> trails) {
    this.trails = trails;
  }

  @ReadOperation
  Newest newest() {
    return new Newest(
        trails.stream()
            .flatMap(trail -> trail.newest(LIMIT).stream())
            .sorted(Comparator.comparing(AuditEntry::at).reversed())
            .limit(LIMIT)
            .toList());
  }

  record Newest(List<AuditEntry> entries) {}
}
