package com.storefront.messaging.role;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class RoleTests {

  private final ApplicationContextRunner instance =
      new ApplicationContextRunner().withUserConfiguration(Writing.class);

  @ParameterizedTest
  @CsvSource({"all, true", "write, true", "WRITE, true", "read, false", "READ, false"})
  void decidesWhetherAnInstanceWrites(String role, boolean writes) {
    instance
        .withPropertyValues("storefront.role=" + role)
        .run(
            context -> {
              assertThat(context.containsBean("writer")).isEqualTo(writes);
              assertThat(context.getBean(Role.Settings.class).role().writes()).isEqualTo(writes);
            });
  }

  @Test
  void isAllByDefault() {
    instance.run(
        context -> {
          assertThat(context).hasBean("writer");
          assertThat(context.getBean(Role.Settings.class).role()).isEqualTo(Role.ALL);
        });
  }

  /** A misspelled reader must not write. */
  @Test
  void stopsTheStartIfItIsUnknown() {
    instance
        .withPropertyValues("storefront.role=reader")
        .run(context -> assertThat(context).hasFailed());
  }

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(Role.Settings.class)
  static class Writing {

    @Bean
    @ConditionalOnWriter
    String writer() {
      return "writer";
    }
  }
}
