package com.storefront.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** Records what a process did, line by line; each line is written before the next action. */
record Journal(Path file) {

  private static final String PASSED = "passed ";
  private static final String REQUESTED = "requested ";
  private static final String ANSWERED = "answered ";
  private static final String ENDED = "ended";

  /** A requested change. */
  record Change(String id, long version, boolean hasEvent, String stop) {

    private String line() {
      return id + " " + version + " " + hasEvent + " " + stop;
    }

    private static Change of(String line) {
      String[] words = line.split(" ", 4);
      return new Change(
          words[0], Long.parseLong(words[1]), Boolean.parseBoolean(words[2]), words[3]);
    }
  }

  void passed(String point) {
    write(PASSED + point);
  }

  void requested(Change change) {
    write(REQUESTED + change.line());
  }

  void answered(Change change) {
    write(ANSWERED + change.line());
  }

  void ended() {
    write(ENDED);
  }

  /** Whether the process executed the whole workload. */
  boolean isComplete() {
    return lines(ENDED).findAny().isPresent();
  }

  List<String> passed() {
    return lines(PASSED).toList();
  }

  List<Change> requested() {
    return lines(REQUESTED).map(Change::of).toList();
  }

  List<Change> answered() {
    return lines(ANSWERED).map(Change::of).toList();
  }

  private synchronized void write(String line) {
    try {
      Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Stream<String> lines(String kind) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(kind))
          .map(line -> line.substring(kind.length()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
