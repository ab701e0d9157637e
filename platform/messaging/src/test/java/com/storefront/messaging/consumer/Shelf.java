package com.storefront.messaging.consumer;

import com.mongodb.MongoSocketReadException;
import com.mongodb.ServerAddress;
import com.storefront.messaging.aggregate.Parcel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A handler for tests: stores where parcels are, and fails on request. */
@Subscribes(topic = Parcel.TOPIC, type = "ParcelMoved")
class Shelf implements EventHandler<Parcel.Moved> {

  final Map<String, String> places = new ConcurrentHashMap<>();
  final List<String> eventIds = new CopyOnWriteArrayList<>();
  final AtomicInteger transientFailures = new AtomicInteger();

  /** For which the database is unreachable for ever. */
  final Set<String> unreachable = ConcurrentHashMap.newKeySet();

  volatile boolean hasBug = true;

  @Override
  public String subject(Parcel.Moved event) {
    return event.id();
  }

  @Override
  public void on(EventBatch<Parcel.Moved> batch) {
    boolean fails = transientFailures.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    for (ReceivedEvent<Parcel.Moved> event : batch) {
      fails |= unreachable.contains(event.subject());
    }
    if (fails) {
      throw new MongoSocketReadException("unreachable", new ServerAddress());
    }
    for (ReceivedEvent<Parcel.Moved> event : batch) {
      if (event.isTombstone()) {
        places.remove(event.subject());
      } else if (event.event().place().equals("nowhere")) {
        batch.reject(event, "No such place.");
      } else if (event.event().place().equals("bug") && hasBug) {
        throw new ClassCastException("a bug");
      } else {
        places.put(event.subject(), event.event().place());
        eventIds.add(event.eventId());
      }
    }
  }
}
