package com.storefront.system.checker;

/**
 * One contradiction between a history and the guarantees.
 *
 * @param aggregate the id of the customer, order or import
 * @param version of the aggregate, as counted by its owner; 0 if no single version is meant
 * @param description for people, without personal data
 */
public record Violation(
    Kind kind, String aggregate, long version, Place place, String description) {

  /** What is wrong. */
  public enum Kind {
    /** Committed, but missing where it must arrive, neither superseded nor a dead letter. */
    LOST,
    /** Published or applied, but never committed with this id and content. */
    GHOST,
    /** Applied twice. */
    DOUBLED,
    /** Applied out of the order of source and sequence. */
    REORDERED,
    /** A copy differs from its original. */
    DIVERGED,
    /** A status history that the state machine does not allow. */
    ILLEGAL_PATH,
    /** Still on its way after the run has ended. */
    STUCK,
    /** A client got an answer that is not true. */
    REFUTED_ANSWER,
    /** The versions of a key first appear in descending order, although no fault came before. */
    ORDER_IN_TOPIC,
    /** Personal data of a deleted customer is still stored. */
    NOT_FORGOTTEN
  }

  /** Where it was found. */
  public enum Place {
    CLIENT,
    ACCOUNTS,
    CUSTOMER_TOPIC,
    ORDERS_COPY,
    ORDERS,
    REQUEST_TOPIC,
    FULFILLMENT,
    STATUS_TOPIC,
    ORDERS_HISTORY,
    IMPORT,
    IMPORT_TOPIC
  }

  @Override
  public String toString() {
    return "%s %s version %d at %s: %s".formatted(kind, aggregate, version, place, description);
  }
}
