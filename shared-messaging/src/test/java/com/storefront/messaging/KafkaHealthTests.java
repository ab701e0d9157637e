package com.storefront.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.local.servers.LocalServers;
import com.storefront.local.servers.Ports;
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
  void isDownWhileItDoesNot() {
    assertThat(health("127.0.0.1:" + Ports.free()).getStatus()).isEqualTo(Status.DOWN);
  }

  private static Health health(String servers) {
    return new KafkaHealthIndicator(
            Map.of(
                "bootstrap.servers",
                servers,
                "default.api.timeout.ms",
                3000,
                "request.timeout.ms",
                2000))
        .health();
  }
}
