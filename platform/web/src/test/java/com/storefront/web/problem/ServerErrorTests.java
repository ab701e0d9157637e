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
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Sends requests over a socket, because client libraries refuse to send malformed ones. */
@SpringBootTest(classes = ExampleApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class ServerErrorTests {

  @LocalServerPort int port;

  @ParameterizedTest
  @CsvSource({
    "GET, /example/nothing, 404",
    "GET, /example/error, 404",
    "GET, /example/widgets?page=%zz, 400",
    "TRACE, /example/widgets, 405",
    "FOO, /example/widgets, 405"
  })
  void answersWithAProblem(String method, String path, int status) throws IOException {
    String answer = send("%s %s HTTP/1.1\r\nHost: localhost".formatted(method, path), "");

    assertProblem(answer, status);
  }

  @Test
  void acceptsAHeaderWithUnusualCharacters() throws IOException {
    String answer =
        send(
            "DELETE /example/widgets/known HTTP/1.1\r\nHost: localhost\r\nIf-Match: \"\u0080\"",
            "");

    assertProblem(answer, 412);
  }

  @Test
  void refusesAChunkedBodyThatIsTooLarge() throws IOException {
    String body = "{\"title\": \"" + "x".repeat(70_000) + "\"}";

    String answer =
        send(
            "POST /example/widgets HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
                + "Content-Type: application/json",
            Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n");

    assertProblem(answer, 413);
  }

  private static void assertProblem(String answer, int status) {
    assertThat(answer).startsWith("HTTP/1.1 " + status);
    assertThat(answer).containsIgnoringCase("\r\nContent-Type: application/problem+json");
    assertThat(answer).contains("\"type\":\"urn:storefront:problem:", "\"status\":" + status);
  }

  private String send(String head, String body) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      String request = head + "\r\nConnection: close\r\n\r\n" + body;
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
