package com.storefront.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads lists of a service by cursor, and MongoDB's profiler for how the pages were found. */
public final class PagedLists implements AutoCloseable {

  /** Queries of other components have larger limits. */
  private static final int SIZE = 7;

  private final RestTestClient http;
  private final MongoOperations mongo;

  private PagedLists(RestTestClient http, MongoOperations mongo) {
    this.http = http;
    this.mongo = mongo;
  }

  /** Starts the profiler of the database. */
  public static PagedLists of(RestTestClient http, MongoOperations mongo) {
    mongo.executeCommand(new Document("profile", 2));
    return new PagedLists(http, mongo);
  }

  /** Every query with one of the alternatives of each parameter; an empty one is left out. */
  public static Stream<String> combinations(List<List<String>> parameters) {
    Stream<String> queries = Stream.of("");
    for (List<String> alternatives : parameters) {
      queries =
          queries.flatMap(
              query -> alternatives.stream().map(it -> it.isEmpty() ? query : query + "&" + it));
    }
    return queries;
  }

  /**
   * Reads the first three pages and returns the queries in the profile, at least one a page.
   *
   * @param query that begins with {@code &}, or is empty
   */
  public List<Document> profiles(String path, String query) {
    Date begin = new Date();
    String uri = "%s?size=%d&cursor=%s".formatted(path, SIZE, query);
    for (int page = 0; page < 3 && uri != null; page++) {
      uri = next(get(uri));
    }
    Criteria finds =
        Criteria.where("ts").gte(begin).and("command.limit").lte(SIZE + 1).and("command.sort._id");
    return mongo.find(Query.query(finds.exists(true)), Document.class, "system.profile");
  }

  /** Fails unless each of the first pages was found in the order of an index. */
  public void assertFoundInAnIndexWithoutSorting(String path, String query) {
    assertThat(profiles(path, query))
        .isNotEmpty()
        .allSatisfy(
            page -> {
              assertThat(page.getString("planSummary")).startsWith("IXSCAN");
              assertThat(page).doesNotContainKey("hasSortStage");
            });
  }

  /** Fails unless MongoDB read hardly more for each of the first pages than is on it. */
  public void assertNoMoreReadThanThePage(String path, String query) {
    assertThat(profiles(path, query))
        .hasSizeGreaterThanOrEqualTo(3)
        .allSatisfy(
            page -> {
              assertThat(page.getInteger("docsExamined")).isLessThanOrEqualTo(20);
              assertThat(page.getInteger("keysExamined")).isLessThanOrEqualTo(20);
            });
  }

  /** Fails unless the list has these query parameters, and none is prefilled by an example. */
  public void assertParametersWithoutExamples(String path, String... names) {
    assertThat(parameters(path))
        .containsOnlyKeys(names)
        .allSatisfy(
            (name, parameter) -> assertThat(parameter.findValues("example")).as(name).isEmpty());
  }

  /**
   * A value of each item of a list, read page by page.
   *
   * @param uri with an empty cursor
   * @param pointer to the value within the item, for example {@code /id}
   */
  public List<String> all(String uri, String pointer) {
    List<String> values = new ArrayList<>();
    for (String next = uri; next != null; ) {
      JsonNode page = get(next);
      page.path("_embedded")
          .forEach(items -> items.forEach(item -> values.add(item.at(pointer).asString())));
      next = next(page);
    }
    return values;
  }

  /** The number of matches that a page by number shows. */
  public long total(String uri) {
    return get(uri).at("/page/totalElements").asLong();
  }

  /** The query parameters that the OpenAPI document has for a list, by name. */
  private Map<String, JsonNode> parameters(String path) {
    Map<String, JsonNode> parameters = new TreeMap<>();
    get("/v3/api-docs")
        .path("paths")
        .path(path)
        .at("/get/parameters")
        .forEach(it -> parameters.put(it.path("name").asString(), it));
    return parameters;
  }

  private static @Nullable String next(JsonNode page) {
    return page.at("/_links/next/href").asString(null);
  }

  /**
   * @param uri absolute, or within the service
   */
  private JsonNode get(String uri) {
    var request = uri.startsWith("/") ? http.get().uri(uri) : http.get().uri(URI.create(uri));
    byte[] body =
        request
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody()
            .returnResult()
            .getResponseBodyContent();
    return JsonMapper.shared().readTree(body);
  }

  /** Stops the profiler. */
  @Override
  public void close() {
    mongo.executeCommand(new Document("profile", 0));
  }
}
