package com.storefront.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A program run as a child of this JVM, with its output in a log file. It ends with the JVM. */
public final class ChildProcess implements ManagedProcess {

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);
  private static final int TAIL_LINES = 10;
  private static final long MAX_LOG_BYTES = 10_000_000;

  // A child in its own session does not receive the Ctrl-C that is meant for the launcher, which
  // stops its children in order. Without setsid (macOS, Windows) it does receive it.
  private static final List<String> OWN_SESSION =
      succeeds("setsid", "true") ? List.of("setsid") : List.of();

  // SIGTERM reaches a paused process only when it continues. It may not end, or be paused again.
  private static final String STOP_ORPHAN =
      """
      kill %1$d && kill -CONT %1$d
      seconds=15
      while kill -0 %1$d && [ $seconds -gt 0 ]; do sleep 1; seconds=$((seconds - 1)); done
      [ $seconds -gt 0 ] || kill -9 %1$d
      """;

  private final String name;
  private final List<String> command;
  private final Map<String, String> environment;
  private final Path log;
  private final PidFile pidFile;

  private @Nullable Process process;
  private @Nullable OrphanReaper reaper;

  /**
   * @param name used in messages
   * @param environment added to the environment of this JVM
   * @param log appended to; started anew if it is larger than 10 MB, with the old one beside it
   */
  public ChildProcess(
      String name,
      List<String> command,
      Map<String, String> environment,
      Path log,
      PidFile pidFile) {
    this.name = name;
    this.command = command;
    this.environment = environment;
    this.log = log;
    this.pidFile = pidFile;
  }

  /** Whether the command can be run on this machine and exits with 0. */
  static boolean succeeds(String... command) {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException noSuchProgram) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void start() {
    var inOwnSession = new ArrayList<>(OWN_SESSION);
    inOwnSession.addAll(command);
    var builder =
        new ProcessBuilder(inOwnSession)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    try {
      if (Files.exists(log) && Files.size(log) > MAX_LOG_BYTES) {
        Files.move(log, Path.of(log + ".old"), StandardCopyOption.REPLACE_EXISTING);
      }
      process = builder.start();
    } catch (IOException e) {
      throw new ServerFailure("%s could not be started: %s".formatted(name, e.getMessage()), e);
    }
    pidFile.write(process.toHandle());
    reaper = reaperOf(process);
  }

  private @Nullable OrphanReaper reaperOf(Process child) {
    try {
      return OrphanReaper.start(STOP_ORPHAN.formatted(child.pid()), log);
    } catch (IOException noShell) {
      Runtime.getRuntime().addShutdownHook(new Thread(child::destroy));
      return null;
    }
  }

  @Override
  public void stop() {
    end(() -> PidFile.stop(running().toHandle(), STOP_TIMEOUT));
  }

  @Override
  public void kill() {
    end(() -> running().destroyForcibly().onExit().join());
  }

  private void end(Runnable ending) {
    if (isAlive()) {
      ending.run();
    }
    if (reaper != null) {
      reaper.close();
      reaper = null;
    }
    pidFile.delete();
  }

  @Override
  public void pause() {
    signal("STOP");
    while (isAlive() && !isPaused()) {
      Thread.yield();
    }
  }

  /** The kernel pauses a process some time after the signal; only Linux shows when. */
  private boolean isPaused() {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid()), "stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
    } catch (IOException unknown) {
      return true;
    }
  }

  @Override
  public void resume() {
    signal("CONT");
  }

  private void signal(String signal) {
    if (!succeeds("kill", "-" + signal, Long.toString(pid()))) {
      throw new ServerFailure("%s could not be sent the signal %s.".formatted(name, signal));
    }
  }

  @Override
  public long pid() {
    return running().pid();
  }

  @Override
  public boolean isAlive() {
    return process != null && process.isAlive();
  }

  @Override
  public String logTail() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    } catch (IOException e) {
      return "There is no log at " + log;
    }
  }

  private Process running() {
    if (process == null) {
      throw new IllegalStateException(name + " was not started");
    }
    return process;
  }
}
