package com.storefront.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.storefront.events.Topics;
import com.storefront.local.servers.LocalServers;
import com.storefront.local.servers.Ports;
import com.storefront.local.servers.TcpProxy;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Prometheus and Grafana show of the running storefront, and when they call somebody. */
@EnabledIf("com.storefront.local.servers.PrometheusServer#isInstalled")
class MonitoringTests {

  private static final Path HOME = Storefront.HOME.resolve("k8s/base/monitoring");
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration NOTICED = Duration.ofSeconds(45);
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
  private static final Pattern METRIC =
      Pattern.compile("(?<![:\\w])(up|[a-z]+(_[a-z0-9]+)+)(?![:\\w]|\\s*=)");

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static final Storefront storefront = Storefront.running();
  private static final Shop shop = new Shop(storefront.api());

  /** Demands more of Kafka than there is, so it neither follows nor relays. */
  private static final Instance limping =
      storefront.another(Service.ORDERS, Map.of("STOREFRONT_TOPICS_REPLICAS", "3"));

  private static final TcpProxy wayToMongodb = TcpProxy.to(storefront.mongoServer().port());

  /** Soon gives up on Kafka, and has four connections to a MongoDB that can fall silent. */
  private static final Instance frail =
      storefront.another(
          Service.ACCOUNTS,
          Map.of(
              "SPRING_KAFKA_PRODUCER_PROPERTIES_MAX_BLOCK_MS",
              "500",
              "SPRING_KAFKA_PRODUCER_PROPERTIES_REQUEST_TIMEOUT_MS",
              "400",
              "SPRING_KAFKA_PRODUCER_PROPERTIES_DELIVERY_TIMEOUT_MS",
              "500",
              "SPRING_MONGODB_URI",
              "mongodb://%s:%d/accounts?directConnection=true&maxPoolSize=4&waitQueueTimeoutMS=500"
                  .formatted(Ports.LOOPBACK, wayToMongodb.port())));

  private static Prometheus prometheus;

  @BeforeAll
  static void watch(@TempDir Path folder) throws IOException {
    String rules = Files.readString(HOME.resolve("storefront.rules.yml"));
    List<String> targets = new ArrayList<>();
    for (Instance odd : List.of(limping, frail)) {
      targets.add(odd.management().getAuthority());
    }
    for (Service service : Service.values()) {
      targets.add(storefront.service(service).management().getAuthority());
    }
    prometheus = Prometheus.start(Storefront.HOME, folder, impatient(rules), targets);
    frail.start().awaitReady();
  }

  /**
   * Alerts are raised at once, an event is old after three seconds, and what is looked back upon is
   * as many seconds as it was minutes.
   */
  private static String impatient(String rules) {
    String age = "(storefront_outbox_oldest_age_seconds) > ";
    assertThat(rules).contains("for: ", age + "60");
    return rules
        .replaceAll("for: \\w+", "for: 0s")
        .replaceAll("\\[(\\d+)m]", "[$1s]")
        .replace(age + "60", age + "3");
  }

  @AfterAll
  static void stop() {
    prometheus.close();
    frail.close();
    wayToMongodb.close();
  }

  @Test
  void showsSomethingInEveryPanelForEveryService() throws IOException {
    for (String step :
        List.of(
            "/accounts/customers/sample",
            "/orders/customers/sample/orders",
            "/orders/customers/sample/fulfill",
            "/fulfillment/fulfillments/sample/process",
            "/fulfillment/fulfillments/sample/ship")) {
      storefront.api().get(step).expect(200);
    }

    for (JsonNode panel : panels()) {
      List<String> expressions =
          panel.get("targets").valueStream().map(target -> target.get("expr").asString()).toList();
      for (Service service : Service.values()) {
        await(panel.get("title").asString() + " of " + service)
            .atMost(PATIENCE)
            .until(
                () -> {
                  visit(service);
                  return expressions.stream().anyMatch(each -> hasData(each, service));
                });
      }
      assertThat(expressions)
          .as(panel.get("title").asString())
          .allMatch(each -> Stream.of(Service.values()).anyMatch(of -> hasData(each, of)));
    }
  }

  private static void visit(Service service) {
    String collection = service == Service.FULFILLMENT ? "fulfillments" : "customers";
    storefront.api().get("/%s/%s".formatted(service, collection)).expect(200);
  }

  private static boolean hasData(String expression, Service service) {
    return !prometheus
        .query(
            expression
                .replace("$application", service.toString())
                .replace("$__rate_interval", "5m")
                .replace("$__range", "30m"))
        .isEmpty();
  }

