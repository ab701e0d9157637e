package com.storefront.accounts.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.PUT;

import com.storefront.accounts.AccountsClient;
import com.storefront.accounts.AccountsClient.Answer;
import com.storefront.test.RealServers;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.JsonNode;

@RealServers
@Import(AccountsClient.class)
class SampleRegistrationTests {

  @Autowired AccountsClient accounts;
  @Autowired MongoOperations mongo;

  @BeforeEach
  void deletesAllCustomers() {
    mongo.getCollection("customer.accounts").deleteMany(new Document());
  }

  @Test
  void registersTheMissingSampleCustomersOnly() {
    String other = accounts.register();

    expectStep(accounts.get("/customers/sample"), 6, 0);
    expectStep(accounts.post("/customers/sample", ""), 0, 6);
    JsonNode mary = accounts.get("/customers?lastName=smith").json().at("/_embedded/customers/0");
    accounts.change(DELETE, mary.path("id").asString(), "", 1).expect(204);
    expectStep(accounts.post("/customers/sample", ""), 1, 5);

    assertThat(accounts.get("/customers/summary").json().path("customers"))
        .extracting(customer -> customer.at("/name/firstName").asString())
        .containsExactlyInAnyOrder("John", "John", "Mary", "Susan", "Olivia", "Jürgen", "");
    accounts.get("/customers/" + other).expect(200);
  }

  @Test
  void acceptsTheSampleCustomersAsTheyWereRead() {
    accounts.post("/customers/sample", "").expect(200);

    JsonNode customers = accounts.get("/customers/summary").json().path("customers");

    assertThat(customers).hasSize(6);
    for (JsonNode customer : customers) {
      accounts.change(PUT, customer.path("id").asString(), customer.toString(), 1).expect(200);
    }
  }

  private static void expectStep(Answer answer, int affected, int skipped) {
    JsonNode step = answer.expect(200).json();
    assertThat(step.path("step").asString()).isEqualTo("customers");
    assertThat(step.path("affected").asInt()).isEqualTo(affected);
    assertThat(step.path("skipped").asInt()).isEqualTo(skipped);
  }
}
