package com.storefront.notifications.digest;

import com.storefront.notifications.mail.MailKind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Counts decisions. A transaction that is aborted is counted, and again when it is repeated. */
@Component
public final class DecisionMetrics {

  private final MeterRegistry meters;
  private final Counter weeksGivenUp;
  private final Set<Integer> unfinished = ConcurrentHashMap.newKeySet();

  public DecisionMetrics(MeterRegistry meters) {
    this.meters = meters;
    this.weeksGivenUp =
        Counter.builder("storefront.digest.weeks.given.up")
            .description("Weeks whose digests were not decided in time, by partition")
            .register(meters);
    Gauge.builder("storefront.digest.unfinished", unfinished, Set::size)
        .description("Partitions of this instance whose digests of the week are not all decided")
        .register(meters);
    for (MailKind kind : MailKind.values()) {
      decidedMails(kind);
      oldMails(kind);
    }
  }

  void decided(MailKind kind) {
    decidedMails(kind).increment();
  }

  void tooOld(MailKind kind) {
    oldMails(kind).increment();
  }

  void weekGivenUp() {
    weeksGivenUp.increment();
  }

  void pass(int partition, boolean isFinished) {
    if (isFinished) {
      unfinished.remove(partition);
    } else {
      unfinished.add(partition);
    }
  }

  private Counter decidedMails(MailKind kind) {
    return Counter.builder("storefront.mail.decided")
        .description("Mails that were decided")
        .tag("kind", kind.name())
        .register(meters);
  }

  private Counter oldMails(MailKind kind) {
    return Counter.builder("storefront.mail.too.old")
        .description("Mails that were not decided because the status is too old")
        .tag("kind", kind.name())
        .register(meters);
  }
}
