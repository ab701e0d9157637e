package com.storefront.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.storefront.servers.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTests {

  private ServerSocket server;
  private TcpProxy proxy;

  @BeforeEach
  void openEcho() throws IOException {
    server = new ServerSocket(0, 8, InetAddress.getByName(Ports.LOOPBACK));
    var echo =
        new Thread(
            () -> {
              while (!server.isClosed()) {
                try (Socket client = server.accept()) {
                  client.getInputStream().transferTo(client.getOutputStream());
                } catch (IOException e) {
                  // Accepts the next client.
                }
              }
            });
    echo.setDaemon(true);
    echo.start();
    proxy = TcpProxy.to(server.getLocalPort());
  }

  @AfterEach
  void close() throws IOException {
    proxy.close();
    server.close();
  }

  @Test
  void forwardsInBothDirections() throws IOException {
    try (Socket client = client()) {
      assertThat(echoOf(7, client)).isEqualTo(7);
    }
  }

  @Test
  void breaksConnectionsUntilHealed() throws IOException {
    try (Socket client = client()) {
      assertThat(echoOf(1, client)).isEqualTo(1);

      proxy.cut();
      assertThat(client.getInputStream().read()).isEqualTo(-1);
      try (Socket refused = client()) {
        assertThat(refused.getInputStream().read()).isEqualTo(-1);
      }

      proxy.heal();
      try (Socket again = client()) {
        assertThat(echoOf(2, again)).isEqualTo(2);
      }
    }
  }

  @Test
  void withholdsDataUntilHealed() throws IOException {
    try (Socket client = client()) {
      assertThat(echoOf(1, client)).isEqualTo(1);

      proxy.silence();
      client.setSoTimeout(100);
      assertThatThrownBy(() -> echoOf(2, client)).isInstanceOf(SocketTimeoutException.class);

      proxy.heal();
      client.setSoTimeout(0);
      assertThat(client.getInputStream().read()).isEqualTo(2);
    }
  }

  @Test
  void delaysDataWhenSlow() throws IOException {
    try (Socket client = client()) {
      proxy.slow(Duration.ofMillis(100));
      long begin = System.nanoTime();

      assertThat(echoOf(3, client)).isEqualTo(3);

      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .isGreaterThanOrEqualTo(Duration.ofMillis(200));
    }
  }

  private Socket client() throws IOException {
    return new Socket(InetAddress.getByName(Ports.LOOPBACK), proxy.port());
  }

  private static int echoOf(int value, Socket client) throws IOException {
    client.getOutputStream().write(value);
    return client.getInputStream().read();
  }
}
