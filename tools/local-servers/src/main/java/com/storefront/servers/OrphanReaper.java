package com.storefront.servers;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Runs a shell script after this JVM has ended, even if it was killed: a shell waits until the pipe
 * from the JVM closes.
 *
 * <p>Unlike a shutdown hook, the script cannot run while applications still close their
 * connections. Without a POSIX shell (Windows) the caller has to use a shutdown hook.
 */
final class OrphanReaper implements AutoCloseable {

  // The shell receives the signals of the terminal too and must not end before the JVM does.
  private static final String AWAIT_END = "trap '' HUP INT TERM; read -r _; ";

  private final Process shell;

  private OrphanReaper(Process shell) {
    this.shell = shell;
  }

  /**
   * @param script run by {@code sh}; {@code $1} is the path
   * @throws IOException if there is no shell
   */
  static OrphanReaper start(String script, Path path) throws IOException {
    return new OrphanReaper(
        new ProcessBuilder("sh", "-c", AWAIT_END + script, "orphan-reaper", path.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  /** Cancels the script. */
  @Override
  public void close() {
    shell.destroyForcibly();
  }
}
