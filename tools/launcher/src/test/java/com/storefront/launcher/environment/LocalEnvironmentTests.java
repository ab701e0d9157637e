package com.storefront.launcher.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LocalEnvironmentTests {

  @TempDir Path folder;

  @Test
  void givesEachServiceItsDatabaseAndPorts() {
    assertThat(settings(Component.ORDERS, "--port", "mongodb=27018", "--port", "orders=9000"))
        .containsEntry("SPRING_MONGODB_URI", "mongodb://127.0.0.1:27018/orders?replicaSet=rs0")
        .containsEntry("SPRING_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092")
        .containsEntry("SERVER_PORT", "9000")
        .containsEntry("MANAGEMENT_SERVER_PORT", "9001")
        .containsEntry("STOREFRONT_SAMPLE_DATA_ENABLED", "true");
  }

  @Test
  void letsEachApplicationRotateItsLog() {
    for (var application : Component.APPLICATIONS) {
      assertThat(settings(application))
          .containsEntry("LOGGING_THRESHOLD_CONSOLE", "off")
          .containsEntry(
              "LOGGING_FILE_NAME", folder + "/.storefront/logs/%s.log".formatted(application));
    }
  }

  @Test
  void pointsServicesToExternalServers() {
    assertThat(
            settings(
                Component.ACCOUNTS, "--mongodb-uri", "mongodb://db/?tls=true", "--kafka", "b:1"))
        .containsEntry("SPRING_MONGODB_URI", "mongodb://db/accounts?tls=true")
        .containsEntry("SPRING_KAFKA_BOOTSTRAP_SERVERS", "b:1");
  }

  @Test
  void givesTheGatewayThePortsOfTheServices() {
    assertThat(settings(Component.GATEWAY, "--port", "orders=9000"))
        .containsEntry("SERVER_PORT", "8080")
        .containsEntry("STOREFRONT_ACCOUNTS_PORT", "8085")
        .containsEntry("STOREFRONT_ORDERS_PORT", "9000")
        .containsEntry("STOREFRONT_NOTIFICATIONS_PORT", "8100")
        .containsEntry("STOREFRONT_CONSOLE_PORT", "8110")
        .containsEntry("STOREFRONT_CONSOLE_ENABLED", "true")
        .doesNotContainKey("SPRING_MONGODB_URI");
  }

  @Test
  void givesNotificationsTheMailServerAndNoDatabase() {
    assertThat(settings(Component.NOTIFICATIONS, "--port", "mail=2525", "--port", "gateway=80"))
        .containsEntry("SPRING_MAIL_PORT", "2525")
        .containsEntry("SPRING_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092")
        .containsEntry("STOREFRONT_MAIL_BASE_URL", "http://127.0.0.1:80")
        .containsEntry("STOREFRONT_NOTIFICATIONS_IMPORTRECIPIENT", "imports@storefront.example")
        .containsEntry("MANAGEMENT_SERVER_PORT", "8101")
        .doesNotContainKey("SPRING_MONGODB_URI");
  }

  @Test
  void givesTheConsoleTheManagementPortsOfTheServices() {
    assertThat(settings(Component.CONSOLE, "--port", "orders=9000"))
        .containsEntry("SERVER_PORT", "8110")
        .containsEntry("SPRING_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092")
        .containsEntry("STOREFRONT_CONSOLE_MANAGEMENT_SERVICES_ORDERS", "http://127.0.0.1:9001")
        .doesNotContainKeys("SPRING_MONGODB_URI", "STOREFRONT_SAMPLE_DATA_ENABLED");
  }

  @Test
  void givesFulfillmentTheLocalCarrier() {
    assertThat(settings(Component.FULFILLMENT, "--port", "carrier=9100"))
        .containsEntry("STOREFRONT_FULFILLMENT_CARRIER_URL", "http://127.0.0.1:9100");
    assertThat(settings(Component.ORDERS)).doesNotContainKey("STOREFRONT_FULFILLMENT_CARRIER_URL");
  }

  @Test
  void derivesTheDatabaseOfEachServiceFromOneUri() {
    assertThat(new MongodbUri("mongodb://db:27017").database("orders"))
        .isEqualTo("mongodb://db:27017/orders");
    assertThat(new MongodbUri("mongodb+srv://me:pw@db/admin?tls=true").database("orders"))
        .isEqualTo("mongodb+srv://me:pw@db/orders?tls=true");
    assertThatThrownBy(() -> new MongodbUri("db:27017")).hasMessageContaining("mongodb://host");
  }

  private Map<String, String> settings(Component application, String... options) {
    var servers = new ServerOptions();
    new CommandLine(servers)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(MongodbUri.class, MongodbUri::new)
        .parseArgs(options);
    return new LocalEnvironment(new Workspace(folder), servers, true, Set.of())
        .settings(application);
  }
}
