package com.storefront.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestDigestTests {

  @Test
  void isStableAcrossReleases() {
    assertThat(RequestDigest.of(new Order("widget", 2, List.of("a"))))
        .isEqualTo("9e05ade036ba30921da9ed1906afacf15e1f329e68c4e02f7b6a9c17e5f0b41c");
  }

  @Test
  void differsWithTheRequest() {
    assertThat(RequestDigest.of(new Order("widget", 2, List.of())))
        .isNotEqualTo(RequestDigest.of(new Order("widget", 3, List.of())));
  }

  @Test
  void ignoresTheOrderOfMembers() {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("quantity", 2);
    request.put("product", "widget");
    request.put("notes", List.of());

    assertThat(RequestDigest.of(request))
        .isEqualTo(RequestDigest.of(new Order("widget", 2, List.of())));
  }

  record Order(String product, int quantity, List<String> notes) {}
}
