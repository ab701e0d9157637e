package com.storefront.web;

import com.storefront.messaging.follower.FollowingProgress;
import com.storefront.messaging.outbox.OutboxProgress;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Gives every service the conventions by its mere dependency on this module. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class WebConventionsAutoConfiguration {

  @Bean
  SampleWalk sampleWalk(
      ObjectProvider<OutboxProgress> outbox, ObjectProvider<FollowingProgress> following) {
    return new SampleWalk(outbox, following);
  }

  @Bean
  WebMvcConfigurer webConventions() {
    return new WebMvcConfigurer() {
      @Override
      public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new ExpectedVersionResolver());
      }
    };
  }
}
