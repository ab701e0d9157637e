package com.storefront.notifications.mailer;

import com.storefront.notifications.mail.MailKind;
import com.storefront.notifications.mail.MailState;
import com.storefront.notifications.mail.MailState.Status;
import com.storefront.notifications.mailer.MailSettings.InDoubt;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** Counts what becomes of mails. */
@Component
class MailMetrics {

  private final MeterRegistry meters;
  private final AtomicInteger held = new AtomicInteger();
  private final AtomicInteger serverReachable = new AtomicInteger(1);

  MailMetrics(MeterRegistry meters) {
    this.meters = meters;
    Gauge.builder("storefront.mail.held", held, AtomicInteger::get)
        .description("Mails of the partitions of this instance that wait for an operator")
        .register(meters);
    Gauge.builder("storefront.mail.server.reachable", serverReachable, AtomicInteger::get)
        .description("0 if the last attempt to connect to the mail server failed")
        .register(meters);
    for (MailKind kind : MailKind.values()) { // at 0, so that the first is an increase
      for (Status status : Status.values()) {
        changes(kind, status);
      }
      for (InDoubt policy : InDoubt.values()) {
        doubts(kind, policy);
      }
    }
  }

  void held(int mails) {
    held.set(mails);
  }

  void serverReachable(boolean isReachable) {
    serverReachable.set(isReachable ? 1 : 0);
  }

  boolean isServerReachable() {
    return serverReachable.get() == 1;
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
