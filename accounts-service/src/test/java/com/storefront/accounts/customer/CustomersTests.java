package com.storefront.accounts.customer;

import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.accounts.RealServers;
import com.storefront.events.Name;
import com.storefront.messaging.outbox.AggregateStore;
import com.storefront.messaging.outbox.IdempotencyKey;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.mongodb.core.MongoOperations;

@RealServers
class CustomersTests {

  private static final CustomerFilter ANYBODY = new CustomerFilter(null, null);

  @Autowired Customers customers;
  @Autowired AggregateStore store;
  @Autowired MongoOperations mongo;

  @BeforeEach
  void startsWithNobody() {
    mongo.getCollection("customer.accounts").deleteMany(new Document());
  }

  @Test
  void readsACustomerAsItWasSaved() {
    Customer saved = store.insert(TestCustomers.registered());

    Customer read = customers.find(saved.id()).orElseThrow();

    assertThat(read).usingRecursiveComparison().isEqualTo(saved);
    assertThat(read.version()).isEqualTo(1);
  }

  @Test
  @DisplayName("D1: stores no card number in clear")
  void storesNoCardNumberInClear() {
    Customer saved = store.insert(TestCustomers.registered());

    Document document = document(saved);

    assertThat(document.toJson())
        .doesNotContain(TestCustomers.VISA)
        .contains("\"last4\": \"1111\"", "\"brand\": \"Visa\"");
    assertThat(document.get("_id")).isEqualTo(saved.id());
  }

  @Test
  @DisplayName("A6, D7: keeps of a deleted customer what nobody can be told by")
  void keepsNothingPersonalOfADeletedCustomer() {
    Customer customer = TestCustomers.registered();
    customer.createdBy(new IdempotencyKey("create-customer", "k", "d"));
    store.insert(customer);
    customer.delete(TestCustomers.NOW);

    store.update(customer);

    Document document = document(customer);
    assertThat(document)
        .containsEntry("version", 2L)
        .containsKeys("_id", "deletedAt", "idempotencyKey")
        .doesNotContainKeys("name", "contact", "addresses", "creditCards");
    assertThat(customers.find(customer.id())).isEmpty();
    assertThat(customers.page(ANYBODY, PageRequest.of(0, 10))).isEmpty();
    assertThat(customers.first(10)).isEmpty();
    assertThat(search("john.doe@internet.com", null)).isEmpty();
  }

  @Test
  void findsByEMailAndLastNameWithoutRegardToCase() {
    Customer john = store.insert(TestCustomers.registered());
    Customer jane = store.insert(named("Doé", "jane@internet.com"));

    assertThat(search("JOHN.DOE@INTERNET.COM", null))
        .extracting(Customer::id)
        .containsExactly(john.id());
    assertThat(search(null, "dOE")).extracting(Customer::id).containsExactly(john.id());
    assertThat(search(null, "DOÉ")).extracting(Customer::id).containsExactly(jane.id());
    assertThat(search("jane@internet.com", "Doe")).isEmpty();
  }

  @Test
  void pagesInTheOrderInWhichCustomersCame() {
    List<String> ids =
        IntStream.range(0, 5)
            .mapToObj(i -> store.insert(named("Doe", i + "@internet.com")).id())
            .toList();

    Page<Customer> second = customers.page(ANYBODY, PageRequest.of(1, 2));
    Page<Customer> found = customers.page(new CustomerFilter(null, "doe"), PageRequest.of(1, 2));

    assertThat(second.getTotalElements()).isEqualTo(5);
    assertThat(second).extracting(Customer::id).isEqualTo(ids.subList(2, 4));
    assertThat(found.getTotalElements()).isEqualTo(5);
    assertThat(found).extracting(Customer::id).isEqualTo(ids.subList(2, 4));
    assertThat(customers.first(3)).extracting(Customer::id).isEqualTo(ids.subList(0, 3));
  }

  @Test
  @DisplayName("E3: searches in an index, sorted as it comes")
  void searchesInAnIndex() {
    store.insert(TestCustomers.registered());

    for (String field : List.of("contact.email", "name.lastName")) {
      String plan =
          plan(
              new Document("filter", new Document("deletedAt", null).append(field, "doe"))
                  .append("collation", new Document("locale", "en").append("strength", 2)));
      assertThat(plan).contains("IXSCAN").doesNotContain("COLLSCAN", "\"SORT\"");
    }
  }

  @Test
  @DisplayName("E3: pages in the order of an index")
  void pagesInTheOrderOfAnIndex() {
    store.insert(TestCustomers.registered());

    String plan = plan(new Document("filter", new Document("deletedAt", null)));

    assertThat(plan).contains("IXSCAN").doesNotContain("COLLSCAN", "\"SORT\"");
  }

  private String plan(Document query) {
    Document find =
        new Document("find", "customer.accounts").append("sort", new Document("_id", 1));
    find.putAll(query);
    return mongo
        .executeCommand(new Document("explain", find))
        .get("queryPlanner", Document.class)
        .get("winningPlan", Document.class)
        .toJson();
  }

  private List<Customer> search(String email, String lastName) {
    return customers.page(new CustomerFilter(email, lastName), PageRequest.of(0, 10)).getContent();
  }

  private Document document(Customer customer) {
    return mongo
        .getCollection("customer.accounts")
        .find(new Document("_id", customer.id()))
        .first();
  }

  private static Customer named(String lastName, String email) {
    return Customer.register(
        Customer.newId(),
        new Name("Ms.", "Jane", null, lastName, null),
        TestCustomers.reachedBy(email),
        List.of(TestCustomers.HOME),
        List.of());
  }
}
