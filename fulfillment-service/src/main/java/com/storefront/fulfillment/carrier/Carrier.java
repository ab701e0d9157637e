package com.storefront.fulfillment.carrier;

import com.storefront.events.order.Shipment;
import java.io.ByteArrayOutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The booking endpoint of the carriers.
 *
 * <p>A call takes a bounded time and reads a bounded answer. Of an answer, only a valid tracking
 * number and a code are used, because its text may repeat personal data.
 */
@Component
public class Carrier {

  /** How many labels are booked at the same time. */
  public static final int MAX_CONCURRENT = 8;

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int MAX_ANSWER_BYTES = 16 * 1024;
  private static final Pattern TRACKING_NUMBER = Pattern.compile(Shipment.TRACKING_NUMBER_PATTERN);
  private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9-]{0,49}");

  /** Client errors after which the same request may succeed. */
  private static final Set<Integer> RETRYABLE = Set.of(408, 409, 425, 429);

  private static final Set<Integer> UNAUTHORIZED = Set.of(401, 403);

  private final CarrierSettings settings;
  private final HttpClient http;

  Carrier(CarrierSettings settings) {
    this.settings = settings;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.connectTimeout())
            .build();
  }

  /** Whether labels can be booked. */
  public boolean isConfigured() {
    return settings.url() != null;
  }

  /** The waits after failed attempts; an attempt that fails after the last wait is the last one. */
  public List<Duration> retryAfter() {
    return settings.retryAfter();
  }

  /**
   * Books labels at the same time.
   *
   * @param requests at most {@value #MAX_CONCURRENT}
   * @return an answer for each request, in the same order
   */
  public List<BookingAnswer> book(List<LabelRequest> requests) {
    URI url = settings.url();
    if (url == null) {
      var unknown = BookingAnswer.failed("No booking endpoint is configured.");
      return requests.stream().map(request -> unknown).toList();
    }
    long deadline = System.nanoTime() + settings.timeout().toNanos();
    List<Call> calls = requests.stream().map(request -> send(url, request)).toList();
    return calls.stream().map(call -> answer(await(call, deadline))).toList();
  }

  /**
   * Cancels labels at the same time.
   *
   * @param keys of their bookings, at most {@value #MAX_CONCURRENT}
   * @return for each key whether nothing is left to do: the label is cancelled or unknown, or the
   *     carrier refuses to cancel it
   */
  public List<Boolean> cancel(List<String> keys) {
    URI url = settings.url();
    if (url == null) {
      return keys.stream().map(key -> true).toList();
    }
    long deadline = System.nanoTime() + settings.timeout().toNanos();
    List<Call> calls =
        keys.stream().map(key -> send(request(url, "/" + key).DELETE().build())).toList();
    return calls.stream().map(call -> isCancelled(await(call, deadline))).toList();
  }

  private Call send(URI url, LabelRequest request) {
    byte[] label =
        JSON.writeValueAsBytes(
            new Label(
                request.carrier(), request.recipient().name(), request.recipient().address()));
    return send(
        request(url, "")
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", request.key())
            .POST(BodyPublishers.ofByteArray(label))
            .build());
  }

  private HttpRequest.Builder request(URI url, String path) {
    var bookings = url.toString().replaceFirst("/$", "") + "/bookings";
    return HttpRequest.newBuilder(URI.create(bookings + path)).timeout(settings.timeout());
  }

  private Call send(HttpRequest request) {
    var body = new ByteArrayOutputStream();
    return new Call(
        http.sendAsync(
            request,
            BodyHandlers.ofByteArrayConsumer(part -> part.ifPresent(it -> append(body, it)))),
        body);
  }

  private static void append(ByteArrayOutputStream body, byte[] part) {
    if (body.size() + part.length > MAX_ANSWER_BYTES) {
      throw new IllegalStateException("The answer is too long.");
    }
    body.writeBytes(part);
  }

  private Result await(Call call, long deadline) {
    try {
      long remaining = Math.max(0, deadline - System.nanoTime());
      int status = call.response().get(remaining, TimeUnit.NANOSECONDS).statusCode();
      return new Result(status, call.body().toByteArray(), "");
    } catch (TimeoutException e) {
      call.response().cancel(true);
      return timedOut();
    } catch (ExecutionException e) {
      return failed(e.getCause());
    } catch (InterruptedException e) {
      call.response().cancel(true);
      Thread.currentThread().interrupt();
      return Result.failed("The call of the carrier was interrupted.");
    }
  }

  private Result failed(@Nullable Throwable cause) {
    if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
      return Result.failed("The carrier cannot be connected to.");
    }
    return cause instanceof HttpTimeoutException
        ? timedOut()
        : Result.failed("The connection to the carrier failed.");
  }

  private Result timedOut() {
    return Result.failed(
        "The carrier did not answer within %d ms.".formatted(settings.timeout().toMillis()));
  }

  private static BookingAnswer answer(Result result) {
    int status = result.status();
    if (status == Result.NO_STATUS) {
      return BookingAnswer.failed(result.error());
    }
    if (status == 200 || status == 201) {
      String number = text(result.body(), "trackingNumber");
      return number.length() <= Shipment.MAX_LENGTH && TRACKING_NUMBER.matcher(number).matches()
          ? new BookingAnswer.Booked(number)
          : BookingAnswer.failed("The carrier's answer has no valid tracking number.");
    }
    String code = text(result.body(), "code");
    String error =
        "The carrier answered %d%s."
            .formatted(status, CODE.matcher(code).matches() ? ": " + code : "");
    return isFinal(status) ? BookingAnswer.refused(error) : BookingAnswer.failed(error);
  }

  private static boolean isCancelled(Result result) {
    int status = result.status();
    return status >= 200 && status < 300 || isFinal(status) && !UNAUTHORIZED.contains(status);
  }

  private static boolean isFinal(int status) {
    return status >= 400 && status < 500 && !RETRYABLE.contains(status);
  }

  /** Returns a field of the answer; empty if there is none. */
  private static String text(byte[] body, String field) {
    try {
      JsonNode answer = JSON.readTree(body);
      return answer.path(field).asString("");
    } catch (JacksonException noJson) {
      return "";
    }
  }

  /** A request that was sent, and what was read of its answer. */
  private record Call(CompletableFuture<HttpResponse<Void>> response, ByteArrayOutputStream body) {}

  /**
   * The outcome of a call.
   *
   * @param error if there is no status
   */
  private record Result(int status, byte[] body, String error) {

    static final int NO_STATUS = 0;

    static Result failed(String error) {
      return new Result(NO_STATUS, new byte[0], error);
    }
  }
}
