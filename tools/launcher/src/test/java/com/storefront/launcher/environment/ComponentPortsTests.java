package com.storefront.launcher.environment;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.storefront.servers.ServerFailure;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComponentPortsTests {

  @Test
  void namesTheComponentWhosePortIsInUseAndTheOptionToChooseAnother() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = taken.getLocalPort();
      var ports = new ComponentPorts(Map.of(Component.GATEWAY, port));

      assertThatThrownBy(() -> ports.requireFree(Component.GATEWAY))
          .isInstanceOf(ServerFailure.class)
          .hasMessage(
              "Port %d, needed by gateway, is in use. Stop the program that listens there, or choose"
                  + " another port with --port gateway=NUMBER.",
              port);
    }
  }

  @Test
  void includeTheManagementPortOfAService() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      var ports = new ComponentPorts(Map.of(Component.ORDERS, taken.getLocalPort() - 1));

      assertThatThrownBy(() -> ports.requireFree(Component.ORDERS))
          .hasMessageContaining("--port orders=");
    }
  }

  @Test
  void areNumbersOfPorts() {
    assertThatThrownBy(() -> new ComponentPorts(Map.of(Component.ORDERS, 99_999)))
        .hasMessage("The port of orders must be a number from 1 to 65534, not 99999.");
  }
}
