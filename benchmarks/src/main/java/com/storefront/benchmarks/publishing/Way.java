package com.storefront.benchmarks.publishing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The contenders. */
public enum Way {
  BARE_INSERT("bare insert, no event", BareInsert.class),
  BARE_SEND("bare send, nothing saved", BareSend.class),
  SEND_THEN_SAVE("send and wait, then save (unsafe)", SendThenSave.class),
  SAVE_THEN_SEND("save, then send, don't wait (unsafe)", SaveThenSend.class),
  SAVE_THEN_WAIT("save, then send and wait (unsafe)", SaveThenWait.class),
  SECOND_COLLECTION("transaction with an outbox collection, polled", SecondCollection.class),
  CHANGE_DATA_CAPTURE("the same, Debezium 3.6 in place of polling", ChangeDataCapture.class),
  SPRING_MODULITH("Spring Modulith 2.0, MongoDB and Kafka", SpringModulith.class),
  OURS_SILENT("ours, with nothing to tell", StorefrontWithoutEvents.class),
  OURS("ours: outbox in the document", StorefrontOutbox.class);

  private static final List<String> OF_OURS =
      List.of(
          "com.storefront.messaging.outbox.OutboxAutoConfiguration",
          "com.storefront.messaging.follower.FollowerAutoConfiguration",
          "com.storefront.messaging.deadletter.DeadLetterAutoConfiguration");

  private static final List<String> OF_MODULITH =
      List.of(
          "org.springframework.modulith.events.config.EventPublicationAutoConfiguration",
          "org.springframework.modulith.events.config.EventExternalizationAutoConfiguration",
          "org.springframework.modulith.events.jackson.JacksonEventSerializationConfiguration",
          "org.springframework.modulith.events.jackson2.Jackson2EventSerializationConfiguration",
          "org.springframework.modulith.events.kafka.KafkaEventExternalizerConfiguration",
          "org.springframework.modulith.events.kafka.KafkaJackson2Configuration",
          "org.springframework.modulith.events.kafka.KafkaJacksonConfiguration",
          "org.springframework.modulith.events.mongodb.MongoDbEventPublicationAutoConfiguration",
          "org.springframework.modulith.events.mongodb.MongoDbTransactionAutoConfiguration");

  private final String label;
  private final Class<?> application;

  Way(String label, Class<?> application) {
    this.label = label;
    this.application = application;
  }

  public String label() {
    return label;
  }

  Class<?> application() {
    return application;
  }

  /** How the command line names it. */
  public String option() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public boolean publishes() {
    return this != BARE_INSERT && this != OURS_SILENT;
  }

  /** What the class path would configure, but this way does without. */
  List<String> excluded() {
    var excluded = new ArrayList<String>();
    if (this != OURS && this != OURS_SILENT) {
      excluded.addAll(OF_OURS);
    }
    if (this != SPRING_MODULITH) {
      excluded.addAll(OF_MODULITH);
    }
    return excluded;
  }
}
