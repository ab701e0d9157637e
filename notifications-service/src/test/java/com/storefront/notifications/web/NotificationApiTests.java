package com.storefront.notifications.web;

import static com.storefront.events.order.OrderStatusType.PROCESSING;
import static com.storefront.events.order.OrderStatusType.SHIPPED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.storefront.events.Topics;
import com.storefront.events.order.OrderStatusType;
import com.storefront.notifications.LocalMail;
import com.storefront.notifications.TestEvents;
import com.storefront.test.KafkaTestClient;
import com.storefront.test.RealServers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

@RealServers
@Import(LocalMail.class)
class NotificationApiTests {

  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  @Autowired RestTestClient http;

  @Test
  void showsWhatADigestWouldSayNow() {
    publish("api-1", "ann@shop.example", "api-order-1", "api-order-2");

    await()
        .atMost(TIMEOUT)
        .until(() -> get("/customers/api-1/digest").body().path("orders").size() == 2);
    JsonNode digest = get("/customers/api-1/digest").body();
    assertThat(digest.path("wanted").asBoolean()).isFalse();
    assertThat(digest.at("/orders/0/status").asString()).isEqualTo("PROCESSING");
    assertThat(digest.path("owner").asString()).contains(":");
    assertThat(get("/customers/unknown/digest").status()).isEqualTo(404);
  }

  @Test
  void pagesThroughTheOpenOrdersOfAllCustomers() {
    publish("api-2", "ben@shop.example", "api-order-3", "api-order-4", "api-order-5");
    await()
        .atMost(TIMEOUT)
        .until(() -> get("/customers/api-2/digest").body().path("orders").size() == 3);

    List<String> orders = new ArrayList<>();
    String next = "api-2/";
    while (next != null) {
      JsonNode page = get("/open-orders?size=2&after=" + next).body();
      assertThat(page.path("missing")).isEmpty();
      page.path("openOrders").forEach(order -> orders.add(order.path("guid").asString()));
      next = page.path("next").isNull() ? null : page.path("next").asString();
    }

    assertThat(orders)
        .contains("api-order-3", "api-order-4", "api-order-5")
        .doesNotHaveDuplicates();
    assertThat(get("/open-orders?size=0").status()).isEqualTo(400);
  }

  @Test
  void letsAnOperatorDecideAboutAMailThatWasRefused() {
    publish("api-3", "no address", "api-order-6");
    publish("api-4", "eve@shop.example", "api-order-7");
    publishStatus("api-order-6", 2, SHIPPED);
    publishStatus("api-order-7", 2, SHIPPED);
    String refused = "/mails/shipped~api-order-6";
    awaitStatus(refused, "REFUSED");
    awaitStatus("/mails/shipped~api-order-7", "SENT");
    JsonNode mail = get(refused).body();
    String week = mail.path("week").asString();

    assertThat(get("/mails?status=REFUSED&week=" + week).body().toString())
        .contains("shipped~api-order-6")
        .doesNotContain("shipped~api-order-7");
    assertThat(get("/mails?status=REFUSED&week=1999-W01").body().at("/page/totalElements").asInt())
        .isZero();
    assertThat(mail.at("/_links/resend/href").asString()).endsWith("/resend");
    assertThat(post(refused + "/resend", "\"1\"", "Try it")).isEqualTo(412);
    assertThat(post("/mails/shipped~api-order-7/drop", "*", "Too late")).isEqualTo(409);
    assertThat(post("/mails/none/drop", "*", "Unknown")).isEqualTo(404);
    assertThat(post(refused + "/resend", "*", "")).isEqualTo(400);

    assertThat(post(refused + "/resend", "\"2\"", "Try it again")).isEqualTo(200);
    await().atMost(TIMEOUT).until(() -> get(refused).body().path("attempt").asInt() == 2);
    awaitStatus(refused, "REFUSED");
    assertThat(get(refused).body().at("/resolution/reason").asString()).isEqualTo("Try it again");
    assertThat(post(refused + "/drop", "*", "It has no address")).isEqualTo(200);
    awaitStatus(refused, "DROPPED");
    assertThat(get(refused).body().at("/resolution/by").asString()).isEqualTo("anonymous");
    assertThat(get("/mails?decided=true").body().toString())
        .contains("shipped~api-order-6")
        .doesNotContain("shipped~api-order-7");
  }

  @Test
  void describesItself() {
    assertThat(get("/v3/api-docs").body().path("paths").propertyNames())
        .containsExactlyInAnyOrder(
            "/",
            "/customers/{id}/digest",
            "/open-orders",
            "/mails",
            "/mails/{id}",
            "/mails/{id}/resend",
            "/mails/{id}/drop");
    assertThat(get("/").body().at("/_links/mails/href").asString()).contains("/mails");
  }

  private void awaitStatus(String mail, String status) {
    await().atMost(TIMEOUT).until(() -> status.equals(get(mail).body().path("status").asString()));
  }

  private static void publish(String customer, String email, String... orders) {
    KafkaTestClient.publish(
        Topics.CUSTOMER_CHANGE, customer, 1, TestEvents.customer(customer, 1, email, null));
    for (String guid : orders) {
      KafkaTestClient.publish(
          Topics.FULFILLMENT_REQUEST, guid, 2, TestEvents.request(guid, customer, Instant.now()));
      publishStatus(guid, 1, PROCESSING);
    }
  }

  private static void publishStatus(String guid, long sequence, OrderStatusType status) {
    KafkaTestClient.publish(
        Topics.ORDER_STATUS_CHANGE,
        guid,
        sequence,
        TestEvents.status(guid, sequence, status, Instant.now()));
  }

  private record Answer(int status, JsonNode body) {}

  private Answer get(String path) {
    var result = http.get().uri(path).exchange().expectBody(JsonNode.class).returnResult();
    return new Answer(result.getStatus().value(), result.getResponseBody());
  }

  private int post(String path, String ifMatch, String reason) {
    return http.post()
        .uri(path)
        .header("If-Match", ifMatch)
        .contentType(MediaType.APPLICATION_JSON)
        .body("{\"reason\": \"%s\"}".formatted(reason))
        .exchange()
        .returnResult(Void.class)
        .getStatus()
        .value();
  }
}
