package com.storefront.notifications.digest;

import static java.util.Objects.requireNonNull;

import com.storefront.notifications.mail.MailDecided;
import com.storefront.notifications.mail.MailKind;
import com.storefront.notifications.order.OrderLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Decides mails. A change of an order is only stored; a clock decides, once everything was applied
 * that was published before.
 *
 * <p>A decision and its record are written in one Kafka transaction. It does no other I/O.
 */
public final class MailDecisions implements Processor<String, OrderLine, String, MailDecided> {

  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final CatchUp catchUp;
  private final Weeks weeks;
  private final DecisionMetrics metrics;

  private @Nullable ProcessorContext<String, MailDecided> context;
  private @Nullable Stores stores;
  private @Nullable DueMails dueMails;
  private @Nullable WeeklyPass weeklyPass;

  public MailDecisions(CatchUp catchUp, Weeks weeks, DecisionMetrics metrics) {
    this.catchUp = catchUp;
    this.weeks = weeks;
    this.metrics = metrics;
  }

  public static List<StoreBuilder<?>> stores() {
    return Stores.builders();
  }

  @Override
  public void init(ProcessorContext<String, MailDecided> context) {
    this.context = context;
    stores = Stores.of(context);
    dueMails = new DueMails(stores, this::decide, metrics);
    weeklyPass = new WeeklyPass(stores, catchUp, this::decide, metrics);
    context.schedule(
        INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> decide(Instant.ofEpochMilli(now)));
  }

  @Override
  public void process(Record<String, OrderLine> record) {
    OrderLine order = record.value();
    Stores all = requireNonNull(stores);
    CustomerRow customer = all.customers().get(order.customerId());
    if (customer != null && customer.isDeleted()) {
      return;
    }
    String key = order.customerId() + Stores.SEPARATOR + order.guid();
    if (order.open()) {
      all.openOrders().put(key, order);
    } else {
      all.openOrders().delete(key);
    }
    MailKind kind = MailKind.of(order.status());
    if (kind != null && order.title() != null) {
      all.dueMails().put(key + Stores.SEPARATOR + kind, order);
    }
  }

  private void decide(Instant now) {
    DigestWeek week = weeks.at(now);
    WeeklyPass pass = requireNonNull(weeklyPass);
    if (catchUp.hasCaughtUp()) {
      requireNonNull(dueMails).decide(now, week.name());
      pass.decide(now, week);
    }
    metrics.pass(partition(), pass.isFinished(week));
  }

  private int partition() {
    return requireNonNull(context).taskId().partition();
  }

  /** Another instance may have the partition next. */
  @Override
  public void close() {
    metrics.pass(partition(), true);
  }

  private void decide(MailDecided mail) {
    metrics.decided(mail.kind());
    requireNonNull(context)
        .forward(new Record<>(mail.key(), mail, mail.decidedAt().toEpochMilli(), mail.headers()));
  }
}
