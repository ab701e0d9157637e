package com.storefront.messaging;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Says when Kafka is away. No part of readiness: requests are accepted all the same, and their
 * events wait in the outbox.
 */
class KafkaHealthIndicator extends AbstractHealthIndicator {

  private static final int PATIENCE_MILLIS = 2_000;

  private final Map<String, Object> connection;

  KafkaHealthIndicator(Map<String, Object> connection) {
    super("Kafka can't be reached");
    this.connection = connection;
  }

  @Override
  protected void doHealthCheck(Health.Builder builder) throws Exception {
    var options = new DescribeClusterOptions().timeoutMs(PATIENCE_MILLIS);
    try (Admin admin = Admin.create(connection)) {
      int nodes =
          admin.describeCluster(options).nodes().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS).size();
      builder.up().withDetail("nodes", nodes);
    }
  }
}
