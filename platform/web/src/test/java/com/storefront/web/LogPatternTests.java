package com.storefront.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ClassPathResource;

class LogPatternTests {

  @Test
  void showsTheTraceWhereThereIsOneAndNoBlanksElsewhere() throws Exception {
    assertThat(logged(Map.of("traceId", "4bf92f35", "spanId", "00f067aa")))
        .isEqualTo("[4bf92f35-00f067aa] ");
    assertThat(logged(Map.of())).isEmpty();
  }

  private static String logged(Map<String, String> diagnosticContext) throws Exception {
    var resource = new ClassPathResource("web-defaults.yaml");
    var defaults = new YamlPropertySourceLoader().load("defaults", resource).get(0);
    var layout = new PatternLayout();
    layout.setContext(new LoggerContext());
    layout.setPattern((String) defaults.getProperty("logging.pattern.correlation"));
    layout.start();
    var event = new LoggingEvent();
    event.setMDCPropertyMap(diagnosticContext);
    return layout.doLayout(event);
  }
}
