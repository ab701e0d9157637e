package com.storefront.messaging.view;

import com.storefront.messaging.KafkaCluster;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.ConsumerFactory;

/** The factory of views, and their health. */
@AutoConfiguration(
    after = KafkaAutoConfiguration.class,
    afterName = "com.storefront.messaging.MessagingAutoConfiguration")
class ViewAutoConfiguration {

  @Bean
  @ConditionalOnBean(KafkaCluster.class)
  CompactedViews compactedViews(
      ConsumerFactory<byte[], byte[]> consumers,
      KafkaCluster kafka,
      MeterRegistry meters,
      Clock clock,
      @Value("${spring.application.name}") String service) {
    return new CompactedViews(consumers, kafka, meters, clock, service);
  }

  /** Part of readiness: before it has read a topic, a service would decide by no data. */
  @Bean
  HealthIndicator viewsHealthIndicator(ObjectProvider<CompactedView<?>> views) {
    return () -> {
      List<CompactedView<?>> all = views.stream().toList();
      boolean filled = all.stream().allMatch(CompactedView::isFilled);
      Health.Builder health = filled ? Health.up() : Health.outOfService();
      all.forEach(view -> health.withDetail(view.topic(), view.size() + " entries"));
      return health.build();
    };
  }
}
