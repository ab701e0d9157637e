package com.storefront.local.servers;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What is still done for this JVM after it has gone, however it went: a shell waits for the pipe
 * from the JVM to close, which no SIGKILL can prevent, and then runs a script.
 *
 * <p>Unlike a shutdown hook it can't run while applications are still closing their connections.
 * Where there is no shell there is no will, and a shutdown hook must do.
 */
final class LastWill implements AutoCloseable {

  // Signals of a terminal reach the shell too, and must not make it leave before the JVM does.
  private static final String AWAIT_THE_END = "trap '' HUP INT TERM; read -r _; ";

  private final Process shell;

  private LastWill(Process shell) {
    this.shell = shell;
  }

  /**
   * @param script run by {@code sh}; {@code $1} is the path
   * @throws IOException if there is no shell
   */
  static LastWill write(String script, Path path) throws IOException {
    return new LastWill(
        new ProcessBuilder("sh", "-c", AWAIT_THE_END + script, "last-will", path.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  /** Revokes it. */
  @Override
  public void close() {
    shell.destroyForcibly();
  }
}
