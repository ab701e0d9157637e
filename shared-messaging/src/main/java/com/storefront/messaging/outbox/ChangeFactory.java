package com.storefront.messaging.outbox;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Supplier;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.convert.MongoConverter;
import tools.jackson.databind.json.JsonMapper;

/** Makes the {@link Change} that saves an aggregate as it now is. */
class ChangeFactory {

  private final MongoConverter converter;
  private final JsonMapper json;
  private final Clock clock;
  private final Supplier<@Nullable String> traceParent;
  private final long maxEventBytes;

  /**
   * @param json writes events, the published language
   * @param traceParent the present request's trace context
   */
  ChangeFactory(
      MongoConverter converter,
      JsonMapper json,
      Clock clock,
      Supplier<@Nullable String> traceParent,
      OutboxSettings settings) {
    this.converter = converter;
    this.json = json;
    this.clock = clock;
    this.traceParent = traceParent;
    this.maxEventBytes = settings.maxEventSize().toBytes();
  }

  /**
   * @throws EventTooLarge if the registered event is larger than may be published
   */
  Change of(Aggregate aggregate) {
    String id = UUID.randomUUID().toString();
    var state = new Document();
    converter.write(aggregate, state);
    state.remove("_class");
    state.append(Change.VERSION, aggregate.nextVersion()).append(Change.CHANGE_ID, id);
    return new Change(aggregate, id, state, entry(aggregate, id));
  }

  private @Nullable OutboxEntry entry(Aggregate aggregate, String id) {
    var registered = aggregate.registered();
    if (registered == null) {
      return null;
    }
    String payload =
        registered.event() == null ? null : json.writeValueAsString(registered.event());
    var entry =
        new OutboxEntry(
            id,
            id,
            aggregate.nextVersion(),
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            payload,
            traceParent.get());
    byte[] value = entry.value();
    if (value != null && value.length > maxEventBytes) {
      throw new EventTooLarge(aggregate.id(), value.length, (int) maxEventBytes);
    }
    return entry;
  }
}
