package com.storefront.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTests {

  @Test
  void startEverythingOnTheUsualPortsUnlessToldOtherwise() {
    var options = Options.parse(List.of());

    assertThat(options.fresh()).isFalse();
    assertThat(options.sampleData()).isTrue();
    assertThat(options.monitoring()).isFalse();
    assertThat(options.mongodbUri()).isEmpty();
    assertThat(options.kafka()).isEmpty();
    assertThat(options.ports().of(Part.GATEWAY)).isEqualTo(8080);
  }

  @Test
  void areRead() {
    var options =
        Options.parse(
            List.of(
                "--fresh",
                "--no-sample",
                "--monitoring",
                "--mongodb-uri",
                "mongodb://db:27017/",
                "--kafka",
                "broker:9092",
                "--port",
                "orders=9090",
                "--port",
                "gateway=80"));

    assertThat(options)
        .isEqualTo(
            new Options(
                true,
                false,
                true,
                Optional.of("mongodb://db:27017/"),
                Optional.of("broker:9092"),
                new Ports(Map.of(Part.ORDERS, 9090, Part.GATEWAY, 80))));
    assertThat(options.ports().managementOf(Part.ORDERS)).isEqualTo(9091);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--unknown",
        "--kafka",
        "--port",
        "--port 8080",
        "--port shop=1",
        "--port orders=x"
      })
  void areRefusedWhenTheyMakeNoSense(String arguments) {
    assertThatThrownBy(() -> Options.parse(List.of(arguments.split(" "))))
        .isInstanceOf(UsageError.class);
  }

  @Test
  void deriveEachServicesDatabaseFromOneServer() {
    assertThat(new MongodbUri("mongodb://db:27017").of("orders"))
        .isEqualTo("mongodb://db:27017/orders");
    assertThat(new MongodbUri("mongodb+srv://me:pw@db/admin?tls=true").of("orders"))
        .isEqualTo("mongodb+srv://me:pw@db/orders?tls=true");
    assertThatThrownBy(() -> new MongodbUri("db:27017")).isInstanceOf(UsageError.class);
  }
}
