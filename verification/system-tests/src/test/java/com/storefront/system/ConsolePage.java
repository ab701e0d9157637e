package com.storefront.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The console in Chromium, used by keyboard. */
final class ConsolePage implements AutoCloseable {

  private static final double TIMEOUT_MILLIS = 60_000;
  private static final int MAX_TABS = 150;
  private static final List<String> WCAG =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

  private final URI gateway;
  private final Playwright playwright = Playwright.create();
  private final Page page;
  private final List<String> errors = new ArrayList<>();

  ConsolePage(URI gateway, int width, ColorScheme scheme) {
    this.gateway = gateway;
    Browser browser =
        playwright
            .chromium()
            .launch(
                new LaunchOptions()
                    .setExecutablePath(SwaggerUi.CHROMIUM)
                    .setArgs(List.of("--no-sandbox")));
    page =
        browser
            .newContext(new NewContextOptions().setViewportSize(width, 800).setColorScheme(scheme))
            .newPage();
    page.setDefaultTimeout(TIMEOUT_MILLIS);
    page.onPageError(errors::add);
    page.onConsoleMessage(
        message -> {
          // Chromium also reports answers such as 404, which pages expect.
          if (message.type().equals("error") && !message.text().startsWith("Failed to load")) {
            errors.add(message.text() + " at " + message.location());
          }
        });
    page.onRequest(
        request -> {
          if (!URI.create(request.url()).getAuthority().equals(gateway.getAuthority())) {
            errors.add("A request to another host: " + request.url());
          }
        });
  }

  Page page() {
    return page;
  }

  /** Opens the console at the root of the gateway. */
  void open() {
    page.navigate(gateway.toString());
    page.getByText("Live", new Page.GetByTextOptions().setExact(true)).waitFor();
  }

  /** Opens a page by its address. */
  void open(String hash, String title) {
    page.navigate(gateway.resolve("/console/#/" + hash).toString());
    page.locator("h1").getByText(title).waitFor();
    page.waitForCondition(() -> page.getByText("Loading …").count() == 0);
  }

  /** Moves the focus with the tabulator until it is on a control with this text. */
  void focus(String text) {
    for (int i = 0; i < MAX_TABS; i++) {
      Object focused =
          page.evaluate(
              "() => { const it = document.activeElement;"
                  + " return (it.closest('label') ?? it).textContent.trim(); }");
      if (text.equals(focused)) {
        return;
      }
      page.keyboard().press("Tab");
    }
    throw new AssertionError("The keyboard does not reach " + text);
  }

  /** Activates a control by keyboard, as soon as it is on the page. */
  void press(String text) {
    page.locator("a, button, summary")
        .getByText(text, new Locator.GetByTextOptions().setExact(true))
        .or(page.locator("a, button, summary").filter(new Locator.FilterOptions().setHasText(text)))
        .first()
        .waitFor();
    focus(text);
    page.keyboard().press("Enter");
  }

  void await(String selector, String text) {
    page.locator(selector).filter(new Locator.FilterOptions().setHasText(text)).first().waitFor();
  }

  /** A time as pages show it. */
  String time(JsonNode instant) {
    return page.evaluate(
            "it => new Date(it).toLocaleString('en-GB', {dateStyle: 'medium', timeStyle: 'medium'})",
            instant.asString())
        .toString();
  }

  /** Finds what breaks the rules of WCAG 2.2 AA that a program can check. */
  void checkAccessibility() {
    var violations = new AxeBuilder(page).withTags(WCAG).analyze().getViolations();
    assertThat(violations)
        .as(page.url())
        .extracting(it -> it.getId() + " " + it.getNodes().get(0).getHtml())
        .isEmpty();
    assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
        .as("horizontal scrolling of " + page.url())
        .isEqualTo(0);
  }

  /** Errors of scripts and of the content security policy, and requests to other hosts. */
  List<String> errors() {
    return errors;
  }

  @Override
  public void close() {
    playwright.close();
  }
}
