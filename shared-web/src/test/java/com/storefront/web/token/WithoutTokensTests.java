package com.storefront.web.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.example.ExampleApplication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** The example, where no issuer is named: as if Spring Security were not on the class path. */
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(classes = ExampleApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class WithoutTokensTests {

  private final HttpClient http = HttpClient.newHttpClient();

  @Autowired ApplicationContext context;
  @LocalServerPort int port;

  /** But what Spring Boot gives to whoever would match the paths of management. */
  @Test
  void hasNoBeanOfSpringSecurity() {
    assertThat(context.getBeanDefinitionNames())
        .extracting(name -> String.valueOf(context.getType(name)))
        .filteredOn(type -> !type.contains("boot.security.autoconfigure.actuate.web.servlet"))
        .noneMatch(type -> type.contains("ecurity") && type.contains("org.springframework"))
        .noneMatch(type -> type.contains("storefront.web.token"));
    assertThat(context.containsBean("springSecurityFilterChain")).isFalse();
  }

  @Test
  void answersWithTheSameHeadersAndLooksAtNoToken() throws Exception {
    HttpResponse<String> plain = get("/widgets/known");
    HttpResponse<String> nonsense = get("/widgets/known", "Authorization", "Bearer nonsense");

    assertThat(plain.statusCode()).isEqualTo(200);
    assertThat(plain.headers().map().keySet())
        .containsExactlyInAnyOrder("content-type", "date", "etag", "transfer-encoding");
    assertThat(nonsense.body()).isEqualTo(plain.body());
    assertThat(nonsense.headers().map().keySet()).isEqualTo(plain.headers().map().keySet());
  }

  @Test
  void documentsNoToken() throws Exception {
    assertThat(get("/v3/api-docs").body()).doesNotContain("securitySchemes", "\"401\"", "\"403\"");
  }

  @Test
  void logsNothingOfSecurity(CapturedOutput log) throws Exception {
    get("/widgets/known");

    assertThat(log.getAll().lines()).noneMatch(line -> line.contains("ecurity"));
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/example" + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
