package com.storefront.accounts.customer.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.accounts.AccountsClient;
import com.storefront.test.RealServers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@RealServers
@Import(AccountsClient.class)
class CustomerOpenApiTests {

  @Autowired AccountsClient accounts;

  @Test
  void describesEveryPath() {
    JsonNode api = accounts.get("/v3/api-docs").json();

    assertThat(api.at("/openapi").asString()).startsWith("3.1");
    assertThat(api.path("paths").propertyNames())
        .containsExactlyInAnyOrder(
            "/customers",
            "/customers/{id}",
            "/customers/{id}/preferences",
            "/",
            "/customers/summary",
            "/customers/sample",
            "/customers/export.csv",
            "/customers/export.ndjson",
            "/imports",
            "/imports/{id}",
            "/imports/{id}/cancellation",
            "/imports/{id}/result.csv");
    assertThat(api.at("/paths/~1customers/post/responses").propertyNames())
        .contains("201", "400", "404", "422") // 404: the key is of a customer that was deleted
        .doesNotContain("200");
    assertThat(api.at("/paths/~1customers~1{id}/patch/requestBody/content").propertyNames())
        .containsExactlyInAnyOrder("application/merge-patch+json", "application/json");
    assertThat(api.at("/components/schemas/Name/properties/middleName/type").toString())
        .contains("null");
  }

  @Test
  void describesTheFileOfAnImport() {
    JsonNode post = accounts.get("/v3/api-docs").json().at("/paths/~1imports/post");

    assertThat(post.at("/requestBody/content").propertyNames()).containsExactly("text/csv");
    assertThat(post.at("/responses").propertyNames())
        .contains("202", "400", "413", "415", "422", "503")
        .doesNotContain("200");
    assertThat(post.at("/responses/202/headers").propertyNames()).contains("Location", "ETag");
    assertThat(post.path("parameters"))
        .singleElement()
        .satisfies(it -> assertThat(it.path("required").asBoolean()).isTrue());
    String example = post.at("/requestBody/content/text~1csv/example").asString();
    accounts.upload("/imports", example, "example of the documentation").expect(202);
  }

  @Test
  void describesTheCountryAndThePartsThatItDecides() {
    JsonNode schemas = accounts.get("/v3/api-docs").json().at("/components/schemas");

    JsonNode submitted = schemas.at("/AddressForm/properties");
    assertThat(submitted.at("/country").toString()).contains("ISO 3166-1", "^[A-Z]{2}$", "null");
    assertThat(submitted.at("/postalCode/description").asString()).contains("country");
    assertThat(schemas.at("/AddressForm/required").toString()).doesNotContain("state", "postal");
    assertThat(schemas.at("/Address/properties/country/description").asString())
        .contains("ISO 3166-1");
    assertThat(schemas.at("/Contact/properties/primaryPhone/description").asString())
        .contains("E.164");
  }

  @Test
  void showsAnExampleThatTheServiceAccepts() {
    JsonNode api = accounts.get("/v3/api-docs").json();

    JsonNode form = example(api, api.at("/components/schemas/CustomerForm"));

    accounts.post("/customers", form.toString()).expect(201);
  }

  /** Builds an example as Swagger UI does. */
  private static JsonNode example(JsonNode api, JsonNode schema) {
    if (schema.has("$ref")) {
      return example(api, api.at(schema.path("$ref").asString().substring(1)));
    }
    if (schema.has("example")) {
      return schema.path("example");
    }
    if (schema.has("anyOf")) {
      return example(api, schema.at("/anyOf/0"));
    }
    if (schema.has("items")) {
      return JsonNodeFactory.instance.arrayNode().add(example(api, schema.path("items")));
    }
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    schema
        .path("properties")
        .properties()
        .forEach(property -> object.set(property.getKey(), example(api, property.getValue())));
    return object;
  }
}
