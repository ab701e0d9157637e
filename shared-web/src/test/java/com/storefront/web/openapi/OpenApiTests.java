package com.storefront.web.openapi;

import com.storefront.example.ExampleApplication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(
    classes = ExampleApplication.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "storefront.sample-data.enabled=true")
class OpenApiTests {
  @LocalServerPort int port;

  @Test
  void dump() throws Exception {
    for (String p :
        new String[] {
          "/example/v3/api-docs",
          "/example/swagger-ui",
          "/example/swagger-ui/",
          "/example/swagger-ui/index.html",
          "/example/swagger-ui.html",
          "/example/v3/api-docs/swagger-config",
          "/example/v3/api-docs.yaml",
          "/example/swagger-ui/nothing.js"
        }) {
      var r =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create("http://localhost:" + port + p))
                      .header("X-Forwarded-Host", "shop.example")
                      .header("X-Forwarded-Proto", "https")
                      .header("X-Forwarded-Prefix", "/gate")
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      if (p.endsWith("api-docs"))
        java.nio.file.Files.writeString(java.nio.file.Path.of("/tmp/openapi.json"), r.body());
      System.out.println(
          "#### "
              + p
              + " "
              + r.statusCode()
              + " "
              + r.headers().map()
              + " "
              + r.body().substring(0, Math.min(300, r.body().length())));
    }
  }
}
