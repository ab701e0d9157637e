package com.storefront.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody outside is to see. */
class PrivacyTests {

  private final Storefront storefront = Storefront.running();
  private final Shop shop = new Shop(storefront.api());

  /** D1, D4: the number of a card is nowhere in clear: not answered, not stored, not logged. */
  @Test
  void keepsCardNumbersToItself() {
    String customer = shop.register("private-person@example.com");
    shop.place(customer);

    String answered = storefront.api().get("/accounts/customers/" + customer).response().body();
    String stored =
        storefront
            .collection(Service.ACCOUNTS, "customer.accounts")
            .find(new Document("_id", customer))
            .first()
            .toJson();
    assertThat(List.of(answered, stored)).noneMatch(text -> text.contains(Shop.CARD_NUMBER));
    assertThat(answered).contains("\"last4\":\"1111\"");
    assertThat(storefront.logs()).doesNotContain(Shop.CARD_NUMBER, "private-person");
  }

  /** D3: management has its own port, which the gateway does not know. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/accounts/actuator", "/accounts/actuator/health", "/orders/actuator/env",
        "/fulfillment/actuator/heapdump", "/actuator/health", "/accounts/../actuator/health"
      })
  void hidesManagementFromTheGateway(String path) {
    assertThat(storefront.api().get(path).status()).isEqualTo(404);
  }
}
