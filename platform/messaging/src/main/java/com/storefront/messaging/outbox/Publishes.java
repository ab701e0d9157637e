package com.storefront.messaging.outbox;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The topic to which the events of a type of document are published, and their name. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Publishes {

  /** The Kafka topic; records are keyed by the document's id. */
  String topic();

  /** The event's name in the published language, {@code ce_type} on the wire. */
  String type();

  /**
   * Whether each event carries the whole state, so that a newer one makes older ones superfluous.
   * The topic is then compacted, and many pending events of one document are compacted to the
   * newest.
   */
  boolean eventCarriedState() default false;
}
