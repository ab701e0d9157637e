package com.storefront.messaging.role;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.context.annotation.Conditional;

/** Creates a bean in every instance that is not a {@linkplain Role#READ reader}. */
@Conditional(ConditionalOnWriter.IsWriter.class)
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface ConditionalOnWriter {

  /** The condition. */
  class IsWriter extends NoneNestedConditions {

    IsWriter() {
      super(ConfigurationPhase.REGISTER_BEAN);
    }

    @ConditionalOnProperty(name = "storefront.role", havingValue = "read")
    static class IsReader {}
  }
}
