package com.storefront.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.example.ExampleApplication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The example service without an issuer of tokens. */
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(classes = ExampleApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class WithoutTokensTests {

  private final HttpClient http = HttpClient.newHttpClient();

  @LocalServerPort int port;

  @Test
  void ignoresTokensAndAddsNoHeaders() throws Exception {
    HttpResponse<String> answer = get("/widgets/known");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().map().keySet())
        .containsExactlyInAnyOrder(
            "cache-control", "content-type", "date", "etag", "transfer-encoding");
  }

  @Test
  void documentsNoToken() throws Exception {
    assertThat(get("/v3/api-docs").body()).doesNotContain("securitySchemes", "\"401\"", "\"403\"");
  }

  @Test
  void generatesNoPassword(CapturedOutput log) {
    assertThat(log.getAll()).doesNotContain("security password");
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/example" + path))
            .header("Authorization", "Bearer nonsense")
            .build(),
        BodyHandlers.ofString());
  }
}
