package com.storefront.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.storefront.events.Topics;
import com.storefront.events.order.FulfillmentRequestEvent;
import com.storefront.servers.CarrierServer.Fault;
import com.storefront.test.KafkaTestClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
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

  private static final SmtpServer mailServer = SmtpServer.start();
  private static final Instance notifications =
      Storefront.running().notifications(mailServer.settings());

  private final Storefront storefront = Storefront.running();
  private final StorefrontClient client = new StorefrontClient(storefront.api());

  @BeforeAll
  static void requireBrowser() {
    Chromium.require();
    notifications.start().awaitReady();
  }

  @AfterAll
  static void stop() {
    notifications.close();
    mailServer.close();
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
    await("a dead letter of fulfillment and one of notifications")
        .until(
            () ->
                management
                    .get("/actuator/deadletters?limit=1000")
                    .expect(200)
                    .body()
                    .findValuesAsString("key"),
            keys -> Collections.frequency(keys, key) == 2);
    try (var console = open(1280, ColorScheme.LIGHT)) {
      console.press("Dead letters");
      var letters = console.page().locator("li").filter(hasText(key));
      var letter = letters.filter(hasText("by fulfillment,"));
      letter.getByText("Show payload").click();
      console.await("pre", "\"broken\": true");
      console.await("pre mark", "{");
      console.await("pre strong", "required property");
      assertThat(letter.getByText("Replay").count()).isOne();
      assertThat(letters.filter(hasText("by notifications,")).getByText("Replay").count()).isZero();
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

  @Test
  void aMailThatIsHeldIsSentAgainOrDroppedForAReason() {
    String domain = UUID.randomUUID() + ".example";
    String customer = client.register("ada@" + domain);
    try (var console = open(1280, ColorScheme.LIGHT)) {
      String sent = heldMail(customer);
      String dropped = heldMail(customer);
      console.press("Mails");
      console.await("li", sent);
      console.await("li", "It is in doubt whether it was sent");
      console.checkAccessibility();

      console.type("Reason", "Too late"); // of the newest
      console.press("Drop it");
      console.await(".message", "The mail is dropped.");
      console.type("Reason", "Not in the log of the mail server");
      console.press("Send it again");
      console.await(".message", "The mail is sent again.");

      await().until(() -> mail(sent).equals("SENT") && mail(dropped).equals("DROPPED"));
      console.page().reload();
      console.await("li.done", sent);
      console.await("li", "Too late");
      // Both were accepted before the replies were lost.
      assertThat(mailServer.messageIds(domain))
          .hasSize(3)
          .satisfies(ids -> assertThat(Set.copyOf(ids)).hasSize(2));

      console.type("Digest of the customer with the id", customer);
      console.press("Show the digest");
      console.await("#digest ~ ul", "B••• W•••");
      console.press("Show personal data");
      console.await("#digest ~ ul", "Blue Widget");
      assertThat(storefront.console().log()).contains("Personal data of page /mails shown to");
      assertThat(console.errors()).isEmpty();
    }
  }

  /**
   * Ships an order while the replies of the mail server are lost, and returns the id of the mail.
   */
  private String heldMail(String customer) {
    mailServer.loseReplies(true);
    try {
      String mail = "shipped~" + client.ship(customer);
      await().atMost(Duration.ofSeconds(60)).until(() -> mail(mail).equals("HELD"));
      return mail;
    } finally {
      mailServer.loseReplies(false);
    }
  }

  private String mail(String id) {
    return storefront.api().get("/notifications/mails/" + id).body().path("status").asString("");
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
