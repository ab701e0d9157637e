package com.storefront.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Records the pid of a child process and of its launcher, so that a later launcher finds both. */
public final class PidFile {

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

  private final Path file;
  private final String mark;

  /**
   * @param mark a text that only the command line of this process contains; the pid alone may
   *     belong to another process by now
   */
  public PidFile(Path file, String mark) {
    this.file = file;
    this.mark = mark;
  }

  public void write(ProcessHandle process) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, process.pid() + "\n" + ProcessHandle.current().pid() + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The recorded process, if it is alive. */
  public Optional<ProcessHandle> process() {
    return pid(0).flatMap(ProcessHandle::of).filter(this::isRecorded);
  }

  /**
   * Stops the process if the launcher that started it has ended without stopping it.
   *
   * @return whether there was such a process
   */
  public boolean stopOrphan() {
    var orphan =
        process().filter(process -> !process.parent().map(ProcessHandle::pid).equals(pid(1)));
    orphan.ifPresent(process -> stop(process, STOP_TIMEOUT));
    if (process().isEmpty()) {
      delete();
    }
    return orphan.isPresent();
  }

  /** Requests the process to end, and kills it when the timeout has passed. */
  public static void stop(ProcessHandle process, Duration timeout) {
    process.destroy();
    try {
      process.onExit().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      process.destroyForcibly();
      process.onExit().join();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new CompletionException(e);
    }
  }

  private Optional<Long> pid(int line) {
    try {
      List<String> lines = Files.readAllLines(file);
      return Optional.of(Long.valueOf(lines.get(line).trim()));
    } catch (IOException | NumberFormatException | IndexOutOfBoundsException none) {
      return Optional.empty();
    }
  }

  private boolean isRecorded(ProcessHandle process) {
    var info = process.info();
    return process.isAlive()
        && info.commandLine().or(info::command).filter(line -> line.contains(mark)).isPresent();
  }
}
