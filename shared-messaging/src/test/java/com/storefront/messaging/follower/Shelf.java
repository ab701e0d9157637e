package com.storefront.messaging.follower;

import com.mongodb.MongoSocketReadException;
import com.mongodb.ServerAddress;
import com.storefront.messaging.outbox.Parcel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A follower for tests: remembers where parcels are, and fails as told. */
@Follows(topic = Parcel.TOPIC)
class Shelf implements Follower<Parcel.Moved> {

  final Map<String, String> places = new ConcurrentHashMap<>();
  final List<String> eventIds = new CopyOnWriteArrayList<>();
  final AtomicInteger passingFaults = new AtomicInteger();
  volatile boolean hasBug = true;

  @Override
  public String subject(Parcel.Moved event) {
    return event.id();
  }

  @Override
  public void on(Facts<Parcel.Moved> facts) {
    if (passingFaults.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new MongoSocketReadException("away", new ServerAddress());
    }
    for (Fact<Parcel.Moved> fact : facts) {
      if (fact.isTombstone()) {
        places.remove(fact.subject());
      } else if (fact.event().place().equals("nowhere")) {
        facts.reject(fact, "there is no such place");
      } else if (fact.event().place().equals("bug") && hasBug) {
        throw new IllegalStateException("a bug");
      } else {
        places.put(fact.subject(), fact.event().place());
        eventIds.add(fact.eventId());
      }
    }
  }
}
