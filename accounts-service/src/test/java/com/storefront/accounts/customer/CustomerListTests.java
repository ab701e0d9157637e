package com.storefront.accounts.customer;

import static com.storefront.accounts.customer.TestCustomers.contact;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.storefront.events.customer.Address;
import com.storefront.events.customer.AddressType;
import com.storefront.events.customer.Name;
import com.storefront.test.PagedLists;
import com.storefront.test.RealServers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.test.web.servlet.client.RestTestClient;

/** Lists of 3,000 customers, of whom the first 1,000 are deleted, as MongoDB finds them. */
@RealServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CustomerListTests {

  private static final int CUSTOMERS = 3000;
  private static final int DELETED = 1000;
  private static final List<String> NAMES =
      List.of("Doe", "doerr", "Döring", "Smith", "SMITHERS", "Ng", "Zoë", "O'Neil", "d", "(.*)");
  private static final List<String> CITIES = List.of("Sunrise", "Anywhere", "São Paulo");

  @Autowired RestTestClient http;
  @Autowired MongoOperations mongo;
  private PagedLists lists;

  @BeforeAll
  void registerCustomers() {
    customers().deleteMany(new Document());
    customers().insertMany(IntStream.range(0, CUSTOMERS).mapToObj(this::document).toList());
    lists = PagedLists.of(http, mongo);
  }

  @AfterAll
  void deleteCustomers() {
    lists.close();
    customers().deleteMany(new Document());
  }

  @ParameterizedTest
  @MethodSource
  void findsEachPageInAnIndexWithoutSorting(String query) {
    lists.assertFoundInAnIndexWithoutSorting("/customers", query);
  }

  static Stream<String> findsEachPageInAnIndexWithoutSorting() {
    List<String> city = List.of("", "city=sunrise");
    List<String> byId = List.of("", "sort=id,desc");
    return Stream.of(
            PagedLists.combinations(List.of(byId)),
            PagedLists.combinations(List.of(List.of("lastName=DOE"), city, byId)),
            PagedLists.combinations(
                List.of(
                    List.of("email=B@EXAMPLE.COM"),
                    List.of("", "lastName=doerr", "lastNamePrefix=do"),
                    city,
                    byId)),
            PagedLists.combinations(
                List.of(
                    List.of("", "lastNamePrefix=do"),
                    city,
                    List.of("sort=lastName", "sort=lastName,desc"))))
        .flatMap(queries -> queries);
  }

  @ParameterizedTest
  @MethodSource
  void readsNoMoreThanThePage(String query) {
    lists.assertNoMoreReadThanThePage("/customers", query);
  }

  static Stream<String> readsNoMoreThanThePage() {
    return Stream.concat(
        PagedLists.combinations(List.of(List.of("", "sort=id,desc", "sort=lastName"))),
        PagedLists.combinations(
            List.of(
                List.of(
                    "email=B@EXAMPLE.COM", "lastName=DOE", "lastNamePrefix=do", "city=sunrise"))));
  }

  @Test
  void readsEachCustomerThatIsNotDeletedOnceInBothDirections() {
    for (String property : List.of("id", "lastName")) {
      String list = "/customers?size=100&cursor=&sort=" + property;

      List<String> ascending = lists.all(list + ",asc", "/id");
      List<String> descending = new ArrayList<>(lists.all(list + ",desc", "/id"));

      assertThat(ascending).hasSize(CUSTOMERS - DELETED).doesNotHaveDuplicates();
      Collections.reverse(descending);
      assertThat(descending).isEqualTo(ascending);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "lastNamePrefix=do,         Doe doerr Döring",
    "lastNamePrefix=DOE,        Doe doerr",
    "lastNamePrefix=D,          d Doe doerr Döring",
    "lastNamePrefix=smith,      Smith SMITHERS",
    "lastNamePrefix=o'n,        O'Neil",
    "lastNamePrefix=(.*,        (.*)",
    "lastNamePrefix=.*,         ''",
    "lastName=doe,              Doe",
    "lastName=do,               ''",
    "city=SUNRISE&lastName=ng,  Ng"
  })
  void findsNamesInAnyCase(String query, String names) {
    Set<String> found =
        Set.copyOf(lists.all("/customers?size=100&cursor=&" + query, "/name/lastName"));

    assertThat(found).isEqualTo(names.isEmpty() ? Set.of() : Set.of(names.split(" ")));
  }

  @Test
  void documentsTheParametersWithoutExamples() {
    lists.assertParametersWithoutExamples(
        "/customers",
        "city",
        "cursor",
        "email",
        "lastName",
        "lastNamePrefix",
        "page",
        "size",
        "sort");
  }

  @Test
  void countsTheMatchesOfAPageByNumber() {
    assertThat(lists.total("/customers?size=7&page=1")).isEqualTo(CUSTOMERS - DELETED);
    assertThat(lists.total("/customers?size=7&page=1&email=b@example.com")).isEqualTo(200);
    assertThat(lists.total("/customers?size=7&page=1&lastNamePrefix=smith")).isEqualTo(400);
  }

  private Document document(int i) {
    String id = "%024x".formatted(i);
    Customer customer =
        Customer.register(
            id,
            new Name("Ms.", "Jane", null, NAMES.get(i % NAMES.size()), null),
            contact((char) ('a' + i % 10) + "@Example.com"),
            List.of(
                address(AddressType.BILLING, CITIES.get(i % 3)),
                address(AddressType.SHIPPING, CITIES.get(i % 3))),
            List.of(),
            Instant.EPOCH);
    Document document = new Document();
    mongo.getConverter().write(customer, document);
    if (i < DELETED) {
      List.of("name", "contact", "addresses").forEach(document::remove);
      document.append("deletedAt", Date.from(Instant.EPOCH));
    }
    return document.append("version", 1L);
  }

  private static Address address(AddressType type, String city) {
    return new Address(type, "Home", "123 Oak Street", null, city, "CA", "12345-6789", null);
  }

  private MongoCollection<Document> customers() {
    return mongo.getCollection("customer.accounts");
  }
}
