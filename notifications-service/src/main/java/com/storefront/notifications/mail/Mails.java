package com.storefront.notifications.mail;

import com.storefront.messaging.aggregate.ExpectedVersion;
import com.storefront.messaging.view.CompactedView;
import com.storefront.notifications.mail.MailState.Resolution;
import com.storefront.notifications.mail.MailState.Status;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/** The states of all mails, and what operators decide about them. */
@Component
public class Mails {

  private static final Logger log = LoggerFactory.getLogger(Mails.class);

  private final CompactedView<MailState> states;
  private final KafkaTemplate<String, byte[]> kafka;
  private final Clock clock;

  Mails(CompactedView<MailState> states, KafkaTemplate<String, byte[]> kafka, Clock clock) {
    this.states = states;
    this.kafka = kafka;
    this.clock = clock;
  }

  public Optional<MailState> find(String id) {
    return states.find(id);
  }

  /**
   * The newest first.
   *
   * @param week as 2026-W48; null means all
   * @param status null means all
   */
  public List<MailState> find(@Nullable String week, @Nullable Status status) {
    return states
        .all()
        .filter(mail -> week == null || mail.week().equals(week))
        .filter(mail -> status == null || mail.status() == status)
        .sorted(Comparator.comparing(MailState::at).reversed().thenComparing(MailState::id))
        .toList();
  }

  /**
   * Decides about a mail that is held or was refused. The owner of its partition acts on it.
   *
   * @param status {@link Status#RESEND} or {@link Status#DROPPED}
   * @param by the operator, for the audit
   * @throws MailNotFound if there is no such mail
   * @throws MailNotHeld if nothing is to be decided about it
   */
  public MailState resolve(
      String id, ExpectedVersion expected, Status status, String reason, String by) {
    MailState mail = find(id).orElseThrow(() -> new MailNotFound(id));
    expected.check(mail.sequence());
    if (mail.status() != Status.HELD && mail.status() != Status.REFUSED) {
      throw new MailNotHeld(mail);
    }
    MailState resolved = mail.resolved(status, new Resolution(by, reason, clock.instant()));
    kafka.send(resolved.record()).join();
    log.info("Mail {} is {} by {}: {}", id, status, by, reason);
    return resolved;
  }
}
