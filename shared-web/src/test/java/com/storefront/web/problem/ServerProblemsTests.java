package com.storefront.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.example.ExampleApplication;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Over a bare socket, because no client library can be made to send such requests. */
@SpringBootTest(classes = ExampleApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class ServerProblemsTests {

  private static final int LIMIT = 64 * 1024;

  @LocalServerPort int port;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET /example/widgets/{x} HTTP/1.1      | 400
          GET /example/widgets/%zz HTTP/1.1      | 400
          GET /example/widgets/%00 HTTP/1.1      | 400
          GET /example/widgets/a%2Fb HTTP/1.1    | 400
          GET /example/widgets/a%5Cb HTTP/1.1    | 400
          GET /example/widgets/a[b HTTP/1.1      | 400
          GET /example/../../etc HTTP/1.1        | 400
          GET /example/widgets/%FF%FE HTTP/1.1   | 400
          GET /example/widgets/%E2%82%AC HTTP/1.1 | 404
          GET /example/widgets?page=%zz HTTP/1.1 | 400
          GET /example/widgets?page=%00 HTTP/1.1 | 400
          GET /example/widgets?other=%00 HTTP/1.1 | 400
          GET /nobody HTTP/1.1                   | 404
          GET / HTTP/1.1                         | 404
          GET /example/ HTTP/1.1                 | 404
          GET /example/error HTTP/1.1            | 404
          GET /example/nothing HTTP/1.1          | 404
          TRACE /example/widgets HTTP/1.1        | 405
          FOO /example/widgets HTTP/1.1          | 405
          PATCH /example/widgets HTTP/1.1        | 405
          G<T /example/widgets HTTP/1.1          | 400
          GET /example/widgets HTTP/9.9          | 505
          nonsense                               | 400
          """)
  void answersAnUnusableRequestLineWithAProblem(String line, int status) throws IOException {
    String answer = send(line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    assertProblem(answer, status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: a b",
        "Host: localhost\r\nHost: other",
        "Host: localhost\r\nNo colon",
        "Host: localhost\r\nContent-Length: x",
        "Host: localhost\r\nX-Forwarded-Port: x",
        "Host: localhost\r\nX-Forwarded-Prefix: <",
        "Host: localhost\r\nCookie: \u0001"
      })
  void answersUnusableHeadersWithAProblem(String headers) throws IOException {
    String answer =
        send("GET /example/widgets HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n");

    assertProblem(answer, 400);
  }

  @Test
  void readsAHeaderOfAnyOctets() throws IOException {
    String answer =
        send(
            "DELETE /example/widgets/known HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "If-Match: \u0080\r\n\r\n");

    assertProblem(answer, 412);
  }

  @Test
  void answersTooLargeHeadersWithAProblem() throws IOException {
    String answer = send(get("/example/widgets", "X: " + "x".repeat(20_000)));

    assertProblem(answer, 431);
  }

  @Test
  void answersAnEndlessPathWithAProblem() throws IOException {
    String answer = send(get("/example/widgets/" + "x".repeat(20_000), "X: x"));

    assertProblem(answer, 431);
  }

  @Test
  void answersALongPathLikeAnyOther() throws IOException {
    String answer = send(get("/example/widgets/" + "x".repeat(8_000), "X: x"));

    assertProblem(answer, 404);
  }

  @Test
  void refusesABodyThatSaysItIsTooLarge() throws IOException {
    String answer = send(post("Content-Length: " + (LIMIT + 1), "x".repeat(LIMIT + 1)));

    assertProblem(answer, 413);
    assertThat(answer).contains("urn:storefront:problem:body-too-large");
  }

  @Test
  void refusesAChunkedBodyThatTurnsOutTooLarge() throws IOException {
    String body = "{\"title\": \"" + "x".repeat(LIMIT) + "\"}";

    String answer =
        send(
            post(
                "Transfer-Encoding: chunked",
                Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n"));

    assertProblem(answer, 413);
    assertThat(answer).contains("urn:storefront:problem:body-too-large");
  }

  @Test
  void readsABodyOfTheGreatestSize() throws IOException {
    String body = "{\"title\": \"" + "x".repeat(LIMIT - 13) + "\"}";
    assertThat(body).hasSize(LIMIT);

    String answer = send(post("Content-Length: " + LIMIT, body));

    assertProblem(answer, 400);
    assertThat(answer).contains("urn:storefront:problem:validation-failed");
  }

  private static void assertProblem(String answer, int status) {
    assertThat(answer).startsWith("HTTP/1.1 " + status);
    assertThat(answer).containsIgnoringCase("\r\nContent-Type: application/problem+json");
    assertThat(answer).contains("\"type\":\"urn:storefront:problem:", "\"status\":" + status);
    assertThat(answer).doesNotContain("java.", "org.", "com.");
  }

  private static String get(String path, String header) {
    return "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s\r\n\r\n"
        .formatted(path, header);
  }

  private static String post(String header, String body) {
    return "POST /example/widgets HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        + "Content-Type: application/json\r\n%s\r\n\r\n%s".formatted(header, body);
  }

  String send(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
