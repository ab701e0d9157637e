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

  @LocalServerPort int port;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET /example/widgets/{x} HTTP/1.1   | 400
          GET /example/widgets/%zz HTTP/1.1   | 400
          GET /example/widgets/%00 HTTP/1.1   | 400
          GET /example/widgets/a%2Fb HTTP/1.1 | 400
          GET /example/widgets/a%5Cb HTTP/1.1 | 400
          GET /example/widgets/a[b HTTP/1.1   | 400
          GET /example/nothing/a[b HTTP/1.1   | 404
          GET /example/../../etc HTTP/1.1     | 400
          GET /example/widgets?page=%zz HTTP/1.1 | 400
          GET /example/widgets?page=%00 HTTP/1.1 | 400
          GET /example/widgets?x=%00 HTTP/1.1 | 400
          GET /nobody HTTP/1.1                | 404
          GET / HTTP/1.1                      | 404
          GET /example/ HTTP/1.1              | 404
          GET /example/error HTTP/1.1         | 404
          GET /example/nothing HTTP/1.1       | 404
          TRACE /example/widgets HTTP/1.1     | 405
          FOO /example/widgets HTTP/1.1       | 405
          QUERY /example/widgets HTTP/1.1     | 405
          PATCH /example/widgets HTTP/1.1     | 405
          G<T /example/widgets HTTP/1.1       | 400
          GET /example/widgets HTTP/9.9       | 505
          nonsense                            | 400
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
        "No colon",
        "X-Forwarded-Port: x\r\nHost: localhost",
        "Content-Length: x\r\nHost: localhost",
        "Accept: nonsense\r\nHost: localhost",
        "Accept: text/plain;q=zz\r\nHost: localhost",
        "X-Forwarded-Host: a b\r\nHost: localhost",
        "X-Forwarded-Proto: <\r\nHost: localhost",
        "Accept: text/csv\r\nHost: localhost",
        "Transfer-Encoding: x\r\nHost: localhost",
        "Expect: x\r\nHost: localhost",
        "Forwarded: host=<\r\nHost: localhost",
        "X-Forwarded-Prefix: <\r\nHost: localhost",
        "X-Forwarded-For: <\r\nHost: localhost",
        "Accept-Language: <<\r\nHost: localhost",
        "Range: bytes=1-0\r\nHost: localhost",
        "If-None-Match: x\r\nHost: localhost",
        "Origin: x\r\nHost: localhost",
        "Cookie: \u0001\r\nHost: localhost",
        "Content-Type: x\r\nHost: localhost",
        "traceparent: x\r\nHost: localhost"
      })
  void show(String headers) throws IOException {
    String answer =
        send("GET /example/widgets HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n");
    System.out.println("#### " + headers.replaceAll("\r\n.*", "") + "\n" + answer);
  }

  @Test
  void answersTooLargeHeadersWith431() throws IOException {
    String answer =
        send(
            "GET /example/widgets HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX: "
                + "x".repeat(20_000)
                + "\r\n\r\n");

    assertProblem(answer, 431);
  }

  @Test
  void long1() throws IOException {
    String answer =
        send(
            "GET /example/widgets/"
                + "x".repeat(20_000)
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    assertProblem(answer, 431);
  }

  private static void assertProblem(String answer, int status) {
    assertThat(answer).startsWith("HTTP/1.1 " + status);
    assertThat(answer).containsIgnoringCase("\r\nContent-Type: application/problem+json");
    assertThat(answer).contains("\"type\":\"urn:storefront:problem:", "\"status\":" + status);
    assertThat(answer).doesNotContain("java.", "org.", "com.");
  }

  private String send(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
