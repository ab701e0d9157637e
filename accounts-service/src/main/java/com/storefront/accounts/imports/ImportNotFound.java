package com.storefront.accounts.imports;

/** There is no import with this id. */
public class ImportNotFound extends RuntimeException {

  public ImportNotFound(String id) {
    super("There is no import %s.".formatted(id));
  }
}
