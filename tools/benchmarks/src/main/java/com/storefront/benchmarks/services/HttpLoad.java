package com.storefront.benchmarks.services;

import com.storefront.benchmarks.measure.Percentiles;
import com.storefront.launcher.environment.Component;
import com.storefront.launcher.environment.Progress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;

/**
 * The result of creating customers over HTTP.
 *
 * @param perSecond answers per second
 * @param cpuMillis per request, of all processes of the storefront
 */
record HttpLoad(double perSecond, Percentiles answer, double cpuMillis) {

  /** With the e-mail address of a sample customer, so that the sample steps change its orders. */
  private static final String CUSTOMER =
      """
      {"name": {"title": "Ms.", "firstName": "Ada", "lastName": "L%1$d"},
       "contact": {"primaryPhone": "555-666-7777", "email": "john.doe@internet.com"},
       "addresses": [{"type": "SHIPPING", "description": "Home", "address1": "12 Row",
         "city": "Sunrise", "state": "CA", "postalCode": "12345"}],
       "creditCards": [{"type": "PRIMARY", "description": "VISA", "number": "4111111111111111",
         "expiration": "12/39", "nameOnCard": "Ada L"}]}
      """;

  /** Each connection sends its next request after the answer to the last one. */
  static HttpLoad closed(RunningStorefront storefront, int connections, Duration duration) {
    return run(storefront, connections, 0, duration, 0);
  }

  /** Requests are due at a fixed rate; their times count from then. */
  static HttpLoad open(RunningStorefront storefront, double rate, Duration duration) {
    return run(storefront, 64, rate, duration, 0);
  }

  /** Creates so many customers. */
  static void create(RunningStorefront storefront, int customers) {
    run(storefront, 16, 0, Duration.ofDays(1), customers);
  }

  /**
   * @param rate 0 for as fast as they are answered
   * @param maxRequests 0 for no limit but the duration
   */
  private static HttpLoad run(
      RunningStorefront storefront,
      int connections,
      double rate,
      Duration duration,
      long maxRequests) {
    var uri = storefront.uri(Component.ACCOUNTS).resolve("/accounts/customers");
    var micros = new ConcurrentHistogram(3);
    var started = new AtomicLong();
    var threads = Executors.newFixedThreadPool(connections);
    Duration cpuBefore = storefront.cpu();
    long began = System.nanoTime();
    long end = began + duration.toNanos();
    var progress = new Progress("Creating customers");
    var writers = new CompletableFuture<?>[connections];
    for (int i = 0; i < connections; i++) {
      writers[i] =
          CompletableFuture.runAsync(
              () -> {
                var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
                while (true) {
                  long number = started.getAndIncrement();
                  long due = rate == 0 ? System.nanoTime() : began + (long) (number * 1e9 / rate);
                  if (due >= end || maxRequests > 0 && number >= maxRequests) {
                    return;
                  }
                  LockSupport.parkNanos(due - System.nanoTime());
                  send(http, uri, number);
                  micros.recordValue((System.nanoTime() - due) / 1_000);
                  progress.show(number + 1, maxRequests);
                }
              },
              threads);
    }
    CompletableFuture.allOf(writers).join();
    threads.shutdown();
    double seconds = (System.nanoTime() - began) / 1e9;
    progress.close();
    long answers = micros.getTotalCount();
    return new HttpLoad(
        answers / seconds,
        Percentiles.of(micros),
        storefront.cpu().minus(cpuBefore).toNanos() / 1e6 / answers);
  }

  private static void send(HttpClient http, URI uri, long number) {
    var post =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(30))
            .POST(BodyPublishers.ofString(CUSTOMER.formatted(number)))
            .build();
    try {
      var answer = http.send(post, BodyHandlers.ofString());
      if (answer.statusCode() != 201) {
        throw new IllegalStateException(answer.statusCode() + ": " + answer.body());
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
