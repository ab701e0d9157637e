package com.storefront.notifications.digest;

import com.storefront.events.ImportCompletedEvent;
import com.storefront.messaging.consumer.EventDeserializer;
import com.storefront.messaging.consumer.ReceivedEvent;
import com.storefront.notifications.mail.MailDecided;
import com.storefront.notifications.mail.MailKind;
import com.storefront.notifications.stream.Applied;
import com.storefront.notifications.stream.EventProcessor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides the mail to an operator when an import was completed.
 *
 * <p>It stores nothing. An event that is delivered again is decided again with the same id, and the
 * mailer claims a mail once.
 */
public final class ImportMails extends EventProcessor<ImportCompletedEvent, MailDecided> {

  private final String recipient;
  private final Weeks weeks;
  private final DecisionMetrics metrics;

  /**
   * @param recipient the address of the operator; empty means no mail
   * @param deadLetters counts a dead letter
   */
  public ImportMails(String recipient, Weeks weeks, DecisionMetrics metrics, Runnable deadLetters) {
    super(
        new EventDeserializer<>(
            "ImportCompletedEvent", ImportCompletedEvent.class, ImportCompletedEvent::id),
        deadLetters);
    this.recipient = recipient;
    this.weeks = weeks;
    this.metrics = metrics;
  }

  @Override
  protected @Nullable Applied applied(String importId) {
    return null;
  }

  @Override
  protected void apply(ReceivedEvent<ImportCompletedEvent> event) {
    ImportCompletedEvent imported = event.content();
    if (imported == null || recipient.isBlank()) {
      return;
    }
    Instant now = Instant.ofEpochMilli(context().currentSystemTimeMs());
    if (event.time().isBefore(now.minus(DueMails.MAX_AGE))) {
      metrics.tooOld(MailKind.IMPORTED);
      return;
    }
    metrics.decided(MailKind.IMPORTED);
    String week = weeks.at(event.time()).name();
    MailDecided mail = MailDecided.aboutImport(imported, week, recipient, event.time());
    forward(mail.key(), mail, mail.headers());
  }
}
