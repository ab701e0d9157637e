package com.storefront.local.stack;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Shows the end of the logs, and what is added as long as the storefront runs. */
final class Logs {

  private static final int TAIL = 4096;

  private final Home home;
  private final Map<Part, Long> positions = new EnumMap<>(Part.class);

  private Logs(Home home) {
    this.home = home;
  }

  static void follow(Home home, List<Part> parts) {
    var logs = new Logs(home);
    try {
      do {
        parts.forEach(part -> logs.print(part, parts.size() > 1 ? "%-12s ".formatted(part) : ""));
        TimeUnit.MILLISECONDS.sleep(250);
      } while (RunningStack.find(home).isPresent());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void print(Part part, String prefix) {
    var log = home.log(part);
    if (!Files.exists(log)) {
      return;
    }
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      boolean first = !positions.containsKey(part);
      long from = positions.getOrDefault(part, Math.max(0, file.length() - TAIL));
      // A shorter file is a new one.
      file.seek(from <= file.length() ? from : 0);
      var added = new byte[(int) Math.min(1 << 20, file.length() - file.getFilePointer())];
      file.readFully(added);
      var text = new String(added, StandardCharsets.UTF_8);
      int begin = first && from > 0 ? text.indexOf('\n') + 1 : 0;
      int end = text.lastIndexOf('\n') + 1;
      positions.put(
          part,
          file.getFilePointer() - text.substring(end).getBytes(StandardCharsets.UTF_8).length);
      if (begin < end) {
        text.substring(begin, end).lines().forEach(line -> System.out.println(prefix + line));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
