package com.storefront.local.servers;

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

/**
 * Remembers a child process, so that a later launcher finds the one that an earlier launcher left
 * behind.
 */
public final class PidFile {

  private final Path file;
  private final String mark;

  /**
   * @param mark a text that the command line of the process contains and no other's does; a pid
   *     alone may belong to someone else by now
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

  /** The process, if it lives and is still the one that was remembered. */
  public Optional<ProcessHandle> process() {
    return pid(0).flatMap(ProcessHandle::of).filter(ProcessHandle::isAlive).filter(this::isOurs);
  }

  /** The process, unless the launcher that started it still looks after it. */
  public Optional<ProcessHandle> orphan() {
    var launcher = pid(1);
    return process()
        .filter(
            process ->
                launcher.isEmpty() || !process.parent().map(ProcessHandle::pid).equals(launcher));
  }

  /**
   * Stops the process that a launcher left behind when it was killed.
   *
   * @return whether there was one
   */
  public boolean reap() {
    var orphan = orphan();
    orphan.ifPresent(process -> stop(process, Duration.ofSeconds(15)));
    if (process().isEmpty()) {
      delete();
    }
    return orphan.isPresent();
  }

  /** Asks the process to end, and ends it if it has not by then. */
  public static void stop(ProcessHandle process, Duration patience) {
    process.destroy();
    try {
      process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
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
      return lines.size() > line
          ? Optional.of(Long.valueOf(lines.get(line).trim()))
          : Optional.empty();
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private boolean isOurs(ProcessHandle process) {
    var info = process.info();
    var words = info.commandLine().or(info::command);
    return words.filter(line -> line.contains(mark)).isPresent();
  }
}
