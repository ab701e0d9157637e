package com.storefront.accounts.imports.csv;

import org.jspecify.annotations.Nullable;

/** The file cannot be read as a table. */
public class InvalidCsv extends RuntimeException {

  private final long line;
  private final int column;

  /**
   * @param line from 1
   * @param column number of the value in its row, from 1; 0 if no value is meant
   */
  InvalidCsv(long line, int column, String message) {
    this(line, column, message, null);
  }

  InvalidCsv(long line, int column, String message, @Nullable Throwable cause) {
    super(
        "Line %d%s: %s"
            .formatted(line, column == 0 ? "" : ", column %d".formatted(column), message),
        cause);
    this.line = line;
    this.column = column;
  }

  public long line() {
    return line;
  }

  /** Number of the value in its row, from 1; 0 if no value is meant. */
  public int column() {
    return column;
  }
}
