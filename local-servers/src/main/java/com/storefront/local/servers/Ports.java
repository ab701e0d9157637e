package com.storefront.local.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which ports of the loopback address can be had. */
public final class Ports {

  /** The only address that local servers listen on. */
  public static final String LOOPBACK = "127.0.0.1";

  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private Ports() {}

  /**
   * A port that was free a moment ago and that nobody in this process was given before; another
   * process may still be quicker to take it.
   */
  public static int free() {
    int port = chosenBySystem();
    while (!GIVEN.add(port)) {
      port = chosenBySystem();
    }
    return port;
  }

  private static int chosenBySystem() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      // As servers do: a port whose last connections still linger is free.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(LOOPBACK, port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  static void claim(int port, String server) {
    if (!isFree(port)) {
      throw new ServerFailure(
          "Port %d, wanted for %s, is in use: stop what listens there or choose another port."
              .formatted(port, server));
    }
  }
}
