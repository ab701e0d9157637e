package com.storefront.accounts.imports.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvFileTests {

  @ParameterizedTest
  @CsvSource({
    "'a,b\r\n1,2\r\n'",
    "'a,b\n1,2'",
    "'\uFEFFa,b\r\n1,2\r\n'",
    "'\"a\",\"b\"\r\n\"1\",\"2\"\r\n'",
    "'a,b\n\n1,2\n\n'"
  })
  void readsATableHoweverItIsWritten(String text) throws IOException {
    try (CsvFile file = receive(text.getBytes(UTF_8))) {
      assertThat(file.columns()).containsExactly("a", "b");
      assertThat(file.rows()).isEqualTo(1);
      assertThat(rows(file))
          .containsExactly("1@%d [1, 2]".formatted(text.contains("\n\n") ? 3 : 2));
    }
  }

  @Test
  void readsQuotedValuesAndNamesTheLineOnWhichARowBegins() throws IOException {
    String text = "a,b\r\n\"x,\"\"y\"\"\r\nz\",ü\r\n3,\r\n";

    try (CsvFile file = receive(text.getBytes(UTF_8))) {
      assertThat(rows(file)).containsExactly("1@2 [x,\"y\"\r\nz, ü]", "2@4 [3, ]");
      assertThat(rows(file)).as("read again").hasSize(2);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', 1, 0, there are no rows",
    "'a,b\n', 1, 0, there are no rows",
    "'a,c\n1,2\n', 1, 2, is not the name of a column",
    "'a;b\n1;2\n', 1, 1, is not the name of a column",
    "'a,a\n1,2\n', 1, 2, 'there is another column ''a'''",
    "'a,b\n1,2\n1,2,3\n', 3, 3, 'the row has 3 values, but there are 2 columns'",
    "'a,b\n1\n', 2, 2, 'the row has 1 values, but there are 2 columns'",
    "'a,b\n\"1,2\n', 2, 0, a quotation mark is not closed",
    "'a,b\n\"1\"x,2\n', 2, 0, a quotation mark is not closed"
  })
  void saysWhereATableIsMalformed(String text, long line, int column, String message) {
    assertThatThrownBy(() -> receive(text.getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            InvalidCsv.class,
            e -> {
              assertThat(e.line()).isEqualTo(line);
              assertThat(e.column()).isEqualTo(column);
            })
        .hasMessageContaining(message);
  }

  @Test
  void refusesAnotherEncoding() {
    assertThatThrownBy(() -> receive("a,b\n1,2\nM\u00fcller,2\n".getBytes(ISO_8859_1)))
        .isInstanceOf(InvalidCsv.class)
        .hasMessageContaining("Line 3, column 1: the value is not encoded in UTF-8");
  }

  @Test
  void boundsBytesRowsAndTheLengthOfARow() {
    assertThatThrownBy(() -> receive("a,b\n1,2\n1,2\n1,2\n1,2\n".getBytes(UTF_8)))
        .isInstanceOf(CsvTooLarge.class)
        .hasMessage("The file has more than 3 rows. Split it.");
    assertThatThrownBy(() -> receive(("a,b\n1," + "x".repeat(17_000)).getBytes(UTF_8)))
        .isInstanceOf(InvalidCsv.class)
        .hasMessageContaining("Line 2: the row has more than 16,384 characters");
    assertThatThrownBy(() -> CsvFile.receive(new Endless(), it -> true, 3))
        .isInstanceOf(CsvTooLarge.class)
        .hasMessage("The file has more than 20 MB. Split it.");
  }

  private static final class Endless extends InputStream {

    @Override
    public int read() {
      return 'x';
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      return length;
    }
  }

  private static CsvFile receive(byte[] bytes) throws IOException {
    return CsvFile.receive(new ByteArrayInputStream(bytes), List.of("a", "b")::contains, 3);
  }

  private static List<String> rows(CsvFile file) {
    var rows = new ArrayList<String>();
    file.forEachRow((number, line, values) -> rows.add(number + "@" + line + " " + values));
    return rows;
  }
}
