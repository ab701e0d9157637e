package com.storefront.web.export;

import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a JSON document on each line.
 *
 * @see <a href="https://github.com/ndjson/ndjson-spec">NDJSON</a>
 */
public final class NdjsonWriter {

  public static final String MEDIA_TYPE = "application/x-ndjson";

  private final JsonMapper json;
  private final Writer writer;

  private NdjsonWriter(JsonMapper json, Writer writer) {
    this.json = json;
    this.writer = writer;
  }

  /**
   * Writes to a response.
   *
   * @param fileName under which a browser saves the documents
   */
  public static NdjsonWriter to(HttpServletResponse response, String fileName, JsonMapper json)
      throws IOException {
    response.setContentType(MEDIA_TYPE);
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        ContentDisposition.attachment().filename(fileName).build().toString());
    return new NdjsonWriter(
        json,
        new BufferedWriter(
            new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8)));
  }

  /** Writes a line for each element, and ends the list; see {@link CsvWriter#writeAll}. */
  public <T> void writeAll(Stream<T> elements, Function<T, ?> document) throws IOException {
    try (elements) {
      for (T element : (Iterable<T>) elements::iterator) {
        writer.write(json.writeValueAsString(document.apply(element)));
        writer.write('\n');
      }
    }
    writer.flush();
  }
}
