package com.storefront.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Properties;

/**
 * What other commands know of a stack that runs. Its launcher holds a lock as long as it lives, so
 * that a number in a file is never mistaken for a living launcher.
 */
record RunningStack(long launcher, Ports ports) {

  /**
   * Makes this JVM the launcher.
   *
   * @throws StackFailure if there is one already
   */
  static FileLock claim(Home home, Ports ports) {
    var lock =
        lock(home)
            .orElseThrow(
                () ->
                    new StackFailure(
                        "The storefront runs already: ./storefront down stops it, ./storefront"
                            + " status shows it."));
    var properties = new Properties();
    properties.setProperty("launcher", Long.toString(ProcessHandle.current().pid()));
    for (var part : Part.values()) {
      properties.setProperty(part.toString(), Integer.toString(ports.of(part)));
    }
    try (var out = Files.newBufferedWriter(file(home))) {
      properties.store(out, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lock;
  }

  static Optional<RunningStack> find(Home home) {
    var lock = lock(home);
    if (lock.isPresent()) {
      release(lock.get());
      return Optional.empty();
    }
    var properties = new Properties();
    try (var in = Files.newBufferedReader(file(home))) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var ports = Ports.usual();
    for (var part : Part.values()) {
      ports = ports.with(part, Integer.parseInt(properties.getProperty(part.toString())));
    }
    return Optional.of(new RunningStack(Long.parseLong(properties.getProperty("launcher")), ports));
  }

  @SuppressWarnings("resource") // the lock keeps the channel, and both end with the JVM
  private static Optional<FileLock> lock(Home home) {
    try {
      var channel =
          FileChannel.open(
              home.run().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      var lock = channel.tryLock();
      if (lock == null) {
        channel.close();
      }
      return Optional.ofNullable(lock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void release(FileLock lock) {
    try {
      lock.acquiredBy().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path file(Home home) {
    return home.run().resolve("stack.properties");
  }
}
