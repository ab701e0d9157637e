package com.storefront.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** What the services print, with the logging of a {@link SpringApplication}. */
@ExtendWith(OutputCaptureExtension.class)
class LogPatternTests {

  private static final String UNTRUSTED =
      "first\u001B[31m\u0007\u009B\u202E\n2026-11-30T08:00:00.000Z  WARN 1 --- forged\r!\r\nthird";

  private final Logger log = LoggerFactory.getLogger("com.storefront.Test");
  private ConfigurableApplicationContext application;

  static class Nothing {}

  @BeforeEach
  void start() {
    application =
        new SpringApplicationBuilder(Nothing.class)
            .web(WebApplicationType.NONE)
            .properties("spring.config.import=classpath:web-defaults.yaml")
            .properties("logging.config=classpath:logback-of-boot.xml")
            .run();
  }

  @AfterEach
  void stop() {
    application.close();
    MDC.clear();
  }

  @Test
  void showsTheTraceWhereThereIsOneAndNoBlanksElsewhere(CapturedOutput output) {
    log.warn("without a trace");
    MDC.put("traceId", "4bf92f35");
    MDC.put("spanId", "00f067aa");
    log.warn("with a trace");

    assertThat(output.getOut())
        .containsPattern(
            "(?m)^\\S+  WARN \\d+ --- \\[example] \\[ *\\w+] com.storefront.Test +: without a"
                + " trace$")
        .contains("] [4bf92f35-00f067aa] com.storefront.Test");
  }

  @Test
  void printsUntrustedTextWithoutControlCharactersAndOnIndentedLines(CapturedOutput output) {
    log.warn(UNTRUSTED);

    assertThat(logged(output))
        .endsWith(
            """
             : first?[31m???
                2026-11-30T08:00:00.000Z  WARN 1 --- forged?!
                third
            """);
  }

  @Test
  void printsTheMessageOfAnExceptionLikewise(CapturedOutput output) {
    log.warn(
        "failed", new IllegalStateException(UNTRUSTED, new IllegalArgumentException(UNTRUSTED)));

    assertThat(logged(output))
        .contains("\n    java.lang.IllegalStateException: first?[31m???\n    2026-11-30T08")
        .contains("\n    Caused by: java.lang.IllegalArgumentException: first?[31m???\n    2026")
        .contains("\tat com.storefront.web.LogPatternTests.")
        .doesNotContainPattern("[\\x00-\\x08\\x0B-\\x1F\\x7F-\\x9F\\u202E]")
        .doesNotContainPattern("\n\\S");
  }

  @Test
  void boundsTheLengthOfAnEntry(CapturedOutput output) {
    String endless = "x".repeat(1_000_000);
    log.warn(endless, new IllegalStateException(endless));

    assertThat(logged(output)).hasSizeLessThan(120_000);
  }

  /** The last entry, with line feeds only. */
  private static String logged(CapturedOutput output) {
    String all = output.getOut().replace("\r\n", "\n");
    return all.substring(all.lastIndexOf('\n', all.indexOf("com.storefront.Test")) + 1);
  }
}
