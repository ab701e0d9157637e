package com.storefront.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.domain.ScrollPosition;
import org.springframework.data.domain.Sort;
import org.springframework.data.domain.Window;
import org.springframework.hateoas.EntityModel;
import org.springframework.hateoas.IanaLinkRelations;
import org.springframework.hateoas.PagedModel;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.util.UriComponentsBuilder;

class CursorTests {

  private static final Sort SORT = Sort.by("madeAt", "title", "id");

  private record Widget(String title) {}

  private final Map<String, Object> values = new LinkedHashMap<>();

  @BeforeEach
  void requestWidgets() {
    values.put("madeAt", Instant.parse("2026-11-21T10:15:30.123Z"));
    values.put("title", "Größe {1} \"&\" ");
    values.put("id", "w");
    request("/widgets", "colour=RED&sort=title");
  }

  @Test
  void returnsTheValuesOfTheItem() {
    assertThat(Cursor.parse(Cursor.of(values), SORT)).isEqualTo(values);
  }

  @Test
  void doesNotDependOnThePageOrOnTheOrderOfParameters() {
    String cursor = Cursor.of(values);

    request("/widgets", "sort=title&page=1&size=5&colour=RED&cursor=" + cursor);

    assertThat(Cursor.parse(cursor, SORT)).isEqualTo(values);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/widgets?colour=BLUE&sort=title",
        "/widgets?colour=RED&sort=id",
        "/widgets?colour=RED",
        "/widgets?colour=RED&sort=title&colour=BLUE",
        "/gadgets?colour=RED&sort=title"
      })
  void belongsToOneListFilterAndSort(String other) {
    String cursor = Cursor.of(values);

    request(other.split("\\?")[0], other.split("\\?")[1]);

    assertRefused(cursor);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "0123456789abcdef", "0123456789abcdef%%%", "////////////////////"})
  void refusesWhatIsNoCursor(String text) {
    assertRefused(text);
  }

  @Test
  void refusesAChangedCursor() {
    String cursor = Cursor.of(values);

    for (int i = 0; i < cursor.length() - 2; i++) {
      char changed = cursor.charAt(i) == 'A' ? 'B' : 'A';
      assertRefused(cursor.substring(0, i) + changed + cursor.substring(i + 1));
    }
  }

  @Test
  void refusesForgedValuesWithAValidChecksum() {
    for (String content : List.of("", "t", "tx", "sa", "t1\nsa", "\n\n")) {
      String checksum =
          RequestDigest.of(
              List.of(
                  "/widgets",
                  Map.of("colour", new String[] {"RED"}, "sort", new String[] {"title"}),
                  content));
      String encoded = Base64.getUrlEncoder().encodeToString(content.getBytes(UTF_8));

      assertRefused(checksum.substring(0, 16) + encoded);
    }
  }

  @Test
  void linksToTheNextPageOfTheSameRequest() {
    request("/widgets", "colour=a%2Bb%7Bc&size=1&cursor=");

    PagedModel<EntityModel<Widget>> page = page(true, new Widget("a"));

    String self = "http://localhost/widgets?colour=a%2Bb%7Bc&size=1&cursor=";
    assertThat(page.getRequiredLink(IanaLinkRelations.SELF).getHref()).isEqualTo(self);
    assertThat(page.getRequiredLink(IanaLinkRelations.FIRST).getHref()).isEqualTo(self);
    String next = page.getRequiredLink(IanaLinkRelations.NEXT).getHref();
    assertThat(next).startsWith(self);
    String cursor =
        UriComponentsBuilder.fromUriString(next).build().getQueryParams().getFirst("cursor");
    assertThat(Cursor.parse(cursor, SORT)).isEqualTo(values);
    assertThat(page.getMetadata()).isNull();
  }

  @Test
  void hasNoNextPageAfterTheLast() {
    assertThat(page(false, new Widget("a")).getLink(IanaLinkRelations.NEXT)).isEmpty();
    assertThat(page(false).getLink(IanaLinkRelations.NEXT)).isEmpty();
  }

  @AfterEach
  void clearRequest() {
    RequestContextHolder.resetRequestAttributes();
  }

  private PagedModel<EntityModel<Widget>> page(boolean hasNext, Widget... widgets) {
    Window<Widget> window =
        Window.from(List.of(widgets), index -> ScrollPosition.forward(values), hasNext);
    return Pages.of(window, Widget.class, EntityModel::of);
  }

  private static void assertRefused(String cursor) {
    assertThatThrownBy(() -> Cursor.parse(cursor, SORT))
        .isInstanceOf(ErrorResponseException.class)
        .hasMessageContaining("400");
  }

  private static void request(String path, String query) {
    var request = new MockHttpServletRequest("GET", path);
    request.setQueryString(query);
    UriComponentsBuilder.fromUriString("?" + query)
        .build()
        .getQueryParams()
        .forEach((name, values) -> request.setParameter(name, values.toArray(String[]::new)));
    RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
  }
}
