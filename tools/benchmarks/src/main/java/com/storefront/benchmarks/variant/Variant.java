package com.storefront.benchmarks.variant;

import java.util.List;
import java.util.stream.StreamSupport;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;

/** The variants, in the order of the report. */
public enum Variant {
  BARE_INSERT("bare insert, no event", PlainVariants.class),
  BARE_SEND("bare send, nothing saved", PlainVariants.class),
  SEND_THEN_SAVE("send and wait, then save (unsafe)", PlainVariants.class),
  SAVE_THEN_SEND("save, then send, don't wait (unsafe)", PlainVariants.class),
  SAVE_THEN_WAIT("save, then send and wait (unsafe)", PlainVariants.class),
  SECOND_COLLECTION("transaction with an outbox collection, polled", SecondCollection.class),
  CHANGE_DATA_CAPTURE("the same, Debezium 3.6 instead of polling", ChangeDataCapture.class),
  SPRING_MODULITH("Spring Modulith 2.0, MongoDB and Kafka", SpringModulith.class),
  STOREFRONT_WITHOUT_EVENT("Storefront, without an event", StorefrontOutbox.class),
  STOREFRONT("Storefront: outbox in the document", StorefrontOutbox.class);

  private final String label;
  private final Class<?> application;

  Variant(String label, Class<?> application) {
    this.label = label;
    this.application = application;
  }

  public String label() {
    return label;
  }

  public Class<?> application() {
    return application;
  }

  public boolean publishes() {
    return this != BARE_INSERT && this != STOREFRONT_WITHOUT_EVENT;
  }

  /** The auto-configurations of other variants, which must not start. */
  public List<String> excluded() {
    var candidates = ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader());
    return StreamSupport.stream(candidates.spliterator(), false).filter(this::excludes).toList();
  }

  private boolean excludes(String autoConfiguration) {
    // The root package has the settings for durable writes, which all variants use.
    return application != StorefrontOutbox.class
            && autoConfiguration.matches("com\\.storefront\\.messaging\\.[a-z].*")
        || this != SPRING_MODULITH && autoConfiguration.startsWith("org.springframework.modulith.");
  }
}
