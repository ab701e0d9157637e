package com.storefront.messaging.follower;

import com.storefront.messaging.Patience;
import com.storefront.messaging.TopicAdmin;
import java.time.Duration;

/** Tells those who must know that what was published has been applied. Nobody else should wait. */
public class FollowingProgress {

  private final TopicAdmin topics;
  private final String group;

  FollowingProgress(TopicAdmin topics, String group) {
    this.topics = topics;
    this.group = group;
  }

  /**
   * Waits until everything that the topic holds at this moment is applied here, or set aside.
   *
   * @param patience how long at the most
   * @return whether that came about; not if Kafka is away
   */
  public boolean awaitApplied(String topic, Duration patience) {
    try (var progress = topics.progress(topic, group)) {
      return Patience.await(patience, progress::isAtEnd);
    }
  }
}
