package com.storefront.accounts.customer.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.mockito.BDDMockito.given;

import com.storefront.accounts.customer.Customer;
import com.storefront.accounts.customer.CustomerManagement;
import com.storefront.accounts.customer.CustomerQueries.Filter;
import com.storefront.accounts.customer.Customers;
import com.storefront.accounts.customer.TestCustomers;
import com.storefront.messaging.query.Keyset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.ScrollPosition;
import org.springframework.data.domain.Sort;
import org.springframework.data.domain.Window;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@WebMvcTest(CustomerController.class)
@Import({CustomerModelAssembler.class, MergePatch.class})
class FindCustomersTests {

  @Autowired MockMvcTester mvc;
  @MockitoBean CustomerManagement management;
  @MockitoBean Customers customers;

  private final Customer john = TestCustomers.customer();

  @Test
  void showsAPageWithLinksToOthers() {
    Pageable second = PageRequest.of(1, 5, Customers.BY_ID);
    given(customers.findPage(new Filter(null, "doe", null, null), second))
        .willReturn(new PageImpl<>(List.of(john), second, 11));

    MvcTestResult answer = mvc.get().uri("/customers?lastName=doe&page=1&size=5").exchange();

    assertThat(answer).hasStatusOk();
    assertThat(answer)
        .bodyJson()
        .extractingPath("$._embedded.customers[0].id")
        .isEqualTo(john.id());
    assertThat(answer)
        .bodyJson()
        .extractingPath("$.page")
        .isEqualTo(Map.of("size", 5, "number", 1, "totalElements", 11, "totalPages", 3));
    String filtered = "http://localhost/customers?lastName=doe";
    assertThat(answer)
        .bodyJson()
        .extractingPath("$._links")
        .isEqualTo(
            Map.of(
                "self", Map.of("href", filtered + "&page=1&size=5"),
                "first", Map.of("href", filtered + "&page=0&size=5"),
                "prev", Map.of("href", filtered + "&page=0&size=5"),
                "next", Map.of("href", filtered + "&page=2&size=5"),
                "last", Map.of("href", filtered + "&page=2&size=5")));
  }

  @ParameterizedTest
  @MethodSource
  void searchesInTheOrderOfAnIndex(String query, Filter filter, Sort sort) {
    PageRequest first = PageRequest.of(0, 20, sort);
    given(customers.findPage(filter, first)).willReturn(new PageImpl<>(List.of(john), first, 1));

    assertThat(mvc.get().uri("/customers?" + query))
        .bodyJson()
        .extractingPath("$._embedded.customers[0].id")
        .isEqualTo(john.id());
  }

  static Stream<Arguments> searchesInTheOrderOfAnIndex() {
    Sort byName = Customers.BY_LAST_NAME;
    return Stream.of(
        arguments("", new Filter(null, null, null, null), Customers.BY_ID),
        arguments("sort=id,desc", new Filter(null, null, null, null), Customers.BY_ID.reverse()),
        arguments("sort=lastName", new Filter(null, null, null, null), byName),
        arguments("email=a&lastName=b", new Filter("a", "b", null, null), Customers.BY_ID),
        arguments("email=a&city=b", new Filter("a", null, null, "b"), Customers.BY_ID),
        arguments("lastName=a&city=b", new Filter(null, "a", null, "b"), Customers.BY_ID),
        arguments("lastNamePrefix=a", new Filter(null, null, "a", null), byName),
        arguments(
            "city=a&sort=lastName,desc", new Filter(null, null, null, "a"), byName.reverse()));
  }

  @Test
  void pagesByCursorWithoutTotals() {
    given(
            customers.findWindow(
                new Filter(null, null, null, null), new Keyset(Customers.BY_ID, Map.of(), 20)))
        .willReturn(
            Window.from(
                List.of(john), index -> ScrollPosition.forward(Map.of("id", john.id())), true));

    MvcTestResult answer = mvc.get().uri("/customers?cursor=").exchange();

    assertThat(answer).bodyJson().doesNotHavePath("$.page");
    assertThat(answer)
        .bodyJson()
        .extractingPath("$._links")
        .asMap()
        .containsOnlyKeys("self", "first", "next");
  }

  @ParameterizedTest
  @CsvSource({
    "size=101,                      size",
    "size=0,                        size",
    "page=-1,                       page",
    "email=,                        email",
    "page=x,                        page",
    "cursor=x,                      cursor",
    "sort=email,                    sort",
    "email=a&sort=lastName,         sort",
    "lastName=a&sort=lastName,      sort",
    "city=a&sort=id,                sort",
    "lastNamePrefix=a&lastName=b,   lastNamePrefix"
  })
  void rejectsInvalidQueryParameters(String query, String field) {
    assertThat(mvc.get().uri("/customers?" + query))
        .hasStatus(400)
        .bodyJson()
        .extractingPath("$.errors[*].field")
        .asArray()
        .containsExactly(field);
  }
}
