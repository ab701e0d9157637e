package com.storefront.web.problem;

import com.storefront.local.servers.LocalIssuer;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The same where tokens are asked for: whoever may do everything is answered no otherwise. */
class ServerProblemsWithTokensTests extends ServerProblemsTests {

  private static final LocalIssuer ISSUER = LocalIssuer.start();

  @DynamicPropertySource
  static void issuer(DynamicPropertyRegistry properties) {
    properties.add("spring.security.oauth2.resourceserver.jwt.issuer-uri", ISSUER::uri);
  }

  @AfterAll
  static void noIssuerIsLeft() {
    ISSUER.close();
  }

  @Override
  String send(String request) throws IOException {
    return super.send(
        request.replaceFirst(
            "\r\nHost", "\r\nAuthorization: Bearer " + ISSUER.staff() + "\r\nHost"));
  }
}
