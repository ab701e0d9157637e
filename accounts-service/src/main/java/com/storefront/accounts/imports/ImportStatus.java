package com.storefront.accounts.imports;

/** The status of an import. */
public enum ImportStatus {
  /** Jobs are worked on. */
  RUNNING,
  /** Cancelled; jobs that were begun are finished. */
  CANCELLING,
  /** All rows were created or refused. */
  COMPLETED,
  /** All jobs are finished or skipped. */
  CANCELLED;

  /** Whether nothing changes any more. */
  public boolean isFinal() {
    return this == COMPLETED || this == CANCELLED;
  }
}
