package com.storefront.messaging.audit;

import java.util.List;

/** Stored decisions of operators about one kind of thing. */
public interface AuditTrail {

  /**
   * The newest decisions.
   *
   * @param limit at most so many, the newest first
   */
  List<AuditEntry> newest(int limit);
}
