package com.storefront.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Card numbers and management endpoints are not visible from outside. */
class PrivacyTests {

  private final Storefront storefront = Storefront.running();
  private final StorefrontClient client = new StorefrontClient(storefront.api());

  @Test
  void neitherAnswersNorStoresNorLogsACardNumberInClear() {
    String customer = client.register("private-person@example.com");
    client.place(customer);

    String answered = storefront.api().get("/accounts/customers/" + customer).response().body();
    String stored =
        storefront
            .collection(Service.ACCOUNTS, "customer.accounts")
            .find(new Document("_id", customer))
            .first()
            .toJson();
    assertThat(List.of(answered, stored))
        .noneMatch(text -> text.contains(StorefrontClient.CARD_NUMBER));
    assertThat(answered).contains("\"last4\":\"1111\"");
    assertThat(storefront.logs()).doesNotContain(StorefrontClient.CARD_NUMBER, "private-person");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/accounts/actuator", "/accounts/actuator/health", "/orders/actuator/env",
        "/fulfillment/actuator/heapdump", "/actuator/health", "/accounts/../actuator/health"
      })
  void doesNotRouteToTheManagementPort(String path) {
    assertThat(storefront.api().get(path).status()).isEqualTo(404);
  }
}
