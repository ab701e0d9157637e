package com.storefront.messaging.aggregate;

import com.storefront.messaging.outbox.OutboxEntry;
import com.storefront.messaging.outbox.OutboxSettings;
import com.storefront.messaging.outbox.Publication;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.convert.MongoConverter;

/** Creates the {@link Change} that saves an aggregate in its current state. */
class ChangeFactory {

  private final MongoConverter converter;
  private final Clock clock;
  private final Supplier<@Nullable String> traceParent;
  private final long maxEventBytes;
  private final Map<Class<?>, Publication> publications = new ConcurrentHashMap<>();

  /**
   * @param traceParent returns the trace context of the current request
   */
  ChangeFactory(
      MongoConverter converter,
      Clock clock,
      Supplier<@Nullable String> traceParent,
      OutboxSettings settings) {
    this.converter = converter;
    this.clock = clock;
    this.traceParent = traceParent;
    this.maxEventBytes = settings.maxEventSize().toBytes();
  }

  /**
   * @throws EventTooLarge if the registered event exceeds the largest size
   */
  Change of(Aggregate aggregate) {
    String id = UUID.randomUUID().toString();
    var state = new Document();
    converter.write(aggregate, state);
    state.remove("_class");
    state.append(Change.VERSION, aggregate.nextVersion()).append(Change.CHANGE_ID, id);
    Publication publication = publications.computeIfAbsent(aggregate.getClass(), Publication::of);
    return new Change(aggregate, publication, id, state, entry(aggregate, id));
  }

  private @Nullable OutboxEntry entry(Aggregate aggregate, String id) {
    var registered = aggregate.registered();
    if (registered == null) {
      return null;
    }
    var entry =
        new OutboxEntry(
            id,
            id,
            aggregate.nextVersion(),
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            OutboxEntry.toPayload(registered.event()),
            traceParent.get());
    byte[] value = entry.value();
    if (value != null && value.length > maxEventBytes) {
      throw new EventTooLarge(aggregate.id(), value.length, (int) maxEventBytes);
    }
    return entry;
  }
}
