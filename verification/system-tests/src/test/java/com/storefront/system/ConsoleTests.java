package com.storefront.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.storefront.events.Topics;
import com.storefront.events.order.FulfillmentRequestEvent;
import com.storefront.test.KafkaTestClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The console in a browser, in front of the whole storefront. */
class ConsoleTests {

  private static final Path SCREENSHOTS =
      Storefront.HOME.resolve("verification/system-tests/target/console");

  private final Storefront storefront = Storefront.running();
  private final StorefrontClient client = new StorefrontClient(storefront.api());

  @BeforeAll
  static void requireBrowser() {
    Assumptions.assumeTrue(
        Files.exists(SwaggerUi.CHROMIUM) || System.getenv("CI") != null,
        "Needs a browser: apt-get install chromium nodejs");
  }

  @BeforeEach
  void startConsole() {
    storefront.console();
  }

  @Test
  void anOrderIsRegisteredPlacedDecidedAndDeliveredByKeyboard() {
    try (var console = open(1280, ColorScheme.LIGHT)) {
      console.press("Customers");
      console.press("Register a customer");
      console.press("Register");
      console.press("Place the order");
      console.await("#status", "created");

      console.press("Approve");
      console.press("Start processing");
      console.press("Ship");
      console.press("Mark as in transit");
      console.press("Mark as received");

      console.await("#status", "received");
      console.press("Where is it?");
      console.await("#verdict", "Every step is done");
      console.await("li", "Request: consumed");
      screenshot(console, "journey");
      assertThat(console.errors()).isEmpty();
    }
  }

  @Test
  void aChangeAppearsWithoutReloadAlsoAfterTheConsoleWasAway() {
    String order = client.place(client.register("live@example.com"));
    try (var console = open(1280, ColorScheme.LIGHT)) {
      console.open("orders/" + order, "Order");
      client.approve(order);
      console.await("#status", "approved");
      client.awaitFulfillment(order);

      storefront.console().kill();
      console.await(".live", "Connecting");
      client.fulfill(order, "processing");
      storefront.console();

      console.await(".live", "Live");
      console.await("#status", "processing");
    }
  }

  @Test
  void saysWhatAnOrderWaitsFor() {
    String order = client.place(client.register("waiting@example.com"));
    try (var console = open(1280, ColorScheme.LIGHT)) {
      console.open("journey/" + order, "Where is my order?");
      console.await("#verdict", "Waits for a decision. Without one it is cancelled on");

      client.approve(order);
      console.await("#verdict", "Waits until its processing is started.");
    }
  }

  @Test
  void aDeadLetterIsShownAndDropped() {
    String key = UUID.randomUUID().toString();
    KafkaTestClient.send(
        Topics.FULFILLMENT_REQUEST,
        key,
        1,
        key,
        FulfillmentRequestEvent.class,
        "{\"broken\": true}".getBytes(StandardCharsets.UTF_8));
    var management = new Api(storefront.service(Service.FULFILLMENT).management());
    await()
        .until(
            () -> management.get("/actuator/deadletters?limit=1000").expect(200).body().toString(),
            letters -> letters.contains(key));
    try (var console = open(1280, ColorScheme.LIGHT)) {
      console.press("Dead letters");
      var letter = console.page().locator("li").filter(hasText(key));
      letter.getByText("Show payload").click();
      console.await("pre", "\"broken\": true");
      console.checkAccessibility();

      letter.getByLabel("Reason to drop it").fill("Sent by a test");
      letter.getByText("Drop", exactly()).click();

      console.await(".message", "Dropped");
      assertThat(letter.count()).isZero();
      assertThat(console.errors()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"360, DARK", "1280, LIGHT", "3840, DARK"})
  void everyPageIsAccessibleAndFits(int width, ColorScheme scheme) {
    String customer = client.register("accessible@example.com");
    String order = client.place(customer);
    client.approve(order);
    client.awaitFulfillment(order);
    var pages =
        Map.of(
            "",
            "Start",
            "orders",
            "Orders",
            "orders/" + order,
            "Order",
            "customers",
            "Customers",
            "customers/" + customer,
            "Customer",
            "journey/" + order,
            "Where is my order?",
            "repairs",
            "Dead letters");
    try (var console = open(width, scheme)) {
      pages.forEach(
          (hash, title) -> {
            console.open(hash, title);
            console.checkAccessibility();
            screenshot(console, title.replaceAll("\\W+", "-").toLowerCase() + "-" + width);
          });
      assertThat(console.errors()).isEmpty();
    }
  }

  private ConsolePage open(int width, ColorScheme scheme) {
    var console = new ConsolePage(storefront.api().base(), width, scheme);
    console.open();
    return console;
  }

  private static Locator.FilterOptions hasText(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private static Locator.GetByTextOptions exactly() {
    return new Locator.GetByTextOptions().setExact(true);
  }

  private static void screenshot(ConsolePage console, String name) {
    console.page().screenshot(new ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
  }
}
