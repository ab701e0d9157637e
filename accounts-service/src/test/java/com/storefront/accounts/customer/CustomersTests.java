package com.storefront.accounts.customer;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.storefront.accounts.card.TestCards;
import com.storefront.accounts.customer.CustomerQueries.Filter;
import com.storefront.events.customer.Name;
import com.storefront.messaging.aggregate.AggregateStore;
import com.storefront.messaging.aggregate.IdempotencyKey;
import com.storefront.test.RealServers;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.mongodb.core.MongoOperations;

@RealServers
class CustomersTests {

  @Autowired Customers customers;
  @Autowired AggregateStore store;
  @Autowired MongoOperations mongo;

  @BeforeEach
  void deletesAllCustomers() {
    collection().deleteMany(new Document());
  }

  @Test
  void readsACustomerAsItWasSaved() {
    Customer saved = store.insert(TestCustomers.registered());

    Customer read = customers.findByIdAndDeletedAtIsNull(saved.id()).orElseThrow();

    assertThat(read).usingRecursiveComparison().isEqualTo(saved);
    assertThat(read.version()).isEqualTo(1);
  }

  /** An earlier version stored neither time. */
  @Test
  void derivesTheCreationOfAnOldCustomerFromTheId() {
    Customer saved = store.insert(TestCustomers.registered());
    collection()
        .updateOne(
            new Document("_id", saved.id()),
            new Document("$unset", new Document("createdAt", "").append("updatedAt", "")));

    Customer old = customers.findByIdAndDeletedAtIsNull(saved.id()).orElseThrow();

    assertThat(old.createdAt()).isEqualTo(new ObjectId(saved.id()).getDate().toInstant());
    assertThat(old.updatedAt()).isNull();
  }

  @Test
  void storesNoCardNumberInClearText() {
    Customer saved = store.insert(TestCustomers.registered());

    Document document = document(saved);

    assertThat(document.toJson())
        .doesNotContain(TestCards.VISA)
        .contains("\"last4\": \"1111\"", "\"brand\": \"Visa\"", "\"sealed\"");
    assertThat(document.get("_id")).isEqualTo(saved.id());
  }

  @Test
  void keepsNoPersonalDataOfADeletedCustomer() {
    Customer customer = TestCustomers.registered();
    customer.createdBy(new IdempotencyKey("create-customer", "k", "d"));
    store.insert(customer);
    customer.delete(TestCards.NOW);

    store.update(customer);

    assertThat(document(customer))
        .containsEntry("version", 2L)
        .containsKeys("_id", "deletedAt", "idempotencyKey")
        .doesNotContainKeys("name", "contact", "addresses", "creditCards");
    assertThat(customers.findByIdAndDeletedAtIsNull(customer.id())).isEmpty();
    assertThat(customers.findByDeletedAtIsNullOrderById(Limit.of(10))).isEmpty();
    assertThat(search(null, null)).isEmpty();
    assertThat(search("john.doe@internet.com", null)).isEmpty();
  }

  @Test
  void searchesForEmailAndLastNameInAnyCase() {
    Customer john = store.insert(TestCustomers.registered());
    Customer jane = store.insert(customer("Doé", "jane@internet.com"));

    assertThat(search("JOHN.DOE@INTERNET.COM", null)).containsExactly(john.id());
    assertThat(search(null, "dOE")).containsExactly(john.id());
    assertThat(search(null, "DOÉ")).containsExactly(jane.id());
    assertThat(search("jane@internet.com", "Doe")).isEmpty();
  }

  @Test
  void pagesWithTheOldestCustomerFirst() {
    List<String> ids =
        IntStream.range(0, 5)
            .mapToObj(i -> store.insert(customer("Doe", i + "@internet.com")).id())
            .toList();

    PageRequest second = PageRequest.of(1, 2, Customers.BY_ID);
    Page<Customer> all = customers.findPage(Filter.NONE, second);
    Page<Customer> found = customers.findPage(new Filter(null, "doe", null, null), second);

    assertThat(all.getTotalElements()).isEqualTo(5);
    assertThat(all).extracting(Customer::id).isEqualTo(ids.subList(2, 4));
    assertThat(found.getTotalElements()).isEqualTo(5);
    assertThat(found).extracting(Customer::id).isEqualTo(ids.subList(2, 4));
    assertThat(customers.findByDeletedAtIsNullOrderById(Limit.of(3)))
        .extracting(Customer::id)
        .isEqualTo(ids.subList(0, 3));
  }

  private List<String> search(String email, String lastName) {
    return customers
        .findPage(new Filter(email, lastName, null, null), PageRequest.of(0, 10, Customers.BY_ID))
        .map(Customer::id)
        .getContent();
  }

  private Document document(Customer customer) {
    return collection().find(new Document("_id", customer.id())).first();
  }

  private MongoCollection<Document> collection() {
    return mongo.getCollection("customer.accounts");
  }

  private static Customer customer(String lastName, String email) {
    return Customer.register(
        Customer.newId(),
        new Name("Ms.", "Jane", null, lastName, null),
        TestCustomers.contact(email),
        List.of(TestCustomers.HOME),
        List.of(),
        TestCards.NOW);
  }
}
