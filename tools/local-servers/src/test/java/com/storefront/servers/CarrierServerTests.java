package com.storefront.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.storefront.servers.CarrierServer.Fault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CarrierServerTests {

  private final HttpClient http = HttpClient.newHttpClient();
  private final CarrierServer carrier = CarrierServer.start(0);

  @AfterEach
  void close() {
    carrier.close();
  }

  @Test
  void booksOneLabelForEachKey() throws Exception {
    HttpResponse<String> first = book("1");
    HttpResponse<String> repeated = book("1");
    HttpResponse<String> other = book("2");

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(repeated.statusCode()).isEqualTo(200);
    assertThat(repeated.body()).isEqualTo(first.body()).contains("SF000000001");
    assertThat(other.body()).contains("SF000000002");
    assertThat(carrier.labels()).isEqualTo(2);
    assertThat(carrier.calls()).isEqualTo(3);
  }

  @Test
  void cancelsALabel() throws Exception {
    book("1");

    assertThat(send("DELETE", "/bookings/1").statusCode()).isEqualTo(204);
    assertThat(send("DELETE", "/bookings/1").statusCode()).isEqualTo(404);
    assertThat(carrier.labels()).isZero();
  }

  @Test
  void failsAsOftenAsItShould() throws Exception {
    send("POST", "/faults/fail?times=2");

    assertThat(book("1").statusCode()).isEqualTo(503);
    assertThat(book("1").statusCode()).isEqualTo(503);
    assertThat(book("1").statusCode()).isEqualTo(201);
  }

  @Test
  void refusesUntilItIsHealed() throws Exception {
    send("POST", "/faults/refuse");
    assertThat(book("1").statusCode()).isEqualTo(422);
    assertThat(carrier.labels()).isZero();

    send("POST", "/faults/none");

    assertThat(book("1").statusCode()).isEqualTo(201);
  }

  @Test
  void losesAnAnswerAfterTheLabelIsBooked() throws Exception {
    carrier.set(Fault.LOSE, 1);

    assertThatThrownBy(() -> book("1")).isInstanceOf(IOException.class);

    assertThat(book("1").statusCode()).isEqualTo(200);
  }

  @Test
  void answersTooLate() throws Exception {
    carrier.set(Fault.SLOW, 1);

    assertThatThrownBy(() -> book("1", Duration.ofSeconds(1)))
        .isInstanceOf(HttpTimeoutException.class);

    assertThat(carrier.labels("1")).isEqualTo(1);
  }

  @Test
  void showsItsFault() throws Exception {
    send("POST", "/faults/slow?times=3");

    assertThat(send("GET", "/faults").body())
        .isEqualTo("{\"fault\":\"slow\",\"times\":3,\"labels\":0,\"calls\":0}");
    assertThat(send("POST", "/faults/explode").statusCode()).isEqualTo(400);
  }

  private HttpResponse<String> book(String key) throws IOException, InterruptedException {
    return book(key, Duration.ofSeconds(10));
  }

  private HttpResponse<String> book(String key, Duration timeout)
      throws IOException, InterruptedException {
    return http.send(
        request("/bookings")
            .timeout(timeout)
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> send(String method, String path)
      throws IOException, InterruptedException {
    return http.send(
        request(path).method(method, BodyPublishers.noBody()).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(carrier.uri() + path));
  }
}
