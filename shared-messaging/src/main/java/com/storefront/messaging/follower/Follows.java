package com.storefront.messaging.follower;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.stereotype.Component;

/** The topic that a {@link Follower} follows, from its beginning, in the service's own group. */
@Documented
@Component
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Follows {

  /** The Kafka topic. */
  String topic();
}
