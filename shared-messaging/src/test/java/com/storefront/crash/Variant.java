package com.storefront.crash;

/** How the service keeps its promise, or, so that the judge is judged, breaks it. */
enum Variant {
  FAITHFUL,

  /** Saves, and then sends by itself, as a service without an outbox does. */
  SAVES_THEN_SENDS,

  /** Takes a record for acknowledged when it is handed over, so that its entry is removed early. */
  REMOVES_BEFORE_ACKNOWLEDGEMENT,

  /** Moves its offsets on before it applies what it fetched. */
  COMMITS_BEFORE_APPLYING
}
