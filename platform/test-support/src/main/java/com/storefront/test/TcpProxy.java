package com.storefront.test;

import com.storefront.servers.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Forwards TCP connections to a server on this machine, and can delay, withhold or break them.
 * Bytes are never changed.
 */
public final class TcpProxy implements AutoCloseable {

  private static final int CHUNK = 16 * 1024;

  private final ServerSocket listener;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  private volatile boolean cut;
  private volatile boolean silent;
  private volatile Duration delay = Duration.ZERO;

  private TcpProxy(ServerSocket listener, int target) {
    this.listener = listener;
    this.target = target;
  }

  /**
   * Starts a proxy on a free port.
   *
   * @param target the port of the server, which need not listen yet
   */
  public static TcpProxy to(int target) {
    try {
      var listener = new ServerSocket(0, 64, InetAddress.getByName(Ports.LOOPBACK));
      var proxy = new TcpProxy(listener, target);
      inBackground("proxy-" + target, proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where clients connect. */
  public int port() {
    return listener.getLocalPort();
  }

  /** Breaks all connections, and every new one, until healed. */
  public void cut() {
    cut = true;
    sockets.forEach(TcpProxy::close);
  }

  /** Delivers nothing until healed; connections stay open. */
  public void silence() {
    silent = true;
  }

  /** Delays each chunk of up to 16 KiB. */
  public void slow(Duration delay) {
    this.delay = delay;
  }

  /** Ends every disturbance, and delivers what was withheld. */
  public synchronized void heal() {
    cut = false;
    silent = false;
    delay = Duration.ZERO;
    notifyAll();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        connect(listener.accept());
      } catch (IOException e) {
        // The proxy was closed, or this client has disconnected.
      }
    }
  }

  private void connect(Socket client) {
    try {
      var server = new Socket(InetAddress.getByName(Ports.LOOPBACK), target);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      sockets.add(client);
      sockets.add(server);
      if (cut) {
        cut();
      }
      inBackground("proxy-to-" + target, () -> forward(client, server));
      inBackground("proxy-from-" + target, () -> forward(server, client));
    } catch (IOException noServer) {
      close(client);
    }
  }

  private void forward(Socket from, Socket to) {
    var chunk = new byte[CHUNK];
    try (from;
        to;
        var in = from.getInputStream();
        var out = to.getOutputStream()) {
      for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
        awaitPassage();
        out.write(chunk, 0, length);
      }
    } catch (IOException e) {
      // One side is closed; this closes the other.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private synchronized void awaitPassage() throws InterruptedException {
    while (silent) {
      wait();
    }
    long until = System.nanoTime() + delay.toNanos();
    for (long left = delay.toNanos(); left > 0; left = until - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      if (delay.isZero()) {
        return;
      }
    }
  }

  private static void inBackground(String name, Runnable task) {
    var thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed or broken already.
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      cut();
      heal();
    }
  }
}
