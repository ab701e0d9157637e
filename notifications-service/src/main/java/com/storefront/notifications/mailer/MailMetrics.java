package com.storefront.notifications.mailer;

import com.storefront.notifications.mail.MailKind;
import com.storefront.notifications.mail.MailState;
import com.storefront.notifications.mail.MailState.Status;
import com.storefront.notifications.mailer.MailSettings.InDoubt;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts what becomes of mails. */
@Component
class MailMetrics {

  private final MeterRegistry meters;

  MailMetrics(MeterRegistry meters) {
    this.meters = meters;
    for (MailKind kind : MailKind.values()) { // at 0, so that the first is an increase
      for (Status status : Status.values()) {
        changes(kind, status);
      }
      for (InDoubt policy : InDoubt.values()) {
        doubts(kind, policy);
      }
    }
  }

  void changed(MailState state) {
    changes(state.kind(), state.status()).increment();
  }

  /** It is unknown whether a mail was sent. */
  void inDoubt(MailKind kind, InDoubt policy) {
    doubts(kind, policy).increment();
  }

  private Counter changes(MailKind kind, Status status) {
    return Counter.builder("storefront.mail.changes")
        .description("Mails that reached a status")
        .tag("kind", kind.name())
        .tag("status", status.name())
        .register(meters);
  }

  private Counter doubts(MailKind kind, InDoubt policy) {
    return Counter.builder("storefront.mail.in.doubt")
        .description("Mails of which it is unknown whether they were sent, and what was done")
        .tag("kind", kind.name())
        .tag("policy", policy.name())
        .register(meters);
  }
}
