package com.storefront.system.checker;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** A history on disk, one JSON object per line. */
public final class HistoryFile implements Consumer<HistoryEvent>, AutoCloseable {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
          .build();
  private static final ObjectWriter WRITER = JSON.writerFor(HistoryEvent.class);
  private static final ObjectReader READER = JSON.readerFor(HistoryEvent.class);

  private final BufferedWriter lines;

  private HistoryFile(BufferedWriter lines) {
    this.lines = lines;
  }

  /** Creates a history file; replaces an existing one. */
  public static HistoryFile create(Path file) {
    try {
      return new HistoryFile(Files.newBufferedWriter(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Appends an event. Thread-safe. */
  @Override
  public synchronized void accept(HistoryEvent event) {
    try {
      lines.write(WRITER.writeValueAsString(event));
      lines.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      lines.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Passes each event of a file to a reader. */
  public static void read(Path file, Consumer<HistoryEvent> reader) {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        reader.accept(READER.<HistoryEvent>readValue(line));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
