package com.storefront.accounts.imports.csv;

/** The file has too many bytes or rows. */
public class CsvTooLarge extends RuntimeException {

  CsvTooLarge(String message) {
    super(message);
  }
}
