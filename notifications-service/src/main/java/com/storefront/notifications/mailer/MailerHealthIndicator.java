package com.storefront.notifications.mailer;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Part of liveness: only an error ends the thread of the mailer, and nothing starts it again. */
@Component
class MailerHealthIndicator implements HealthIndicator {

  private final MailerLifecycle mailer;
  private final MailMetrics metrics;

  MailerHealthIndicator(MailerLifecycle mailer, MailMetrics metrics) {
    this.mailer = mailer;
    this.metrics = metrics;
  }

  @Override
  public Health health() {
    Health.Builder health = mailer.hasFailed() ? Health.down() : Health.up();
    return health.withDetail("mailServerReachable", metrics.isServerReachable()).build();
  }
}
