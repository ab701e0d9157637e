package com.storefront.benchmarks.services;

import com.storefront.benchmarks.publishing.Latency.Percentiles;
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
 * Customers created over HTTP.
 *
 * @param perSecond answers a second
 * @param cpuMillis of all processes of the storefront per request; the load's own is not in it
 */
record HttpLoad(int connections, double perSecond, Percentiles answer, double cpuMillis) {

  private static final String CUSTOMER =
      """
      {"name": {"title": "Ms.", "firstName": "Ada", "lastName": "L%1$d"},
       "contact": {"primaryPhone": "555-666-7777", "email": "b%1$d@example.com"},
       "addresses": [{"type": "SHIPPING", "description": "Home", "address1": "12 Row",
         "city": "Sunrise", "state": "CA", "postalCode": "12345"}],
       "creditCards": [{"type": "PRIMARY", "description": "VISA", "number": "4111111111111111",
         "expiration": "12/39", "nameOnCard": "Ada L"}]}
      """;

  /** One to be created, with a name and an e-mail address of its own. */
  static String customer(long number) {
    return CUSTOMER.formatted(number);
  }

  /** Each connection sends its next request when the last one was answered. */
  static HttpLoad closed(
      RunningStorefront storefront,
      String contentType,
      int expected,
      int connections,
      Duration length) {
    return run(storefront, contentType, expected, connections, length, 0);
  }

  /** Requests are due at a fixed rate, and their time counts from then. */
  static HttpLoad open(RunningStorefront storefront, double rate, Duration length) {
    return run(storefront, "application/json", 201, 64, length, rate);
  }

  private static HttpLoad run(
      RunningStorefront storefront,
      String contentType,
      int expected,
      int connections,
      Duration length,
      double rate) {
    var address =
        URI.create("http://127.0.0.1:%d/accounts/customers".formatted(storefront.port("accounts")));
    var micros = new ConcurrentHistogram(3);
    var started = new AtomicLong();
    var threads = Executors.newFixedThreadPool(connections);
    Duration cpuBefore = storefront.cpu();
    long began = System.nanoTime();
    long end = began + length.toNanos();
    var writers = new CompletableFuture<?>[connections];
    for (int i = 0; i < connections; i++) {
      writers[i] =
          CompletableFuture.runAsync(
              () -> {
                var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
                while (true) {
                  long number = started.getAndIncrement();
                  long due = rate == 0 ? System.nanoTime() : began + (long) (number * 1e9 / rate);
                  if (due >= end) {
                    return;
                  }
                  LockSupport.parkNanos(due - System.nanoTime());
                  send(http, address, contentType, expected, number);
                  micros.recordValue((System.nanoTime() - due) / 1_000);
                }
              },
              threads);
    }
    CompletableFuture.allOf(writers).join();
    threads.shutdown();
    double seconds = (System.nanoTime() - began) / 1e9;
    long answers = micros.getTotalCount();
    return new HttpLoad(
        connections,
        answers / seconds,
        Percentiles.of(micros),
        storefront.cpu().minus(cpuBefore).toNanos() / 1e6 / answers);
  }

  /** Creates so many customers, sixteen at a time. */
  static void create(RunningStorefront storefront, int customers) {
    var address =
        URI.create("http://127.0.0.1:%d/accounts/customers".formatted(storefront.port("accounts")));
    var threads = Executors.newFixedThreadPool(16);
    var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    var all = new CompletableFuture<?>[customers];
    for (int i = 0; i < customers; i++) {
      long number = i;
      all[i] =
          CompletableFuture.runAsync(
              () -> send(http, address, "application/json", 201, number), threads);
    }
    CompletableFuture.allOf(all).join();
    threads.shutdown();
  }

  private static void send(
      HttpClient http, URI address, String contentType, int expected, long number) {
    var request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", contentType)
            .timeout(Duration.ofSeconds(30))
            .POST(BodyPublishers.ofString(customer(number)))
            .build();
    try {
      var answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != expected) {
        throw new IllegalStateException(answer.statusCode() + ": " + answer.body());
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
