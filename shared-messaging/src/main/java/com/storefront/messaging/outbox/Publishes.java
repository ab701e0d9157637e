package com.storefront.messaging.outbox;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Where the changes of an {@link Aggregate} are told, and under which name. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Publishes {

  /** The Kafka topic; records are keyed by the aggregate's id. */
  String topic();

  /** The event's name in the published language, {@code ce_type} on the wire. */
  String type();

  /**
   * Whether each event carries the whole state, so that a newer one makes older ones superfluous.
   * Then the topic is compacted, and many pending events of one aggregate fold into the newest.
   */
  boolean carriesState() default false;
}
