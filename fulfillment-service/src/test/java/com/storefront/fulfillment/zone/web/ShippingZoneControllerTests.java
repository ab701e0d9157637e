package com.storefront.fulfillment.zone.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.test.PagedLists;
import com.storefront.test.RealServers;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

/** Shipping zones over HTTP. */
@RealServers
class ShippingZoneControllerTests {

  private static final String OPEN = "{\"carriers\": [\"UPS\"], \"days\": 30, \"open\": true}";
  private static final String CLOSED = "{\"carriers\": [\"UPS\"], \"days\": 30, \"open\": false}";

  @Autowired RestTestClient http;
  @Autowired MongoOperations mongo;

  private long version;

  @BeforeEach
  void openTheZone() {
    JsonNode zone = body(put("/zones/TV", "*", OPEN).expectStatus().isOk());
    version = zone.get("version").asLong();
  }

  @Test
  void closesAZone() {
    var answer = put("/zones/TV", "\"%d\"".formatted(version), CLOSED);

    JsonNode closed =
        body(
            answer
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"%d\"".formatted(version + 1)));
    assertThat(closed.get("open").asBoolean()).isFalse();
    assertThat(closed.get("country").asString()).isEqualTo("TV");
    JsonNode read = get("/zones/TV");
    assertThat(read).isEqualTo(closed);
    assertThat(read.at("/_links/self/href").asString()).endsWith("/fulfillment/zones/TV");
  }

  @Test
  void acceptsAZoneAsItWasReadAndChangesNothing() {
    String read = get("/zones/TV").toString();

    JsonNode unchanged = body(put("/zones/TV", "*", read).expectStatus().isOk());

    assertThat(unchanged.get("version").asLong()).isEqualTo(version);
  }

  @Test
  void namesEachCarrierOnce() {
    String twice = OPEN.replace("\"UPS\"", "\"UPS\", \"Drone\", \"UPS\"");

    JsonNode changed = body(put("/zones/TV", "*", twice).expectStatus().isOk());

    assertThat(changed.get("carriers").toString()).isEqualTo("[\"UPS\",\"Drone\"]");
  }

  @Test
  void requiresTheCurrentVersion() {
    put("/zones/TV", "\"%d\"".formatted(version + 1), CLOSED).expectStatus().isEqualTo(412);
    http.put()
        .uri("/zones/TV")
        .contentType(MediaType.APPLICATION_JSON)
        .body(CLOSED)
        .exchange()
        .expectStatus()
        .isEqualTo(428);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          carriers    | {"carriers": [], "days": 5, "open": true}
          carriers    | {"days": 5, "open": true}
          carriers[0] | {"carriers": [" "], "days": 5, "open": true}
          carriers[1] | {"carriers": ["UPS", null], "days": 5, "open": true}
          days        | {"carriers": ["UPS"], "days": 0, "open": true}
          days        | {"carriers": ["UPS"], "days": 366, "open": true}
          days        | {"carriers": ["UPS"], "open": true}
          open        | {"carriers": ["UPS"], "days": 5}
          """)
  void refusesInvalidValues(String field, String body) {
    JsonNode problem = body(put("/zones/TV", "*", body).expectStatus().isBadRequest());

    assertThat(problem.at("/errors/0/field").asString()).isEqualTo(field);
  }

  @ParameterizedTest
  @CsvSource({"XX", "us", "USA"})
  void knowsOnlyCountries(String country) {
    http.get().uri("/zones/" + country).exchange().expectStatus().isNotFound();
    JsonNode problem = body(put("/zones/" + country, "*", OPEN).expectStatus().isNotFound());
    assertThat(problem.get("type").asString())
        .isEqualTo("urn:storefront:problem:shipping-zone-not-found");
    assertThat(problem.get("detail").asString()).contains("'" + country + "'", "ISO 3166-1");
  }

  @Test
  void listsZonesByCountry() {
    try (PagedLists lists = PagedLists.of(http, mongo)) {
      List<String> countries = lists.all("/zones?size=100&cursor=", "/country");

      assertThat(countries).isSorted().hasSameElementsAs(List.of(Locale.getISOCountries()));
      assertThat(lists.total("/zones?size=1")).isEqualTo(countries.size());
    }
  }

  private RestTestClient.ResponseSpec put(String uri, String ifMatch, String body) {
    return http.put()
        .uri(uri)
        .header("If-Match", ifMatch)
        .contentType(MediaType.APPLICATION_JSON)
        .body(body)
        .exchange();
  }

  private JsonNode get(String uri) {
    return body(http.get().uri(uri).exchange().expectStatus().isOk());
  }

  private static JsonNode body(RestTestClient.ResponseSpec answer) {
    return answer.expectBody(JsonNode.class).returnResult().getResponseBody();
  }
}
