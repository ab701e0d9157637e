package com.storefront.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.example.ExampleApplication;
import com.storefront.test.TokenIssuer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

class IssuerUnavailableTests {

  private static final String JWT = "--spring.security.oauth2.resourceserver.jwt.";

  @ParameterizedTest
  @ValueSource(strings = {"issuer-uri", "jwk-set-uri"})
  void startsAndAnswersWithServiceUnavailable(String property) throws Exception {
    TokenIssuer away = TokenIssuer.start();
    String token = away.staff();
    away.close();

    try (ConfigurableApplicationContext service =
        new SpringApplicationBuilder(ExampleApplication.class)
            .run(
                "--server.port=0",
                JWT + "issuer-uri=" + away.uri(),
                JWT + property + "=" + away.uri())) {
      String port = service.getEnvironment().getProperty("local.server.port");
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(
                          URI.create("http://localhost:%s/example/widgets".formatted(port)))
                      .header("Authorization", "Bearer " + token)
                      .build(),
                  BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
      assertThat(answer.body()).contains("urn:storefront:problem:issuer-unavailable");
    }
  }
}
