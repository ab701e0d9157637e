package com.storefront.accounts.imports.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * An uploaded table: UTF-8 with or without a byte order mark, and a header row that names the
 * columns.
 *
 * <p>The upload is kept in a temporary file, because it is checked as a whole before its first row
 * is used, and must not be held in memory. On Linux the file has no name while it is open, so
 * nothing remains of it after a crash.
 */
public final class CsvFile implements Closeable {

  public static final long MAX_BYTES = 20L * 1024 * 1024;

  /** The longest row in characters, so that the rows of a job fit into one document. */
  private static final int MAX_ROW_LENGTH = 16_384;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** Bytes that are not UTF-8 are decoded to this character. */
  private static final char UNDECODABLE = '\uFFFD';

  private static final CSVFormat FORMAT = CSVFormat.RFC4180;

  private final FileChannel file;
  private final String digest;
  private List<String> columns = List.of();
  private int rows;

  private CsvFile(FileChannel file, String digest) {
    this.file = file;
    this.digest = digest;
  }

  /** A row of the table. */
  public interface RowConsumer {

    /**
     * @param number of the row without the header, from 1
     * @param line on which it begins, from 1
     * @param values one for each column
     */
    void accept(int number, long line, List<String> values);
  }

  /**
   * Reads and checks an upload.
   *
   * @param isColumn whether the header may name this column
   * @param maxRows without the header
   * @throws CsvTooLarge if there are too many bytes or rows
   * @throws InvalidCsv if the file is malformed
   */
  public static CsvFile receive(InputStream upload, Predicate<String> isColumn, int maxRows)
      throws IOException {
    Path path = Files.createTempFile("import", ".csv");
    FileChannel file =
        FileChannel.open(
            path,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    try {
      CsvFile received = new CsvFile(file, store(upload, file));
      received.check(isColumn, maxRows);
      return received;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Returns the digest of the bytes. */
  private static String store(InputStream upload, FileChannel file) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[64 * 1024];
    long size = 0;
    for (int read = upload.read(buffer); read >= 0; read = upload.read(buffer)) {
      size += read;
      if (size > MAX_BYTES) {
        throw new CsvTooLarge(
            "The file has more than %d MB. Split it.".formatted(MAX_BYTES / 1024 / 1024));
      }
      digest.update(buffer, 0, read);
      ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private void check(Predicate<String> isColumn, int maxRows) {
    forEach(
        (number, line, values) -> {
          if (number == 0) {
            columns = header(values, isColumn);
          } else if (number > maxRows) {
            throw new CsvTooLarge("The file has more than %,d rows. Split it.".formatted(maxRows));
          }
          rows = number;
        });
    if (rows == 0) {
      throw new InvalidCsv(1, 0, "there are no rows. The first row names the columns.");
    }
  }

  private static List<String> header(List<String> names, Predicate<String> isColumn) {
    Set<String> known = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (!isColumn.test(name)) {
        throw new InvalidCsv(1, i + 1, "'%s' is not the name of a column.".formatted(name));
      }
      if (!known.add(name)) {
        throw new InvalidCsv(1, i + 1, "there is another column '%s'.".formatted(name));
      }
    }
    return List.copyOf(names);
  }

  /** Passes each row on. The header has the number 0 while the file is checked. */
  private void forEach(RowConsumer consumer) {
    try (CSVParser parser = CSVParser.builder().setReader(reader()).setFormat(FORMAT).get()) {
      Iterator<CSVRecord> records = parser.iterator();
      long line = 1;
      int number = 0;
      while (hasNext(records, line)) {
        CSVRecord row = records.next();
        List<String> values = row.toList();
        if (!isEmptyLine(values)) {
          check(values, number, line);
          consumer.accept(number++, line, values);
        }
        line = parser.getCurrentLineNumber() + 1;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isEmptyLine(List<String> values) {
    return values.size() == 1 && requireNonNull(values.get(0)).isEmpty();
  }

  private void check(List<String> values, int number, long line) {
    if (number > 0 && values.size() != columns.size()) {
      throw new InvalidCsv(
          line,
          Math.min(values.size(), columns.size()) + 1,
          "the row has %d values, but there are %d columns."
              .formatted(values.size(), columns.size()));
    }
    if (values.stream().mapToInt(String::length).sum() > MAX_ROW_LENGTH) {
      throw new InvalidCsv(
          line, 0, "the row has more than %,d characters.".formatted(MAX_ROW_LENGTH));
    }
    for (int i = 0; i < values.size(); i++) {
      if (requireNonNull(values.get(i)).indexOf(UNDECODABLE) >= 0) {
        throw new InvalidCsv(line, i + 1, "the value is not encoded in UTF-8.");
      }
    }
  }

  private static boolean hasNext(Iterator<CSVRecord> records, long line) {
    try {
      return records.hasNext();
    } catch (UncheckedIOException | IllegalStateException e) {
      throw new InvalidCsv(
          line,
          0,
          "a quotation mark is not closed, or is followed by another character than a comma.",
          e);
    }
  }

  private Reader reader() throws IOException {
    file.position(0);
    InputStream open = Channels.newInputStream(file);
    // Closing the reader must not close the file, which is read twice.
    var reader = new BufferedReader(new InputStreamReader(new KeptOpen(open), UTF_8));
    reader.mark(1);
    if (reader.read() != BYTE_ORDER_MARK) {
      reader.reset();
    }
    return reader;
  }

  /** Ignores {@link #close}. */
  private static final class KeptOpen extends FilterInputStream {

    KeptOpen(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return in.read(bytes, offset, length);
    }

    @Override
    public void close() {}
  }

  /** The names of the columns. */
  public List<String> columns() {
    return columns;
  }

  /** The number of rows without the header; at least 1. */
  public int rows() {
    return rows;
  }

  /** The SHA-256 of the file, in hexadecimal digits. */
  public String digest() {
    return digest;
  }

  /** Passes each row on, without the header. */
  public void forEachRow(RowConsumer consumer) {
    forEach(
        (number, line, values) -> {
          if (number > 0) {
            consumer.accept(number, line, values);
          }
        });
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
