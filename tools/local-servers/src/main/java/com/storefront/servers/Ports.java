package com.storefront.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Ports of the loopback address. */
public final class Ports {

  /** The only address that local servers listen on. */
  public static final String LOOPBACK = "127.0.0.1";

  private static final Set<Integer> RESERVED = ConcurrentHashMap.newKeySet();

  private Ports() {}

  /**
   * A port that is free and that this method has not returned before in this JVM. Another process
   * may still take it first.
   */
  public static int free() {
    int port = chosenBySystem();
    while (!RESERVED.add(port)) {
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
      // As servers do: a port is free although earlier connections to it are in TIME_WAIT.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(LOOPBACK, port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * @param user what needs the port
   * @param alternative what to do if the program that listens there is not to be stopped
   * @throws ServerFailure if the port is in use
   */
  public static void requireFree(int port, String user, String alternative) {
    if (!isFree(port)) {
      throw new ServerFailure(
          "Port %d, needed by %s, is in use. Stop the program that listens there, or %s."
              .formatted(port, user, alternative));
    }
  }

  static void requireFree(int port, String server) {
    requireFree(port, server, "choose another port");
  }
}
