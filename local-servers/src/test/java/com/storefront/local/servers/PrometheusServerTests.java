package com.storefront.local.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrometheusServerTests {

  @Test
  void takesOverAllButWhereRulesAndTargetsAre() throws Exception {
    String written = Files.readString(Path.of("../deploy/prometheus/prometheus.yml"));

    String adapted =
        PrometheusServer.adapted(
            written, Path.of("/rules.yml"), List.of("127.0.0.1:1", "127.0.0.1:2"));

    assertThat(adapted)
        .contains(
            "rule_files: [\"/rules.yml\"]",
            "- targets: [\"127.0.0.1:1\", \"127.0.0.1:2\"]",
            "job_name: spring_micrometer")
        .doesNotContain("accounts:8086");
  }
}
