package com.storefront.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LocalServersTests {

  @TempDir Path temporary;

  @Test
  void areTheSameForTheWholeJvm() {
    assertThat(LocalServers.mongodb()).isSameAs(LocalServers.mongodb());
    assertThat(LocalServers.kafka()).isSameAs(LocalServers.kafka());
    assertThat(LocalServers.mongodbUri("orders"))
        .isEqualTo("mongodb://127.0.0.1:%d/orders?replicaSet=rs0", LocalServers.mongodb().port());
    assertThat(LocalServers.kafkaBootstrapServers())
        .isEqualTo(LocalServers.kafka().bootstrapServers());
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void leaveNothingBehind() throws Exception {
    var jvm = ChildJvm.start(UseBoth.class, temporary.toString());
    long mongod = Long.parseLong(jvm.inputReader().readLine());

    assertThat(jvm.waitFor()).isZero();

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              assertThat(ProcessHandle.of(mongod).filter(ProcessHandle::isAlive)).isEmpty();
              assertThat(Files.list(temporary)).isEmpty();
            });
  }

  static final class UseBoth {
    public static void main(String[] arguments) {
      System.setProperty("java.io.tmpdir", arguments[0]);
      LocalServers.kafka();
      System.out.println(LocalServers.mongodb().pid());
      System.exit(0);
    }
  }
}
