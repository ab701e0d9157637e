package com.storefront.system;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A measurement: {@code -Dstorefront.measure=true} on a machine that does nothing else. */
@EnabledIfSystemProperty(named = "storefront.measure", matches = "true")
class OpenTabsTests {

  private static final int TABS = 200;
  private static final Duration WARM_UP = Duration.ofSeconds(60);
  private static final Duration MEASURED = Duration.ofSeconds(120);

  private final Instance console = Storefront.running().console();
  private final Api management = new Api(console.management());

  @Test
  void costAtMostAHundredthOfACoreWhileNothingHappens() throws Exception {
    List<Socket> tabs = new ArrayList<>();
    var readers = Executors.newCachedThreadPool();
    try {
      for (int i = 0; i < TABS; i++) {
        Socket tab = open();
        tabs.add(tab);
        readers.submit(() -> tab.getInputStream().transferTo(OutputStream.nullOutputStream()));
      }
      await().until(() -> metric("storefront_console_streams") == TABS);
      await().pollDelay(WARM_UP).timeout(WARM_UP.plusMinutes(1)).until(() -> true);
      double before = metric("process_cpu_time_ns_total");
      await().pollDelay(MEASURED).timeout(MEASURED.plusMinutes(1)).until(() -> true);
      double cores = (metric("process_cpu_time_ns_total") - before) / MEASURED.toNanos();

      System.out.printf("%d open tabs: %.2f %% of a core%n", TABS, 100 * cores);
      assertThat(cores).isLessThanOrEqualTo(0.01);
    } finally {
      for (Socket tab : tabs) {
        tab.close();
      }
      readers.shutdownNow();
    }
  }

  private Socket open() throws IOException {
    var tab = new Socket(console.uri().getHost(), console.uri().getPort());
    String request =
        "GET /console/live HTTP/1.1\r\nHost: localhost:%d\r\n\r\n"
            .formatted(console.uri().getPort());
    tab.getOutputStream().write(request.getBytes(US_ASCII));
    return tab;
  }

  private double metric(String name) {
    return management
        .get("/actuator/prometheus")
        .expect(200)
        .response()
        .body()
        .lines()
        .filter(line -> line.split("[ {]")[0].equals(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
