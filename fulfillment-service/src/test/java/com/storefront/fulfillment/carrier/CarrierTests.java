package com.storefront.fulfillment.carrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.storefront.events.customer.Address;
import com.storefront.events.customer.AddressType;
import com.storefront.events.customer.Contact;
import com.storefront.events.customer.Name;
import com.storefront.fulfillment.carrier.BookingAnswer.Booked;
import com.storefront.fulfillment.carrier.BookingAnswer.NotBooked;
import com.storefront.servers.CarrierServer;
import com.storefront.servers.CarrierServer.Fault;
import com.storefront.servers.Ports;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CarrierTests {

  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final CarrierServer server = CarrierServer.start(0);
  private final CountDownLatch closed = new CountDownLatch(1);
  private @Nullable HttpServer other;

  @AfterEach
  void close() {
    closed.countDown();
    server.close();
    if (other != null) {
      other.stop(0);
    }
  }

  @Test
  void booksALabel() {
    assertThat(book(server.uri(), "key")).isEqualTo(new Booked("SF000000001"));
    assertThat(book(server.uri(), "key")).isEqualTo(new Booked("SF000000001"));

    assertThat(server.labels()).isEqualTo(1);
  }

  @Test
  void sendsTheNameAndTheAddressAndNothingElseOfTheCustomer() throws IOException {
    var request = new StringBuffer();
    URI uri = answering(201, "{\"trackingNumber\":\"1\"}", request);

    book(uri, "key");

    assertThat(request.toString())
        .contains("\"carrier\":\"UPS\"", "\"lastName\":\"Doe\"", "\"address1\":\"123 Oak Street\"")
        .doesNotContain("555-666-7777", "internet.com");
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of(Fault.FAIL, BookingAnswer.failed("The carrier answered 503.")),
        Arguments.of(
            Fault.SLOW, BookingAnswer.failed("The carrier did not answer within 2000 ms.")),
        Arguments.of(Fault.LOSE, BookingAnswer.failed("The connection to the carrier failed.")),
        Arguments.of(
            Fault.REFUSE, BookingAnswer.refused("The carrier answered 422: address-not-served.")));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void reportsWhatFailed(Fault fault, BookingAnswer answer) {
    server.set(fault, 1);

    assertThat(book(server.uri(), "key")).isEqualTo(answer);
    assertThat(book(server.uri(), "key")).isInstanceOf(Booked.class);
    assertThat(server.labels()).isEqualTo(1);
  }

  @Test
  void reportsThatThereIsNoConnection() {
    URI unused = URI.create("http://127.0.0.1:" + Ports.free());

    assertThat(book(unused, "key"))
        .isEqualTo(BookingAnswer.failed("The carrier cannot be connected to."));
  }

  @Test
  void booksLabelsAtTheSameTime() {
    server.set(Fault.SLOW);
    List<LabelRequest> requests =
        IntStream.range(0, Carrier.MAX_CONCURRENT).mapToObj(i -> request("key-" + i)).toList();
    long begin = System.nanoTime();

    List<BookingAnswer> answers = carrier(server.uri()).book(requests);

    assertThat(answers).hasSize(Carrier.MAX_CONCURRENT).allMatch(NotBooked.class::isInstance);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(TIMEOUT.multipliedBy(4));
  }

  @ParameterizedTest
  @CsvSource({
    "400, true", "401, true", "404, true", "422, true",
    "408, false", "409, false", "425, false", "429, false",
    "302, false", "500, false", "503, false"
  })
  void distinguishesRefusalsFromFailures(int status, boolean isRefused) throws IOException {
    URI uri = answering(status, "{}", new StringBuffer());

    assertThat(book(uri, "key"))
        .isEqualTo(
            isRefused
                ? BookingAnswer.refused("The carrier answered %d.".formatted(status))
                : BookingAnswer.failed("The carrier answered %d.".formatted(status)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no JSON",
        "[]",
        "{}",
        "{\"trackingNumber\":\"\"}",
        "{\"trackingNumber\":\"a\\nb\"}",
        "{\"trackingNumber\":{\"a\":1}}",
        "{\"trackingNumber\":\"012345678901234567890123456789012345678901234567890\"}"
      })
  void usesNoInvalidTrackingNumber(String body) throws IOException {
    assertThat(book(answering(201, body, new StringBuffer()), "key"))
        .isEqualTo(BookingAnswer.failed("The carrier's answer has no valid tracking number."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"code\":\"John Doe, 123 Oak Street\"}",
        "{\"code\":\"UPPER\"}",
        "{\"code\":\"a-code-that-is-longer-than-fifty-characters-is-a-text\"}",
        "{\"detail\":\"John Doe is unknown\"}"
      })
  void repeatsNoTextOfTheCarrier(String body) throws IOException {
    assertThat(book(answering(422, body, new StringBuffer()), "key"))
        .isEqualTo(BookingAnswer.refused("The carrier answered 422."));
  }

  @Test
  void readsNoEndlessAnswer() throws IOException {
    URI uri = answering(201, "{\"trackingNumber\":\"" + "1".repeat(1_000_000) + "\"}", null);

    assertThat(book(uri, "key")).isInstanceOf(NotBooked.class);
  }

  /** Each byte comes in time, so only a limit of the whole call ends it. */
  @Test
  void waitsNoLongerForAnAnswerThatNeverEnds() throws IOException {
    URI uri =
        serving(
            exchange -> {
              exchange.sendResponseHeaders(201, 0);
              while (!isClosedWithin(20)) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
              }
            });
    long begin = System.nanoTime();

    assertThat(book(uri, "key"))
        .isEqualTo(BookingAnswer.failed("The carrier did not answer within 2000 ms."));
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(TIMEOUT.multipliedBy(4));
  }

  @ParameterizedTest
  @CsvSource({
    "200, true", "204, true", "404, true", "410, true", "422, true",
    "401, false", "403, false", "409, false", "429, false", "500, false"
  })
  void asksAgainUnlessTheLabelIsCancelledOrCannotBe(int status, boolean isDone) throws IOException {
    URI uri = answering(status, "", new StringBuffer());

    assertThat(carrier(URI.create(uri + "/")).cancel(List.of("key"))).containsExactly(isDone);
  }

  @Test
  void cancelsALabel() {
    Carrier carrier = carrier(server.uri());
    carrier.book(List.of(request("key")));

    assertThat(carrier.cancel(List.of("key", "unknown"))).containsExactly(true, true);
    assertThat(server.labels()).isZero();

    server.set(Fault.FAIL);
    assertThat(carrier.cancel(List.of("key"))).containsExactly(false);
  }

  @Test
  void sendsNothingWithoutAnEndpoint() {
    Carrier carrier = carrier(null);

    assertThat(carrier.isConfigured()).isFalse();
    assertThat(carrier.book(List.of(request("key"))))
        .containsExactly(BookingAnswer.failed("No booking endpoint is configured."));
    assertThat(carrier.cancel(List.of("key"))).containsExactly(true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"carriers:8097", "file:///etc/passwd", "http:///bookings", "ftp://carriers"})
  void refusesAnEndpointThatIsNoHttpUrl(String url) {
    assertThatThrownBy(() -> carrier(URI.create(url)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("http or https");
  }

  private static BookingAnswer book(URI uri, String key) {
    return carrier(uri).book(List.of(request(key))).get(0);
  }

  private static Carrier carrier(@Nullable URI uri) {
    return new Carrier(new CarrierSettings(uri, List.of(), Duration.ofSeconds(1), TIMEOUT));
  }

  private static LabelRequest request(String key) {
    return new LabelRequest(
        key,
        "UPS",
        new Recipient(
            new Name("Mr.", "John", null, "Doe", null),
            new Contact("555-666-7777", null, "john.doe@internet.com"),
            new Address(
                AddressType.SHIPPING, "Home", "123 Oak Street", null, "Sunrise", "CA", "1", "US")));
  }

  private URI answering(int status, String body, @Nullable StringBuffer request)
      throws IOException {
    return serving(
        exchange -> {
          byte[] read = exchange.getRequestBody().readAllBytes();
          if (request != null) {
            request.append(new String(read, StandardCharsets.UTF_8));
          }
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Location", server.uri() + "/bookings");
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  private URI serving(HttpHandler handler) throws IOException {
    var http = HttpServer.create(new InetSocketAddress(Ports.LOOPBACK, 0), 0);
    http.createContext("/", handler);
    http.setExecutor(Executors.newCachedThreadPool());
    http.start();
    other = http;
    return URI.create("http://%s:%d".formatted(Ports.LOOPBACK, http.getAddress().getPort()));
  }

  private boolean isClosedWithin(int millis) {
    try {
      return closed.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
