package com.storefront.launcher.consistency;

import java.util.Locale;

/** The likely reason why a copy differs from its source. */
public enum Cause {
  PENDING("The event is in the source's outbox, not published yet. Wait."),
  NOT_INDEXED(
      "The event is in the source's outbox, but not in the index outbox_pending, so that it is not"
          + " published. Rebuild this index."),
  PARKED(
      "The event is in the source's outbox and cannot be published. See the runbook,"
          + " outbox-parked."),
  DEAD_LETTER("The consumer could not process the event. See ./storefront dead-letters."),
  BEHIND("The event is published, and the consumer has not reached it yet. Wait."),
  LOST(
      "The event is published, and the consumer has passed it. Run ./storefront republish SOURCE."),
  SOURCE_BEHIND(
      "The copy is newer than its source. If the source was restored from a backup, run"
          + " ./storefront republish SOURCE --after-restore. Otherwise another producer has"
          + " published this version: drop it with the command shown, run ./storefront republish"
          + " SOURCE, then ./storefront dead-letters replay all."),
  NO_SOURCE(
      "The source has no such aggregate. If the source was restored from a backup, see the runbook."
          + " If the copy is not needed, drop it with the command shown."),
  CONTRADICTION(
      "The copy was made from another event than that of the source, or was changed. Run"
          + " ./storefront republish SOURCE. If that does not repair it, drop it with the command"
          + " shown, run republish again, then ./storefront dead-letters replay all.");

  private final String explanation;

  Cause(String explanation) {
    this.explanation = explanation;
  }

  /** What it means and what to do. */
  String explain(Link link) {
    return explanation.replace("SOURCE", link.source().toString());
  }

  /** For example {@code dead-letter}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
