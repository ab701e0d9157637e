package com.storefront.messaging.consumer;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.stereotype.Component;

/**
 * Names the topic that an {@link EventHandler} consumes, from its beginning, in the consumer group
 * of the service, and the event that the topic carries.
 */
@Documented
@Component
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Subscribes {

  /** The Kafka topic. */
  String topic();

  /**
   * The event's name in the published language: {@code ce_type} of each record, and the name of the
   * schema {@code schemas/<type>.schema.json} on the class path that each value matches.
   */
  String type();

  /**
   * The most events of a batch; few where one event stands for much work, so that offsets are
   * committed in between and another instance gets its share soon.
   */
  int maxEvents() default 500;
}
