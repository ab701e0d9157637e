package com.storefront.web.sample;

import com.storefront.messaging.aggregate.Aggregate;
import com.storefront.messaging.consumer.ConsumerProgress;
import com.storefront.messaging.outbox.OutboxProgress;
import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Runs sample steps so that a script can call them one right after the other: a step starts after
 * the events of the previous step are consumed, and returns after its own events are published.
 */
public class SampleStepRunner {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final ObjectProvider<OutboxProgress> outbox;
  private final ObjectProvider<ConsumerProgress> consumer;

  SampleStepRunner(
      ObjectProvider<OutboxProgress> outbox, ObjectProvider<ConsumerProgress> consumer) {
    this.outbox = outbox;
    this.consumer = consumer;
  }

  /** Runs a step after this service has consumed everything that is on the topic now. */
  public <T> T runAfterConsuming(String topic, Supplier<T> step) {
    consumer.ifAvailable(progress -> progress.awaitApplied(topic, TIMEOUT));
    return step.get();
  }

  /** Runs a step and waits until the events of the changed aggregates are published. */
  public <T> T runAndPublish(Class<? extends Aggregate> changed, Supplier<T> step) {
    T result = step.get();
    outbox.ifAvailable(progress -> progress.awaitPublished(changed, TIMEOUT));
    return result;
  }
}
