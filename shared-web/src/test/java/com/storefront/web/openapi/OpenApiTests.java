package com.storefront.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.example.ExampleApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(
    classes = ExampleApplication.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "storefront.sample-data.enabled=true")
class OpenApiTests {

  private static final Map<String, String> GATEWAY =
      Map.of(
          "X-Forwarded-Host", "shop.example",
          "X-Forwarded-Proto", "https",
          "X-Forwarded-Prefix", "/gate/example");

  private final HttpClient http = HttpClient.newHttpClient();

  @LocalServerPort int port;

  @Test
  void saysWhatTheServiceSaysOfItself() throws Exception {
    JsonNode document = document();

    assertThat(document.at("/openapi").asString()).startsWith("3.1");
    assertThat(document.at("/info/title").asString()).isEqualTo("Example");
    assertThat(document.at("/info/version").asString()).isEqualTo("1.2.3");
  }

  @Test
  void namesItsServerByThePathThatTheClientSees() throws Exception {
    assertThat(document().at("/servers/0/url").asString()).isEqualTo("/example");
    assertThat(document(GATEWAY).at("/servers/0/url").asString()).isEqualTo("/gate/example");
  }

  @Test
  void documentsTheProblemsOfAnOperation() throws Exception {
    JsonNode document = document();

    assertThat(names(document.at("/paths/~1widgets~1{id}/put/responses")))
        .containsExactlyInAnyOrder(
            "200", "400", "404", "406", "409", "412", "413", "415", "422", "428", "500", "503");
    assertThat(names(document.at("/paths/~1widgets/get/responses")))
        .containsExactlyInAnyOrder("200", "400", "406", "500", "503");
  }

  @Test
  void refersToAProblemThatIsThere() throws Exception {
    JsonNode document = document();
    String reference =
        document.at("/paths/~1widgets~1{id}/get/responses/404/$ref").asString().substring(1);

    JsonNode response = document.at(reference);

    assertThat(response.at("/content/application~1problem+json/schema/$ref").asString())
        .isEqualTo("#/components/schemas/ProblemDetail");
    assertThat(names(document.at("/components/schemas/ProblemDetail/properties")))
        .contains("type", "title", "status", "detail", "instance", "errors");
  }

  @Test
  void requiresIfMatchWhereAVersionIsExpected() throws Exception {
    List<JsonNode> parameters =
        list(document().at("/paths/~1widgets~1{id}/delete/parameters")).toList();

    assertThat(parameters)
        .extracting(p -> p.at("/name").asString())
        .containsExactly("id", "If-Match");
    assertThat(parameters.get(1).at("/required").asBoolean()).isTrue();
    assertThat(parameters.get(1).at("/in").asString()).isEqualTo("header");
  }

  @Test
  void namesTheEntityTagOfOneResourceAndOfNoCollection() throws Exception {
    JsonNode paths = document().at("/paths");

    assertThat(names(paths.at("/~1widgets~1{id}/get/responses/200/headers"))).contains("ETag");
    assertThat(names(paths.at("/~1widgets/post/responses/201/headers")))
        .contains("ETag", "Location");
    assertThat(names(paths.at("/~1widgets/get/responses/200/headers"))).isEmpty();
  }

  @Test
  void namesTheMediaTypesThatAreAnswered() throws Exception {
    JsonNode paths = document().at("/paths");

    assertThat(names(paths.at("/~1widgets~1{id}/get/responses/200/content")))
        .containsExactlyInAnyOrder("application/hal+json", "application/json");
    assertThat(names(paths.at("/~1widgets~1sample/post/responses/200/content")))
        .containsExactly("application/json");
  }

  @Test
  void givesEachOperationAnIdOfItsOwn() throws Exception {
    List<String> ids =
        document().at("/paths").findValues("operationId").stream().map(JsonNode::asString).toList();

    assertThat(ids)
        .doesNotHaveDuplicates()
        .contains("widgetPage", "widgetMake", "sampleSampleGet", "sampleSamplePost");
  }

  @Test
  void closesTheBodiesThatMustNotHaveUnknownMembers() throws Exception {
    JsonNode schemas = document().at("/components/schemas");

    assertThat(schemas.at("/MakeWidget/additionalProperties").isBoolean()).isTrue();
    assertThat(schemas.at("/Contact/additionalProperties").isBoolean()).isTrue();
    assertThat(schemas.at("/WidgetView/additionalProperties").isMissingNode()).isTrue();
  }

  @Test
  void describesPagesAndTextAsTheyAreChecked() throws Exception {
    JsonNode document = document();

    assertThat(document.at("/paths/~1widgets/get/parameters/1/schema/type").asString())
        .isEqualTo("integer");
    assertThat(document.at("/paths/~1widgets/get/parameters/1/schema/maximum").asInt())
        .isEqualTo(100);
    assertThat(document.at("/components/schemas/MakeWidget/properties/title/pattern").asString())
        .isEqualTo("\\S");
    assertThat(document.at("/paths/~1widgets~1{id}/get/parameters/0/schema/pattern").asString())
        .isEqualTo("^[^/\\\\\\u0000]+$");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/swagger-ui", "/swagger-ui/", "/swagger-ui.html"})
  void sendsPeopleToSwaggerUiThroughTheGateway(String path) throws Exception {
    HttpResponse<String> answer = get(path, GATEWAY);

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location").orElseThrow())
        .endsWith("/gate/example/swagger-ui/index.html");
  }

  @Test
  void showsSwaggerUiThroughTheGateway() throws Exception {
    assertThat(get("/swagger-ui/index.html", GATEWAY).statusCode()).isEqualTo(200);
    assertThat(get("/swagger-ui/swagger-initializer.js", GATEWAY).body())
        .contains("/gate/example/v3/api-docs/swagger-config");
    assertThat(get("/v3/api-docs/swagger-config", GATEWAY).body())
        .contains("\"url\":\"/gate/example/v3/api-docs\"");
  }

  @Test
  void linksToTheGateway() throws Exception {
    assertThat(get("/widgets/known", GATEWAY).body())
        .contains("\"href\":\"https://shop.example/gate/example/widgets/known\"");
  }

  private JsonNode document() throws IOException, InterruptedException {
    return document(Map.of());
  }

  private JsonNode document(Map<String, String> headers) throws IOException, InterruptedException {
    return JsonMapper.shared().readTree(get("/v3/api-docs", headers).body());
  }

  private HttpResponse<String> get(String path, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/example" + path));
    headers.forEach(request::header);
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static List<String> names(JsonNode node) {
    return List.copyOf(node.propertyNames());
  }

  private static Stream<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
