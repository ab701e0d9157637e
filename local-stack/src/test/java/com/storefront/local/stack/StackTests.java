package com.storefront.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StackTests {

  @Test
  void tellsEachServiceItsDatabaseAndPorts() {
    var options = Options.parse(List.of("--port", "mongodb=27018", "--port", "orders=9000"));

    assertThat(Stack.environment(Part.ORDERS, options))
        .containsEntry("SPRING_MONGODB_URI", "mongodb://127.0.0.1:27018/orders?replicaSet=rs0")
        .containsEntry("SPRING_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092")
        .containsEntry("SERVER_PORT", "9000")
        .containsEntry("MANAGEMENT_SERVER_PORT", "9001")
        .containsEntry("STOREFRONT_SAMPLE_DATA_ENABLED", "true");
  }

  @Test
  void pointsServicesToServersThatRunElsewhere() {
    var options =
        Options.parse(
            List.of("--mongodb-uri", "mongodb://db/?tls=true", "--kafka", "b:1", "--no-sample"));

    assertThat(Stack.environment(Part.ACCOUNTS, options))
        .containsEntry("SPRING_MONGODB_URI", "mongodb://db/accounts?tls=true")
        .containsEntry("SPRING_KAFKA_BOOTSTRAP_SERVERS", "b:1")
        .containsEntry("STOREFRONT_SAMPLE_DATA_ENABLED", "false");
  }

  @Test
  void tellsTheGatewayWhereTheServicesAre() {
    var options = Options.parse(List.of("--port", "orders=9000"));

    assertThat(Stack.environment(Part.GATEWAY, options))
        .containsEntry("SERVER_PORT", "8080")
        .containsEntry("STOREFRONT_ACCOUNTS_PORT", "8085")
        .containsEntry("STOREFRONT_ORDERS_PORT", "9000")
        .doesNotContainKey("SPRING_MONGODB_URI");
  }
}
