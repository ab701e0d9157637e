package com.storefront.local.stack;

import com.storefront.local.servers.PidFile;
import java.time.Duration;

/** Stops a storefront that another terminal, or a launcher that was killed, left running. */
final class Down {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private Down() {}

  static void stop(Home home) {
    var stack = RunningStack.find(home);
    stack
        .flatMap(running -> ProcessHandle.of(running.launcher()))
        .ifPresent(launcher -> PidFile.stop(launcher, PATIENCE));
    boolean reaped = false;
    for (var part : Part.values()) {
      reaped |= part != Part.KAFKA && home.pidFile(part).reap();
    }
    System.out.println(
        stack.isPresent() || reaped
            ? "The storefront is stopped."
            : "The storefront does not run.");
  }
}
