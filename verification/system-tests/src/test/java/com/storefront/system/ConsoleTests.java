package com.storefront.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.storefront.events.Topics;
import com.storefront.events.order.FulfillmentRequestEvent;
import com.storefront.servers.CarrierServer.Fault;
import com.storefront.test.KafkaTestClient;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The console in a browser, in front of the whole storefront. */
class ConsoleTests {

  /** Those whose names begin with console are copied to docs, for README.md. */
  private static final Path SCREENSHOTS =
      Storefront.HOME.resolve("verification/system-tests/target/console");

  /** The first orders are slow, and a paused consumer has to join its group again. */
  private static final double LAB_TIMEOUT_MILLIS = 180_000;

  private static final String HELD =
      """
      {"_embedded": {"mails": [{"id": "digest~1", "kind": "DIGEST", "week": "2026-W48",
        "customerId": "c1", "status": "HELD", "since": "2026-11-29T10:15:30Z", "attempt": 1,
        "messageId": "<1@shop>", "detail": null, "resolution": null, "version": 3, "_links": {
          "resend": {"href": "/notifications/mails/digest~1/resend"},
          "drop": {"href": "/notifications/mails/digest~1/drop"}}}]},
        "page": {"size": 20, "totalElements": 1, "totalPages": 1, "number": 0}}
      """;

  private static final String DIGEST =
      """
      {"customerId": "c1", "wanted": true, "orders": [{"customerId": "c1", "guid": "o1",
        "status": "SHIPPED", "since": "2026-11-29T10:15:30Z", "title": "Blue Widget", "others": 0,
        "total": 1.99, "currency": "USD", "owner": "here"}], "others": 0}
      """;

  private final Storefront storefront = Storefront.running();
  private final StorefrontClient client = new StorefrontClient(storefront.api());

