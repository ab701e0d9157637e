package com.storefront.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.servers.LocalServers;
import com.storefront.servers.Ports;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class KafkaHealthTests {

  @Test
  void isUpWhileTheBrokerAnswers() {
    Health health = health(LocalServers.kafkaBootstrapServers());

    assertThat(health.getStatus()).isEqualTo(Status.UP);
    assertThat(health.getDetails()).containsEntry("nodes", 1);
  }

  @Test
  void isDownWhileTheBrokerIsUnreachable() {
    assertThat(health("127.0.0.1:" + Ports.free()).getStatus()).isEqualTo(Status.DOWN);
  }

  private static Health health(String servers) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            servers,
            "default.api.timeout.ms",
            3000,
            "request.timeout.ms",
            2000);
    try (var kafka = new KafkaCluster(settings)) {
      return new MessagingAutoConfiguration().kafkaHealthIndicator(kafka).health();
    }
  }
}
