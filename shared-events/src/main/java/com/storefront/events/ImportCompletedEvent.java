package com.storefront.events;

import static java.util.Objects.requireNonNull;

/**
 * All jobs of an import are finished. Published by accounts on {@link Topics#IMPORT_COMPLETED},
 * once for each import.
 *
 * @param id the import; the key of the record
 * @param sequence the version of the import after the last job was counted
 * @param rows of the file; the sum of the other numbers
 * @param created rows that are customers now
 * @param refused rows that are not valid
 * @param skipped rows that were not begun before the import was cancelled
 */
public record ImportCompletedEvent(
    String id, long sequence, int rows, int created, int refused, int skipped) {

  /** The most rows of an import. */
  public static final int MAX_ROWS = 100_000;

  public ImportCompletedEvent {
    requireNonNull(id, "id");
    if (sequence < 1) {
      throw new IllegalArgumentException("sequence must be at least 1, is " + sequence);
    }
    if (created + refused + skipped != rows) {
      throw new IllegalArgumentException("created, refused and skipped must add up to rows");
    }
  }
}
