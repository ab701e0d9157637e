package com.storefront.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** What a life did, line by line, written before the next thing is done; a halt erases nothing. */
record Journal(Path file) {

  private static final String PASSED = "passed ";
  private static final String INTENDED = "intended ";
  private static final String ANSWERED = "answered ";
  private static final String ENDED = "ended";

  /** A change that somebody asked for. */
  record Change(String id, long version, boolean told, String stop) {

    private String line() {
      return id + " " + version + " " + told + " " + stop;
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

  void intended(Change change) {
    write(INTENDED + change.line());
  }

  void answered(Change change) {
    write(ANSWERED + change.line());
  }

  void ended() {
    write(ENDED);
  }

  /** Whether the life came to its own end. */
  boolean isWhole() {
    return lines(ENDED).findAny().isPresent();
  }

  List<String> passed() {
    return lines(PASSED).toList();
  }

  List<Change> intended() {
    return lines(INTENDED).map(Change::of).toList();
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
