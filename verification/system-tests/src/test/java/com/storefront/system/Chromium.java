package com.storefront.system;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The browser of the tests, as Debian packages it. */
final class Chromium {

  private static final Path PROGRAM = Path.of("/usr/bin/chromium");

  private Chromium() {}

  /** Skips the tests on a machine without it; on CI they fail. */
  static void require() {
    Assumptions.assumeTrue(
        Files.exists(PROGRAM) || System.getenv("CI") != null,
        "Needs a browser: apt-get install chromium nodejs");
  }

  static Browser launch(Playwright playwright) {
    return playwright
        .chromium()
        .launch(new LaunchOptions().setExecutablePath(PROGRAM).setArgs(List.of("--no-sandbox")));
  }
}
