package com.storefront.crash;

/** The service under test, or a faulty variant of it by which the verification itself is tested. */
enum Variant {
  CORRECT,

  /** Saves a change and then sends its event, as a service without an outbox does. */
  SAVES_THEN_SENDS,

  /** Takes a record for acknowledged when it is given to the producer. */
  REMOVES_BEFORE_ACKNOWLEDGEMENT,

  /** Commits offsets before the records are applied. */
  COMMITS_BEFORE_APPLYING
}
