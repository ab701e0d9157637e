package com.storefront.accounts.imports;

/** The import is completed and cannot be cancelled. */
public class ImportFinished extends RuntimeException {

  ImportFinished(String id) {
    super("Import %s is completed and cannot be cancelled.".formatted(id));
  }
}
