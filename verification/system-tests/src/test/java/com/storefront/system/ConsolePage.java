package com.storefront.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The console in Chromium, used by keyboard. */
final class ConsolePage implements AutoCloseable {

  private static final double TIMEOUT_MILLIS = 60_000;
  private static final String WRAPPED_HEADINGS =
      "[...document.querySelectorAll('th')].filter(it =>"
          + " it.offsetHeight > 2 * parseFloat(getComputedStyle(it).lineHeight)).length";
  private static final int MAX_TABS = 150;
  private static final List<String> WCAG =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

  private final URI gateway;
  private final Playwright playwright = Playwright.create();
  private final Page page;
  private final List<String> errors = new ArrayList<>();

  ConsolePage(URI gateway, int width, ColorScheme scheme) {
    this.gateway = gateway;
    page =
        Chromium.launch(playwright)
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
    focus(text, "*");
  }

  private void focus(String text, String kind) {
    for (int i = 0; i < MAX_TABS; i++) {
      Object focused =
          page.evaluate(
              "kind => { const it = document.activeElement;"
                  + " return it.matches(kind) ? (it.closest('label') ?? it).textContent.trim() : null; }",
              kind);
      if (text.equals(focused)) {
        return;
      }
      page.keyboard().press("Tab");
    }
    throw new AssertionError("The keyboard does not reach " + text);
  }

  /** Activates a control by keyboard, as soon as it is on the page. */
  void press(String text) {
    press(text, "a, button, summary");
  }

  /**
   * Activates a control of some kind.
   *
   * @param kind a selector, where controls of other kinds have the same text
   */
  void press(String text, String kind) {
    page.locator(kind)
        .getByText(text, new Locator.GetByTextOptions().setExact(true))
        .or(page.locator(kind).filter(new Locator.FilterOptions().setHasText(text)))
        .first()
        .waitFor();
    focus(text, kind);
    page.keyboard().press("Enter");
  }

  /** Chooses a file of customers. The dialog of the system is outside of the page. */
  void choose(String label, String content) {
    focus(label);
    page.getByLabel(label, new Page.GetByLabelOptions().setExact(true))
        .setInputFiles(
            new FilePayload("customers.csv", "text/csv", content.getBytes(StandardCharsets.UTF_8)));
  }

  /** Enters a text into the field with this label, which gets the focus. */
  void type(String label, String text) {
    Locator field = page.getByLabel(label, new Page.GetByLabelOptions().setExact(true)).first();
    field.waitFor();
    focus(label);
    page.keyboard().press("Control+A");
    page.keyboard().type(text);
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
    assertThat(page.evaluate(WRAPPED_HEADINGS)).as("wrapped headings of columns").isEqualTo(0);
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
