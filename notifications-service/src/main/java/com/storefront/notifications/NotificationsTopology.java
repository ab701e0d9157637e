package com.storefront.notifications;

import static java.util.Objects.requireNonNull;

import com.storefront.events.Topics;
import com.storefront.messaging.consumer.deadletter.DeadLetter;
import com.storefront.notifications.digest.CatchUp;
import com.storefront.notifications.digest.CustomerTable;
import com.storefront.notifications.digest.DecisionMetrics;
import com.storefront.notifications.digest.ImportMails;
import com.storefront.notifications.digest.MailDecisions;
import com.storefront.notifications.digest.Weeks;
import com.storefront.notifications.mail.MailDecided;
import com.storefront.notifications.order.OrderLine;
import com.storefront.notifications.order.OrderMerge;
import com.storefront.notifications.stream.Json;
import com.storefront.notifications.stream.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.state.StoreBuilder;
import org.springframework.stereotype.Component;

/**
 * From the published events to the mails that are to be sent.
 *
 * <pre>
 * orders.order.fulfill ─────▶ OrderMerge ┐
 *                              (orders)  ├─▶ order-lines ─▶ MailDecisions ─▶ notifications.decided
 * fulfillment.order.change ─▶ OrderMerge ┘   by customer      │ (open-orders, due-mails, decided)
 * accounts.customer.change ─────────────────────────▶ CustomerTable (customers)
 * accounts.import.completed ────────────────────────▶ ImportMails ───▶ notifications.decided
 * </pre>
 */
@Component
class NotificationsTopology {

  static final List<String> STORES =
      List.of("orders", "customers", "open-orders", "due-mails", "decided");

  static final String LINES = "order-lines";

  private static final Serde<byte[]> BYTES = Serdes.ByteArray();

  private final CatchUp catchUp;
  private final Weeks weeks;
  private final DecisionMetrics metrics;
  private final MeterRegistry meters;
  private final NotificationSettings settings;

  NotificationsTopology(
      CatchUp catchUp,
      Weeks weeks,
      DecisionMetrics metrics,
      MeterRegistry meters,
      NotificationSettings settings) {
    this.catchUp = catchUp;
    this.weeks = weeks;
    this.metrics = metrics;
    this.meters = meters;
    this.settings = settings;
  }

  /**
   * Adds everything to a builder.
   *
   * @param partitions of {@link Topics#CUSTOMER_CHANGE}: a customer's orders have the partition of
   *     the customer
   */
  void addTo(StreamsBuilder builder, int partitions) {
    builder.addStateStore(OrderMerge.store());
    MailDecisions.stores().forEach((StoreBuilder<?> store) -> builder.addStateStore(store));

    KStream<String, Outcome<OrderLine>> requests =
        applied(
            builder,
            Topics.FULFILLMENT_REQUEST,
            "requests",
            OrderMerge::ofRequests,
            OrderMerge.STORE);
    KStream<String, Outcome<OrderLine>> statuses =
        applied(
            builder,
            Topics.ORDER_STATUS_CHANGE,
            "statuses",
            OrderMerge::ofStatuses,
            OrderMerge.STORE);
    applied(builder, Topics.CUSTOMER_CHANGE, "customers", CustomerTable::new, storesOfCustomers());
    KStream<String, Outcome<MailDecided>> imports =
        applied(
            builder,
            Topics.IMPORT_COMPLETED,
            "imports",
            deadLetters ->
                new ImportMails(settings.importRecipient(), weeks, metrics, deadLetters));

    results(imports, "imports").to(MailDecided.TOPIC, mails("import-mails"));
    results(requests.merge(statuses, Named.as("orders-merged")), "orders")
        .repartition(
            Repartitioned.<String, OrderLine>as(LINES)
                .withKeySerde(Serdes.String())
                .withValueSerde(Json.serde(OrderLine.class))
                .withNumberOfPartitions(partitions))
        .process(
            () -> new MailDecisions(catchUp, weeks, metrics),
            Named.as("decisions"),
            storesOfCustomers())
        .to(MailDecided.TOPIC, mails("decided-mails"));
  }

  private static Produced<String, MailDecided> mails(String name) {
    return Produced.with(Serdes.String(), Json.serde(MailDecided.class)).withName(name);
  }

  private static <T> KStream<String, T> results(KStream<String, Outcome<T>> outcomes, String name) {
    return outcomes
        .filter((key, outcome) -> outcome.result() != null, Named.as(name + "-changed"))
        .mapValues(outcome -> requireNonNull(outcome.result()), Named.as(name + "-results"));
  }

  private static String[] storesOfCustomers() {
    return MailDecisions.stores().stream().map(StoreBuilder::name).toArray(String[]::new);
  }

  /**
   * Applies the events of a topic, and sends those that are invalid to the dead letters.
   *
   * @param processor given what counts a dead letter
   */
  private <T> KStream<String, Outcome<T>> applied(
      StreamsBuilder builder,
      String topic,
      String name,
      Function<Runnable, Processor<byte[], byte[], String, Outcome<T>>> processor,
      String... stores) {
    Runnable deadLetters = deadLetters(topic);
    KStream<String, Outcome<T>> outcomes =
        builder.stream(topic, Consumed.with(BYTES, BYTES).withName(name))
            .process(() -> processor.apply(deadLetters), Named.as(name + "-applied"), stores);
    outcomes
        .filter((key, outcome) -> outcome.rejected() != null, Named.as(name + "-rejected"))
        .map(
            (key, outcome) -> {
              Outcome.DeadRecord dead = requireNonNull(outcome.rejected());
              return KeyValue.pair(dead.key(), dead.value());
            },
            Named.as(name + "-dead"))
        .to(
            topic + DeadLetter.TOPIC_SUFFIX,
            Produced.with(BYTES, BYTES).withName(name + "-dead-letters"));
    return outcomes;
  }

  /** As the other consumers count them; registered at 0, so that the first is an increase. */
  private Runnable deadLetters(String topic) {
    Counter counter =
        Counter.builder("storefront.dead.letters")
            .description("Records that were sent to the dead-letter topic")
            .tag("topic", topic)
            .register(meters);
    return counter::increment;
  }
}