  private static List<JsonNode> panels() throws IOException {
    List<JsonNode> panels = new ArrayList<>();
    try (Stream<Path> files = Files.list(HOME.resolve("dashboards"))) {
      for (Path file : files.toList()) {
        JsonMapper.shared()
            .readTree(Files.readString(file))
            .get("panels")
            .valueStream()
            .filter(panel -> panel.has("targets"))
            .forEach(panels::add);
      }
    }
    assertThat(panels).hasSizeGreaterThan(20);
    return panels;
  }

  @Test
  void judgesByMetricsThatThereAre() {
    for (Service service : Service.values()) {
      visit(service);
    }

    await().until(() -> prometheus.rules().stream().allMatch(rule -> is(rule, "ok")));
    for (JsonNode rule : prometheus.rules()) {
      String bare = QUOTED.matcher(rule.get("query").asString()).replaceAll("");
      for (String metric : METRIC.matcher(bare).results().map(MatchResult::group).toList()) {
        await(rule.get("name").asString() + ": " + metric)
            .atMost(PATIENCE)
            .until(() -> !prometheus.query(metric).isEmpty());
      }
    }
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              visit(Service.ORDERS);
              return !prometheus.query("storefront:http_errors:ratio5m").isEmpty();
            });
  }

  /** The build without a running storefront takes this list for the truth. */
  @Test
  void hasTheMetricsByWhichDashboardsAreChecked() throws IOException {
    Path list = Storefront.HOME.resolve("deployment-tests/src/test/resources/metrics.txt");
    shop.approve(shop.place(shop.register("listed@example.com")));

    for (String line : Files.readAllLines(list)) {
      List<String> words = List.of(line.split(" "));
      if (!line.startsWith("#") && !line.startsWith("ALERTS")) {
        await(line)
            .atMost(PATIENCE)
            .until(
                () -> prometheus.labels(words.get(0)).containsAll(words.subList(1, words.size())));
      }
    }
  }

  private static boolean is(JsonNode rule, String health) {
    return rule.get("health").asString().equals(health);
  }

  @Test
  void callsWhenEventsAgeAndTheRelayFailsWhileKafkaIsAway() {
    Instance accounts = storefront.service(Service.ACCOUNTS);
    accounts.pause();
    try {
      awaitNoticed("the frail one relays", () -> relays(frail));
      storefront.kafka().stop();
      new Shop(new Api(frail.uri())).register("aged@example.com");
      awaitAlert("OutboxAges", "topic", Topics.CUSTOMER_CHANGE);
      awaitAlert("RelayFails", "topic", Topics.CUSTOMER_CHANGE);
    } finally {
      accounts.resume();
      storefront.kafka().restart();
    }

    awaitSilence("OutboxAges", "topic", Topics.CUSTOMER_CHANGE);
    awaitSilence("RelayFails", "topic", Topics.CUSTOMER_CHANGE);
  }

  private static boolean relays(Instance instance) {
    String relaying = "storefront_outbox_relay_active{instance=\"%s\"} == 1";
    return !prometheus.query(relaying.formatted(instance.management().getAuthority())).isEmpty();
  }

  /** And publishes it when the runbook was followed. */
  @Test
  void callsWhenAnEventCanNeverBePublished() throws Exception {
    MongoCollection<Document> accounts =
        storefront.collection(Service.ACCOUNTS, "customer.accounts");
    Bson isParked = Filters.exists("outbox.parked");
    List<String> customers = new ArrayList<>();
    configure(Topics.CUSTOMER_CHANGE, OpType.SET);
    try {
      awaitNoticed(
          "an event that is too large",
          () -> {
            customers.add(shop.register("parked@example.com"));
            return accounts.countDocuments(isParked) > 0;
          });
      awaitAlert("OutboxParked", "topic", Topics.CUSTOMER_CHANGE);
    } finally {
      configure(Topics.CUSTOMER_CHANGE, OpType.DELETE);
      accounts.updateMany(isParked, Updates.unset("outbox.$[].parked"));
    }

    awaitSilence("OutboxParked", "topic", Topics.CUSTOMER_CHANGE);
    customers.forEach(customer -> shop.awaitEmail(customer, "parked@example.com"));
  }

  /** Lets no event of ours through, or again as many bytes as the broker has it. */
  private static void configure(String topic, OpType operation) throws Exception {
    var limit = new AlterConfigOp(new ConfigEntry("max.message.bytes", "100"), operation);
    try (var admin =
        Admin.create(Map.of("bootstrap.servers", LocalServers.kafkaBootstrapServers()))) {
      var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
      admin.incrementalAlterConfigs(Map.of(resource, List.of(limit))).all().get();
    }
  }

  @Test
  void callsWhenDeadLettersWait() {
    Api orders = new Api(storefront.service(Service.ORDERS).management());
    sendNonsense(Topics.ORDER_STATUS_CHANGE);

    awaitAlert("DeadLettersWait", "application", "orders");
    orders
        .get("/actuator/deadletters?limit=1000")
        .expect(200)
        .body()
        .get("deadLetters")
        .valueStream()
        .map(letter -> letter.get("id").asString())
        .forEach(
            id ->
                orders
                    .send(
                        "DELETE",
                        "/actuator/deadletters/" + id + "?by=test",
                        BodyPublishers.noBody())
                    .expect(200));

    awaitSilence("DeadLettersWait", "application", "orders");
  }

  private static void sendNonsense(String topic) {
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", LocalServers.kafkaBootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer.send(
          new ProducerRecord<>(topic, UUID.randomUUID().toString(), "nonsense".getBytes(UTF_8)));
    }
  }

  @Test
  void callsWhenAServiceIsAwayAndNobodyFollowsOrRelays() {
    Instance orders = storefront.service(Service.ORDERS);
    limping.start().awaitReady();
    orders.pause();
    try {
      awaitAlert("ServiceAway", "instance", orders.management().getAuthority());
      awaitAlert("DeadConsumer", "topic", Topics.ORDER_STATUS_CHANGE);
      awaitAlert("RelayWithoutHolder", "topic", Topics.FULFILLMENT_REQUEST);
      for (int customer = 0; customer <= 100; customer++) {
        shop.register("behind-%d@example.com".formatted(customer));
      }
      awaitAlert("ConsumerLagGrows", "topic", Topics.CUSTOMER_CHANGE);
    } finally {
      orders.resume();
      limping.close();
    }

    awaitSilence("ServiceAway", "instance", orders.management().getAuthority());
    awaitSilence("DeadConsumer", "topic", Topics.ORDER_STATUS_CHANGE);
    awaitSilence("RelayWithoutHolder", "topic", Topics.FULFILLMENT_REQUEST);
    awaitSilence("ConsumerLagGrows", "topic", Topics.CUSTOMER_CHANGE);
  }

  @Test
  void callsWhenConnectionsToMongodbRunOutAndRequestsFail() {
    String instance = frail.management().getAuthority();
    wayToMongodb.silence();
    try {
      awaitNoticed(
          "DatabasePoolExhausted",
          () -> {
            visitInVain();
            return prometheus.isFiring("DatabasePoolExhausted", "instance", instance);
          });
      awaitNoticed(
          "ErrorsBurnBudget",
          () -> {
            visitInVain();
            return prometheus.isFiring("ErrorsBurnBudget", "application", "accounts");
          });
    } finally {
      wayToMongodb.heal();
    }

    awaitSilence("DatabasePoolExhausted", "instance", instance);
    awaitSilence("ErrorsBurnBudget", "application", "accounts");
  }

  /** Does not wait for an answer: the first few get none. */
  private static void visitInVain() {
    HTTP.sendAsync(
        HttpRequest.newBuilder(frail.uri().resolve("/accounts/customers")).build(),
        BodyHandlers.discarding());
  }

  @Test
  void callsWhenAnOrderDoesNotMove() {
    String order = shop.place(shop.register("stuck@example.com"));
    var longAgo = Date.from(new Date().toInstant().minus(Duration.ofDays(8)));
    storefront
        .collection(Service.ORDERS, "customer.orders")
        .updateOne(
            new Document("_id", order), new Document("$set", new Document("placedAt", longAgo)));

    awaitAlert("OrdersStuck", "status", "CREATED");
    storefront
        .api()
        .post("/orders/orders/%s/cancellation".formatted(order), "{}", "If-Match", "*")
        .expect(200);

    awaitSilence("OrdersStuck", "status", "CREATED");
  }

  private static void awaitAlert(String alert, String label, String value) {
    awaitNoticed(alert, () -> prometheus.isFiring(alert, label, value));
  }

  private static void awaitSilence(String alert, String label, String value) {
    awaitNoticed("no " + alert, () -> !prometheus.isFiring(alert, label, value));
  }

  private static void awaitNoticed(String what, Callable<Boolean> condition) {
    await(what).atMost(NOTICED).until(condition);
  }
}
