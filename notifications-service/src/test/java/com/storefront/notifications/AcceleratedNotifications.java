package com.storefront.notifications;

import com.storefront.notifications.digest.CatchUp;
import com.storefront.notifications.digest.DigestWeek;
import com.storefront.notifications.digest.Weeks;
import java.time.Duration;
import java.time.Instant;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** The service, as a process of its own, with weeks of seconds. */
@Configuration(proxyBeanMethods = false)
public class AcceleratedNotifications {

  static final Duration WEEK = Duration.ofSeconds(25);

  private static final int WEEKS_OF_A_YEAR = 52;
  private static final int FIRST_YEAR = 2000;

  public static void main(String[] args) {
    new SpringApplicationBuilder(NotificationsApplication.class, AcceleratedNotifications.class)
        .run(args);
  }

  static DigestWeek week(Instant now) {
    return week(now, WEEK);
  }

  /** The name of a later week is greater, unless it is centuries later. */
  static DigestWeek week(Instant now, Duration length) {
    long week = now.toEpochMilli() / length.toMillis() % (8000L * WEEKS_OF_A_YEAR);
    String name =
        "%d-W%02d".formatted(FIRST_YEAR + week / WEEKS_OF_A_YEAR, week % WEEKS_OF_A_YEAR + 1);
    return new DigestWeek(name, Instant.MAX);
  }

  @Bean
  @Primary
  Weeks acceleratedWeeks(@Value("${test.week:25s}") Duration length) {
    return now -> week(now, length);
  }

  /** Without the gate the service decides by what it has read so far. */
  @Bean
  @Primary
  @ConditionalOnProperty(name = "test.gate", havingValue = "off")
  CatchUp openGate() {
    return new CatchUp() {
      @Override
      public boolean hasCaughtUp() {
        return true;
      }

      @Override
      public boolean isReadyFor(String week) {
        return true;
      }
    };
  }
}
