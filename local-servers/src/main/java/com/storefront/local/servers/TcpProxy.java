package com.storefront.local.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A way to a server on this machine that can be slow, silent or cut off, as networks are. Bytes are
 * delayed or not delivered, never changed.
 */
public final class TcpProxy implements AutoCloseable {

  private static final int CHUNK = 16 * 1024;

  private final ServerSocket entrance;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  private volatile boolean cut;
  private volatile boolean silent;
  private volatile Duration delay = Duration.ZERO;

  private TcpProxy(ServerSocket entrance, int target) {
    this.entrance = entrance;
    this.target = target;
  }

  /**
   * Opens a way on a free port.
   *
   * @param target the port of the server, which need not listen yet
   */
  public static TcpProxy to(int target) {
    try {
      var entrance = new ServerSocket(0, 64, InetAddress.getByName(Ports.LOOPBACK));
      var proxy = new TcpProxy(entrance, target);
      inBackground("proxy-" + target, proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where clients connect. */
  public int port() {
    return entrance.getLocalPort();
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

  /** Delivers each chunk of up to 16 KB this much later. */
  public void slow(Duration delay) {
    this.delay = delay;
  }

  /** Ends whatever was done to it; what was held back is delivered. */
  public synchronized void heal() {
    cut = false;
    silent = false;
    delay = Duration.ZERO;
    notifyAll();
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        var client = entrance.accept();
        if (cut) {
          close(client);
        } else {
          connect(client);
        }
      } catch (IOException closed) {
        // The entrance was closed, or this client has gone again.
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
      inBackground("proxy-to-" + target, () -> pass(client, server));
      inBackground("proxy-from-" + target, () -> pass(server, client));
    } catch (IOException nobodyThere) {
      close(client);
    }
  }

  private void pass(Socket from, Socket to) {
    var chunk = new byte[CHUNK];
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
        awaitPassage();
        out.write(chunk, 0, length);
      }
    } catch (IOException broken) {
      // Either end has gone, and takes the other with it.
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
    } catch (IOException gone) {
      // As wanted.
    }
  }

  @Override
  public void close() {
    try {
      entrance.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      cut();
      heal();
    }
  }
}