  @BeforeAll
  static void requireBrowser() {
    Chromium.require();
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
      console.page().reload();
      console.press("Start processing");
      console.press("Ship");
      console.press("Mark as in transit");
      console.press("Mark as received");

      console.await("#status", "received");
      screenshot(console, "console-order");
      console.press("Where is it?");
      console.await("#verdict", "Every step is done");
      console.await("li", "Request: consumed");
      screenshot(console, "console-journey");
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
  void aChangeAppearsInASecondTabWithinTwoSeconds() {
    String order = client.place(client.register("tabs@example.com"));
    var delays = new ArrayList<Duration>();
    try (var first = open(1280, ColorScheme.LIGHT);
        var second = open(1280, ColorScheme.LIGHT)) {
      first.open("orders/" + order, "Order");
      second.open("orders/" + order, "Order");
      for (var step :
          List.of(
              List.of("Approve", "approved"),
              List.of("Start processing", "processing"),
              List.of("Ship", "shipped"),
              List.of("Mark as in transit", "in transit"),
              List.of("Mark as received", "received"))) {
        first.press(step.get(0));
        long pressed = System.nanoTime();
        second.await("#status", step.get(1));
        delays.add(Duration.ofNanos(System.nanoTime() - pressed));
      }
    }
    delays.sort(null);
    assertThat(delays.get(delays.size() / 2)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void aBookingThatTheCarrierRefusedIsRetriedOrSkipped() {
    String retried = refusedBooking("retried@example.com");
    String skipped = refusedBooking("skipped@example.com");
    try (var console = open(1280, ColorScheme.LIGHT)) {
      console.press("Dead letters");
      console.await("li", skipped);
      console.press(retried, "a");
      console.await("#booking", "No label is booked with");
      console.checkAccessibility();
      console.page().reload();
      console.press("Book again");
      console.await("#status", "shipped");

      console.press("Dead letters");
      assertThat(console.page().locator("li").filter(hasText(retried)).count()).isZero();
      console.press(skipped, "a");
      console.type("Reason to skip the booking", "Booked by phone");
      console.press("Skip the booking");
      console.await("li", "Booked by phone");
      console.press("Ship");
      console.await("#status", "shipped");
      assertThat(console.errors()).isEmpty();
    }
  }

  private String refusedBooking(String email) {
    String order = client.place(client.register(email));
    client.approve(order);
    client.fulfill(order, "processing");
    storefront.carrier().set(Fault.REFUSE, 1);
    client.fulfill(order, "booking");
    client.awaitStuck(order);
    return order;
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
      console.await("pre mark", "{");
      console.await("pre strong", "required property");
      console.checkAccessibility();
      screenshot(console, "console-dead-letters");
      console.page().reload();

      letter.getByLabel("Reason to drop it").fill("Sent by a test");
      letter.getByText("Drop", exactly()).click();

      console.await(".message", "Dropped");
      assertThat(letter.count()).isZero();
      console.press("Audit");
      console.await("tr:has-text('dropped')", "Sent by a test");
      assertThat(console.errors()).isEmpty();
    }
  }

  @Test
  void aThousandRowsAreImportedAlsoIfThePageIsReloadedMeanwhile() {
    try (var console = open(1280, ColorScheme.LIGHT)) {
      console.press("Import");
      console.choose("File", ImportTable.of(1_000, "console.example", 100));
      console.press("Import", "button");
      console.page().waitForURL(url -> url.matches(".*#/imports/[0-9a-f]{24}"));
      console.page().reload();

      console.await("#progress", "Completed.");
      assertThat(console.page().locator("#created").textContent()).isEqualTo("990");
      assertThat(console.page().locator("#done").textContent()).isEqualTo("1,000 of 1,000 rows");
      var result = console.page().waitForDownload(() -> console.press("Result of each row"));
      assertThat(result.path()).content().contains("REFUSED", "contact.email").hasLineCount(1_001);

      console.press("Import");
      console.await("li", "customers.csv");
      console.checkAccessibility();
      assertThat(console.errors()).isEmpty();
    }
  }

  @Test
  void saysWhatIsWrongWithAFile() {
    try (var console = open(1280, ColorScheme.LIGHT)) {
      console.press("Import");
      console.choose("File", ImportTable.of(1, "console.example", 2) + "Mr.,\"John");
      console.press("Import", "button");

      console.await(".message", "Line 3");
      console.await(".message", "Nothing was imported. Correct the file and choose it again.");
      console.checkAccessibility();
      assertThat(console.errors()).isEmpty();
    }
  }

  @Test
  void anImportIsCancelled() {
    try (var console = open(1280, ColorScheme.LIGHT)) {
      console.press("Import");
      console.choose("File", ImportTable.of(10_000, "cancelled.example", 100));
      console.press("Import", "button");
      console.press("Cancel");

      console.await("#progress", "Cancelled. Customers that were created stay.");
      assertThat(console.errors()).isEmpty();
    }
  }

  /** The answers of notifications are prepared; NotificationApiTests checks the real ones. */
  @Test
  void aMailThatIsHeldIsDroppedForAReason() {
    try (var console = open(1280, ColorScheme.LIGHT)) {
      var decisions = answerForNotifications(console);
      console.press("Mails");
      console.await("li", "It is in doubt whether it was sent");
      console.checkAccessibility();

      console.type("Reason", "Too late");
      console.press("Drop it");

      console.await(".message", "The mail is dropped.");
      assertThat(decisions)
          .containsExactly("/notifications/mails/digest~1/drop \"3\" {\"reason\":\"Too late\"}");
      console.type("Digest of the customer with the id", "c1");
      console.press("Show the digest");
      console.await("#digest ~ ul", "B••• W•••");
      console.press("Show personal data");
      console.await("#digest ~ ul", "Blue Widget");
      assertThat(storefront.console().log()).contains("Personal data of page /mails shown to");
      assertThat(console.errors()).isEmpty();
    }
  }

  private static List<String> answerForNotifications(ConsolePage console) {
    var decisions = new ArrayList<String>();
    console.answer(
        "**/notifications/**",
        route -> {
          var request = route.request();
          String path = URI.create(request.url()).getPath();
          if (request.method().equals("POST")) {
            decisions.add(
                path + " " + request.headers().get("if-match") + " " + request.postData());
          }
          String body = path.endsWith("/digest") ? DIGEST : decisions.isEmpty() ? HELD : "{}";
          route.fulfill(new FulfillOptions().setContentType("application/json").setBody(body));
        });
    return decisions;
  }

  @Test
  void theLabChecksThatNothingIsLostWhileFulfillmentIsPaused() {
    try (var console = open(1280, ColorScheme.LIGHT)) {
      console.page().setDefaultTimeout(LAB_TIMEOUT_MILLIS);
      console.press("Lab");
      console.type("Orders a second, 0 to 50", "2");
      console.press("Send");
      Locator arrived = console.page().locator("#arrived");
      console.page().waitForCondition(() -> !arrived.textContent().equals("0"));

      console.press("Begin: Pause fulfillment");
      console.await("#verdict", "A fault is active: they wait for its end");
      console.checkAccessibility();
      console.page().reload();
      console.press("End: Pause fulfillment");
      console.press("Stop the load");

      console.await("#verdict", "Nothing is lost.");
      assertThat(console.errors()).isEmpty();
    } finally {
      storefront.api().post("/console/api/lab/load", Map.of("perSecond", 0)).expect(200);
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
        Map.ofEntries(
            Map.entry("", "Start"),
            Map.entry("orders", "Orders"),
            Map.entry("orders/" + order, "Order"),
            Map.entry("customers", "Customers"),
            Map.entry("customers/" + customer, "Customer"),
            Map.entry("journey/" + order, "Where is my order?"),
            Map.entry("repairs", "Dead letters"),
            Map.entry("imports", "Import customers"),
            Map.entry("imports/" + importOneRow(), "Import"),
            Map.entry("mails", "Mails"),
            Map.entry("audit", "Audit"),
            Map.entry("lab", "Lab"));
    try (var console = open(width, scheme)) {
      answerForNotifications(console);
      pages.forEach(
          (hash, title) -> {
            console.open(hash, title);
            console.checkAccessibility();
            screenshot(console, title.replaceAll("\\W+", "-").toLowerCase() + "-" + width);
          });
      assertThat(console.errors()).isEmpty();
    }
  }

  private String importOneRow() {
    return storefront
        .api()
        .send(
            "POST",
            "/accounts/imports",
            BodyPublishers.ofString(ImportTable.of(1, "accessible.example", 2)),
            "Content-Type",
            "text/csv",
            "Idempotency-Key",
            UUID.randomUUID().toString())
        .expect(202)
        .body()
        .get("id")
        .asString();
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
