package com.storefront.messaging.outbox;

import org.springframework.core.annotation.AnnotationUtils;

/** What a type of aggregate publishes, read from its {@link Publishes}. */
record Publication(
    Class<? extends Aggregate> aggregate, String topic, String type, boolean carriesState) {

  /**
   * @throws IllegalArgumentException if the type says nothing of what it publishes
   */
  static Publication of(Class<? extends Aggregate> aggregate) {
    var publishes = AnnotationUtils.findAnnotation(aggregate, Publishes.class);
    if (publishes == null) {
      throw new IllegalArgumentException(
          aggregate.getName() + " is an aggregate and needs @Publishes");
    }
    return new Publication(
        aggregate, publishes.topic(), publishes.type(), publishes.carriesState());
  }
}
