package com.storefront.web;

import com.storefront.messaging.follower.FollowingProgress;
import com.storefront.messaging.outbox.Aggregate;
import com.storefront.messaging.outbox.OutboxProgress;
import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Lets the seven steps of the sample journey be called one right after the other.
 *
 * <p>Each step works on what another service told after the step before. A real client would look
 * until it sees the effect; the scripts of 2021 slept five seconds. So here a step answers when its
 * events are published, and begins when it has heard all that was.
 */
public class SampleWalk {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ObjectProvider<OutboxProgress> outbox;
  private final ObjectProvider<FollowingProgress> following;

  SampleWalk(ObjectProvider<OutboxProgress> outbox, ObjectProvider<FollowingProgress> following) {
    this.outbox = outbox;
    this.following = following;
  }

  /** Takes a step once everything that the topic holds is applied here. */
  public <T> T hearing(String topic, Supplier<T> step) {
    following.ifAvailable(progress -> progress.awaitApplied(topic, PATIENCE));
    return step.get();
  }

  /** Takes a step and has its events published. */
  public <T> T telling(Class<? extends Aggregate> changed, Supplier<T> step) {
    T outcome = step.get();
    outbox.ifAvailable(progress -> progress.awaitPublished(changed, PATIENCE));
    return outcome;
  }
}
