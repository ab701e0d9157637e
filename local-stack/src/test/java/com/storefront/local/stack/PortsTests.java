package com.storefront.local.stack;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTests {

  @Test
  void saysWhichPartWantsAPortThatIsInUseAndHowToChooseAnother() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      var ports = Ports.usual().with(Part.GATEWAY, taken.getLocalPort());

      assertThatThrownBy(() -> ports.claim(Part.GATEWAY))
          .isInstanceOf(StackFailure.class)
          .hasMessage(
              "Port %d, wanted for gateway, is in use: stop what listens there, or choose another"
                  + " with --port gateway=NUMBER.",
              taken.getLocalPort());
    }
  }

  @Test
  void countsTheManagementPortOfAService() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      var ports = Ports.usual().with(Part.ORDERS, taken.getLocalPort() - 1);

      assertThatThrownBy(() -> ports.claim(Part.ORDERS)).hasMessageContaining("--port orders=");
    }
  }
}
