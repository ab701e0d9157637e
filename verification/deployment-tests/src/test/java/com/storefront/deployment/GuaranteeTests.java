package com.storefront.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class GuaranteeTests {

  /** A test class, a method of it, or a method of the class before; an ellipsis abbreviates. */
  private static final Pattern TEST =
      Pattern.compile("`(?:(\\w+Tests))?(?:(?:\\.|(?<=`))([a-zA-Z_]+))?(?:…\\w*)?`");

  private final Checkout checkout = Checkout.actual();

  @Test
  void everyTestOfTheGuaranteesExists() {
    Map<String, String> sources = new HashMap<>();
    for (String folder : List.of("shared-events", "platform", "tools", "verification")) {
      addTests(folder, sources);
    }
    Application.all(checkout).forEach(it -> addTests(it.name() + "-service", sources));

    List<String> missing = new ArrayList<>();
    for (String row : checkout.text("docs/guarantees.md").lines().toList()) {
      String type = "";
      for (MatchResult test :
          TEST.matcher(row.substring(row.lastIndexOf(" | ") + 1)).results().toList()) {
        type = test.group(1) == null ? type : test.group(1);
        String source = sources.getOrDefault(type, "");
        if (source.isEmpty() || test.group(2) != null && !source.contains(" " + test.group(2))) {
          missing.add(type + ": " + test.group());
        }
      }
    }

    assertThat(missing).isEmpty();
  }

  private void addTests(String folder, Map<String, String> sources) {
    for (String file : checkout.files(folder, "Tests.java")) {
      String type = file.replaceAll(".*/|\\.java", "");
      sources.merge(type, checkout.text(file), String::concat);
    }
  }
}
