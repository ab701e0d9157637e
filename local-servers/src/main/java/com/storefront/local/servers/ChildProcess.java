package com.storefront.local.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A program that is a child of this JVM, writes to a log file, and does not outlive the JVM. */
public final class ChildProcess implements Program {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  // In a session of its own, a program does not get the Ctrl-C that is meant for its launcher,
  // which wants to stop its programs in order. Where there is no such command, it does.
  private static final List<String> OWN_SESSION =
      SearchPath.programs("setsid").map(Path::toString).limit(1).toList();

  private final String name;
  private final List<String> command;
  private final Map<String, String> environment;
  private final Path log;
  private final PidFile pidFile;

  private @Nullable Process process;
  private @Nullable LastWill will;

  /**
   * @param name what people call it
   * @param environment added to that of this JVM
   * @param log appended to
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
      process = builder.start();
    } catch (IOException e) {
      throw new ServerFailure("%s could not be started: %s".formatted(name, e.getMessage()), e);
    }
    pidFile.write(process.toHandle());
    will = leaveNoOrphan(process);
  }

  private @Nullable LastWill leaveNoOrphan(Process child) {
    try {
      return LastWill.write("kill " + child.pid(), log);
    } catch (IOException noShell) {
      Runtime.getRuntime().addShutdownHook(new Thread(child::destroy));
      return null;
    }
  }

  @Override
  public void stop() {
    end(() -> PidFile.stop(running().toHandle(), PATIENCE));
  }

  @Override
  public void kill() {
    end(() -> running().destroyForcibly().onExit().join());
  }

  private void end(Runnable ending) {
    if (isAlive()) {
      ending.run();
    }
    if (will != null) {
      will.close();
      will = null;
    }
    pidFile.delete();
  }

  @Override
  public void pause() {
    signal("STOP");
    while (isAlive() && goesOn()) {
      Thread.yield();
    }
  }

  /** A busy machine stops a program only when it comes to its turn; told by Linux alone. */
  private boolean goesOn() {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid()), "stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) != 'T';
    } catch (IOException unknown) {
      return false;
    }
  }

  @Override
  public void resume() {
    signal("CONT");
  }

  private void signal(String signal) {
    try {
      var kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).inheritIO().start();
      if (kill.waitFor() != 0) {
        throw new ServerFailure("%s could not be sent the signal %s.".formatted(name, signal));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
  public String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
    } catch (IOException e) {
      return "It left no log at " + log;
    }
  }

  private Process running() {
    if (process == null) {
      throw new IllegalStateException(name + " was not started");
    }
    return process;
  }
}
