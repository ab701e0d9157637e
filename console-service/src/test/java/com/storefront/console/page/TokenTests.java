package com.storefront.console.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.storefront.console.ConsoleClient;
import com.storefront.test.TokenIssuer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The console with an issuer of tokens. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "management.server.port=0",
      "spring.kafka.bootstrap-servers=127.0.0.1:1",
      "storefront.console.management.services.accounts=http://127.0.0.1:1",
      "storefront.console.management.services.orders=http://127.0.0.1:1",
      "storefront.console.management.services.fulfillment=http://127.0.0.1:1"
    })
class TokenTests {

  private static final TokenIssuer ISSUER = TokenIssuer.start();

  @LocalServerPort private int port;

  @DynamicPropertySource
  static void issuer(DynamicPropertyRegistry properties) {
    properties.add("spring.security.oauth2.resourceserver.jwt.issuer-uri", ISSUER::uri);
  }

  @AfterAll
  static void closeIssuer() {
    ISSUER.close();
  }

  @Test
  void onlyThePageItselfNeedsNoToken() {
    var console = new ConsoleClient(port);
    String page = console.get("/console/").body();

    assertThat(page).contains("/assets/");
    assertThat(console.get(page.replaceFirst("(?s).*href=\"([^\"]+\\.css)\".*", "$1")).statusCode())
        .isEqualTo(200);
    for (String path :
        new String[] {"/console/api/parts", "/console/api/timers", "/console/live"}) {
      assertThat(console.get(path).statusCode()).as(path).isEqualTo(401);
    }
  }

  @Test
  void onlyStaffMaySeeTheParts() {
    var console = new ConsoleClient(port);

    await()
        .until(
            () -> console.get("/console/api/parts", "Authorization", "Bearer " + ISSUER.staff()),
            answer -> answer.statusCode() == 200);
    assertThat(
            console
                .get("/console/api/parts", "Authorization", "Bearer " + ISSUER.customer("ada"))
                .statusCode())
        .isEqualTo(403);
  }
}
