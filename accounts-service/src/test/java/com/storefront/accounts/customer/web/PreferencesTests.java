package com.storefront.accounts.customer.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.storefront.accounts.AccountsClient;
import com.storefront.events.Topics;
import com.storefront.events.customer.CustomerChangeEvent;
import com.storefront.events.customer.Preferences;
import com.storefront.test.KafkaTestClient;
import com.storefront.test.RealServers;
import com.storefront.web.security.Signatures;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which mails a customer wants. */
@RealServers
@Import(AccountsClient.class)
class PreferencesTests {

  @Autowired AccountsClient accounts;

  private final Signatures signatures = new Signatures(null);

  @Test
  void needConsentToADigest() {
    String id = accounts.register();

    assertThat(preferences(id)).isEqualTo(Preferences.DEFAULT);
    assertThat(published(id, 1).preferences()).isNull();
  }

  @Test
  void areChangedByARequestOfTheirOwn() {
    String id = accounts.register();

    change(id, "{\"digest\": true, \"shippingMails\": false}", 1).expect(200);
    change(id, "{\"digest\": true, \"shippingMails\": false}", 2).expect(200);
    JsonNode read = accounts.get("/customers/" + id).json();
    accounts.change(HttpMethod.PUT, id, read.toString(), 2).expect(200);

    assertThat(read.path("version").asInt()).isEqualTo(2);
    assertThat(preferences(id)).isEqualTo(new Preferences(true, false));
    assertThat(published(id, 2).preferences()).isEqualTo(new Preferences(true, false));
    change(id, "{\"digest\": true}", 2).expect(400);
    change(id, "{\"digest\": true, \"shippingMails\": true}", 1).expect(412);
  }

  @Test
  void areWithdrawnByTheLinkOfAMail() {
    String id = accounts.register();
    change(id, "{\"digest\": true, \"shippingMails\": true}", 1).expect(200);
    String link = "/unsubscriptions/" + signatures.token("unsubscribe", "digest", id);

    assertThat(accounts.get(link).expect(200).body()).contains("<form method=\"post\">");
    assertThat(preferences(id).digest()).isTrue();
    accounts.post(link, "").expect(200);
    accounts.post(link, "").expect(200);

    assertThat(preferences(id)).isEqualTo(new Preferences(false, true));
    accounts
        .post("/unsubscriptions/" + signatures.token("unsubscribe", "shipped", id), "")
        .expect(200);
    assertThat(preferences(id)).isEqualTo(new Preferences(false, false));
  }

  @Test
  void areNotWithdrawnByAnotherLink() {
    String id = accounts.register();
    change(id, "{\"digest\": true, \"shippingMails\": true}", 1).expect(200);

    for (String token :
        new String[] {
          "none",
          "digest~" + id,
          signatures.token("message", "digest", id),
          new Signatures("another key, with 32 characters or more")
              .token("unsubscribe", "digest", id)
        }) {
      accounts.post("/unsubscriptions/" + token, "").expect(404);
      accounts.get("/unsubscriptions/" + token).expect(404);
    }

    assertThat(preferences(id).digest()).isTrue();
  }

  @Test
  void areDeletedWithTheCustomer() {
    String id = accounts.register();
    change(id, "{\"digest\": true, \"shippingMails\": true}", 1).expect(200);
    accounts.change(HttpMethod.DELETE, id, "", 2).expect(204);

    String link = "/unsubscriptions/" + signatures.token("unsubscribe", "digest", id);

    accounts.post(link, "").expect(200);
    change(id, "{\"digest\": true, \"shippingMails\": true}", 3).expect(404);
  }

  private AccountsClient.Answer change(String id, String body, long version) {
    return accounts.change(HttpMethod.PUT, id + "/preferences", body, version);
  }

  private Preferences preferences(String id) {
    JsonNode preferences = accounts.get("/customers/" + id).json().path("preferences");
    return JsonMapper.shared().treeToValue(preferences, Preferences.class);
  }

  private static CustomerChangeEvent published(String id, long sequence) {
    await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptions()
        .until(() -> KafkaTestClient.records(Topics.CUSTOMER_CHANGE, id).size() >= sequence);
    var record =
        KafkaTestClient.records(Topics.CUSTOMER_CHANGE, id).stream()
            .filter(it -> KafkaTestClient.header(it, "ce_sequence").equals("" + sequence))
            .findFirst()
            .orElseThrow();
    return JsonMapper.shared().readValue(record.value(), CustomerChangeEvent.class);
  }
}
