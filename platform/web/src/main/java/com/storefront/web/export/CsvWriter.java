package com.storefront.web.export;

import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/**
 * Writes a table as CSV (RFC 4180). A text that a spreadsheet would take for a formula begins with
 * an apostrophe.
 *
 * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">OWASP: CSV injection</a>
 */
public final class CsvWriter {

  public static final String MEDIA_TYPE = "text/csv";

  private static final Pattern FORMULA = Pattern.compile("^[=+@\\t\\r-]");

  private final CSVPrinter printer;

  private CsvWriter(CSVPrinter printer) {
    this.printer = printer;
  }

  /**
   * Writes to a response.
   *
   * @param fileName under which a browser saves the table
   */
  public static CsvWriter to(HttpServletResponse response, String fileName) throws IOException {
    response.setContentType(MEDIA_TYPE + ";charset=UTF-8");
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        ContentDisposition.attachment().filename(fileName).build().toString());
    var writer =
        new BufferedWriter(
            new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
    return new CsvWriter(CSVFormat.RFC4180.print(writer));
  }

  /** Writes a row; null is an empty value. */
  public void write(@Nullable Object... values) throws IOException {
    write(Arrays.asList(values));
  }

  /** Writes a row; null is an empty value. */
  public void write(List<? extends @Nullable Object> values) throws IOException {
    printer.printRecord(values.stream().map(CsvWriter::toText).toList());
  }

  private static String toText(@Nullable Object value) {
    String text = value == null ? "" : value.toString();
    return value instanceof Number ? text : FORMULA.matcher(text).replaceFirst("'$0");
  }

  /**
   * Writes a row for each element, and ends the table. Closes the elements. The table is not ended
   * after a failure: a stream that is closed would end the response as if it were complete.
   */
  public <T> void writeAll(
      Stream<T> elements, Function<T, ? extends List<? extends @Nullable Object>> values)
      throws IOException {
    try (elements) {
      for (T element : (Iterable<T>) elements::iterator) {
        write(values.apply(element));
      }
    }
    printer.flush();
  }
}
