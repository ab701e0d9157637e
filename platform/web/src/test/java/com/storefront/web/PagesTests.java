package com.storefront.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.hateoas.EntityModel;
import org.springframework.hateoas.Link;
import org.springframework.hateoas.PagedModel;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

class PagesTests {

  private record Widget(String title) {}

  @Test
  void linksToTheOtherPagesOfTheSameRequest() {
    request("size=2&page=1&title=a%2Bb%7Bc");

    var links = links(page(1, 6, "a", "b"));

    String filtered = "http://localhost/widgets?title=a%2Bb%7Bc";
    assertThat(links)
        .isEqualTo(
            Map.of(
                "self", filtered + "&page=1&size=2",
                "first", filtered + "&page=0&size=2",
                "prev", filtered + "&page=0&size=2",
                "next", filtered + "&page=2&size=2",
                "last", filtered + "&page=2&size=2"));
  }

  @Test
  void keepsTheSortOfTheRequest() {
    request("sort=title,desc&page=0");

    assertThat(links(page(0, 3, "b", "a")))
        .containsEntry("next", "http://localhost/widgets?sort=title,desc&page=1&size=2");
  }

  @Test
  void linksToFirstAndLastOfAnOnlyPage() {
    request(null);

    assertThat(links(page(0, 0))).containsOnlyKeys("self", "first", "last");
    assertThat(links(page(0, 1, "a"))).containsOnlyKeys("self", "first", "last");
  }

  @Test
  void linksBackFromBeyondTheLastPage() {
    request("page=9&size=2");

    assertThat(links(page(9, 3)))
        .containsOnlyKeys("self", "first", "prev", "last")
        .containsEntry("last", "http://localhost/widgets?page=1&size=2");
  }

  @AfterEach
  void clearRequest() {
    RequestContextHolder.resetRequestAttributes();
  }

  private static void request(String query) {
    var request = new MockHttpServletRequest("GET", "/widgets");
    request.setQueryString(query);
    RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
  }

  private static PagedModel<EntityModel<Widget>> page(int number, int total, String... titles) {
    var widgets = Arrays.stream(titles).map(Widget::new).toList();
    var page = new PageImpl<>(widgets, PageRequest.of(number, 2, Sort.by("name")), total);
    return Pages.of(page, Widget.class, EntityModel::of);
  }

  private static Map<String, String> links(PagedModel<?> page) {
    return page.getLinks().stream()
        .collect(Collectors.toMap(link -> link.getRel().value(), Link::getHref));
  }
}
