package com.storefront.launcher.environment;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.storefront.servers.Ports;
import com.storefront.servers.ServerFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ApiTests {

  @Test
  void distinguishesASlowServiceFromAnAbsentOne() throws IOException {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> api(silent.getLocalPort()).get("/slow"))
          .isInstanceOf(ServerFailure.class)
          .hasMessageContaining("runs, but has not answered GET /slow within 1 s.");
    }

    assertThatThrownBy(() -> api(Ports.free()).get("/slow"))
        .isInstanceOf(ServerFailure.class)
        .hasMessageContaining("No storefront answers at http://127.0.0.1:");
  }

  private static Api api(int port) {
    return new Api(URI.create("http://127.0.0.1:" + port), Duration.ofSeconds(1));
  }
}
