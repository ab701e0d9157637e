package com.storefront.notifications.mail;

import com.storefront.messaging.view.CompactedView;
import com.storefront.messaging.view.CompactedViews;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class MailConfiguration {

  @Bean
  CompactedView<MailState> mailStates(CompactedViews views) {
    return views.of(MailState.TOPIC, "MailState", MailState.class, MailState::id);
  }
}
