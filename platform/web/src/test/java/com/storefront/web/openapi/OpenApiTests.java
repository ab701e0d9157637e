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
          "X-Forwarded-Proto", "https");

  private final HttpClient http = HttpClient.newHttpClient();

  @LocalServerPort int port;

  @Test
  void hasTheInfoOfTheService() throws Exception {
    JsonNode document = document();

    assertThat(document.at("/openapi").asString()).startsWith("3.1");
    assertThat(document.at("/info/title").asString()).isEqualTo("Example");
    assertThat(document.at("/info/version").asString()).isEqualTo("1.2.3");
  }

  @Test
  void namesItsServerByThePathOnly() throws Exception {
    assertThat(document().at("/servers/0/url").asString()).isEqualTo("/example");
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
  void describesProblems() throws Exception {
    JsonNode document = document();

    JsonNode response = document.at("/paths/~1widgets~1{id}/get/responses/404");

    assertThat(response.at("/content/application~1problem+json/schema/$ref").asString())
        .isEqualTo("#/components/schemas/ProblemDetail");
    assertThat(names(document.at("/components/schemas/ProblemDetail/properties")))
        .contains("type", "title", "status", "detail", "instance", "errors");
  }

  @Test
  void showsTheProblemOfEachStatusByAnExample() throws Exception {
    JsonNode responses = document().at("/paths/~1widgets~1{id}/put/responses");

    for (String status : List.of("400", "404", "412", "428", "503")) {
      JsonNode example =
          responses.path(status).at("/content/application~1problem+json").path("example");
      assertThat(example.path("status").asString()).isEqualTo(status);
      assertThat(example.path("type").asString()).startsWith("urn:storefront:problem:");
    }
  }

  @Test
  void givesModelsReadableTitles() throws Exception {
    assertThat(document().at("/components/schemas/PagedModelWidgetView/title").asString())
        .isEqualTo("Page of Widget");
  }

  @Test
  void requiresIfMatch() throws Exception {
    List<JsonNode> parameters =
        list(document().at("/paths/~1widgets~1{id}/delete/parameters")).toList();

    assertThat(parameters)
        .extracting(p -> p.at("/name").asString())
        .containsExactly("id", "If-Match");
    assertThat(parameters.get(1).at("/required").asBoolean()).isTrue();
    assertThat(parameters.get(1).at("/in").asString()).isEqualTo("header");
    assertThat(parameters.get(1).at("/schema/type").asString()).isEqualTo("string");
    assertThat(List.of("*", "\"1\"", "W/\"1\"", "\"1\", \"2\""))
        .allMatch(value -> value.matches(parameters.get(1).at("/schema/pattern").asString()));
    assertThat("1").doesNotMatch(parameters.get(1).at("/schema/pattern").asString());
  }

  @Test
  void documentsTheEntityTagOfAResource() throws Exception {
    JsonNode paths = document().at("/paths");

    assertThat(names(paths.at("/~1widgets~1{id}/get/responses/200/headers"))).contains("ETag");
    assertThat(names(paths.at("/~1widgets/post/responses/201/headers")))
        .contains("ETag", "Location", "Idempotent-Replayed");
    assertThat(names(paths.at("/~1widgets/get/responses/200/headers"))).isEmpty();
  }

  @Test
  void documentsHalWhereAModelIsAnswered() throws Exception {
    JsonNode paths = document().at("/paths");

    assertThat(names(paths.at("/~1widgets~1{id}/get/responses/200/content")))
        .containsExactlyInAnyOrder("application/hal+json", "application/json");
    assertThat(names(paths.at("/~1widgets~1sample/post/responses/200/content")))
        .containsExactly("application/json");
  }

  @Test
  void givesEachOperationItsOwnId() throws Exception {
    List<String> ids =
        document().at("/paths").findValues("operationId").stream().map(JsonNode::asString).toList();

    assertThat(ids).doesNotHaveDuplicates().contains("widgetPage", "widgetMake", "sampleSample");
  }

  @Test
  void describesTheLimitsOfPaging() throws Exception {
    JsonNode size = document().at("/paths/~1widgets/get/parameters/1/schema");

    assertThat(size.at("/type").asString()).isEqualTo("integer");
    assertThat(size.at("/maximum").asInt()).isEqualTo(100);
  }

  @Test
  void documentsTheBoundsThatMessagesName() throws Exception {
    JsonNode document = document();
    JsonNode page = document.at("/paths/~1widgets/get/parameters/0");
    JsonNode members = document.at("/components/schemas/MakeWidget/properties");

    assertThat(page.at("/name").asString()).isEqualTo("page");
    assertThat(message(get("/widgets?page=x", Map.of()))).endsWith(bounds(page.at("/schema")));
    assertThat(message(post("{\"quantity\": \"x\"}"))).endsWith(bounds(members.at("/quantity")));
    assertThat(message(post("{\"price\": \"x\"}"))).endsWith(bounds(members.at("/price")));
  }

  private static String bounds(JsonNode schema) {
    return " from %s to %s".formatted(schema.get("minimum"), schema.get("maximum"));
  }

  private static String message(HttpResponse<String> problem) {
    return JsonMapper.shared().readTree(problem.body()).at("/errors/0/message").asString();
  }

  @Test
  void redirectsToSwaggerUi() throws Exception {
    HttpResponse<String> answer = get("/swagger-ui", GATEWAY);

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location").orElseThrow())
        .endsWith("/example/swagger-ui/index.html");
  }

  @Test
  void configuresSwaggerUi() throws Exception {
    assertThat(get("/swagger-ui/index.html", GATEWAY).statusCode()).isEqualTo(200);
    assertThat(get("/swagger-ui/swagger-initializer.js", GATEWAY).body())
        .contains("/example/v3/api-docs/swagger-config")
        .contains("syntaxHighlight: {activated: false}");
    assertThat(get("/v3/api-docs/swagger-config", GATEWAY).body())
        .contains("\"url\":\"/example/v3/api-docs\"");
  }

  @Test
  void createsLinksToTheGateway() throws Exception {
    assertThat(get("/widgets/known", GATEWAY).body())
        .contains("\"href\":\"https://shop.example/example/widgets/known\"");
  }

  private JsonNode document() throws IOException, InterruptedException {
    return JsonMapper.shared().readTree(get("/v3/api-docs", Map.of()).body());
  }

  private HttpResponse<String> post(String widget) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/example/widgets"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(widget))
            .build(),
        HttpResponse.BodyHandlers.ofString());
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
