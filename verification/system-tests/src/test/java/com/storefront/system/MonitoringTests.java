package com.storefront.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.storefront.events.Topics;
import com.storefront.servers.CarrierServer;
import com.storefront.servers.LocalServers;
import com.storefront.servers.Ports;
import com.storefront.test.TcpProxy;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
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

/** The rules and dashboards of the repository on a real Prometheus and a running storefront. */
@EnabledIf("com.storefront.system.Prometheus#isInstalled")
class MonitoringTests {

  private static final Path HOME = Storefront.HOME.resolve("k8s/base/monitoring");
  private static final Duration TIMEOUT = Duration.ofSeconds(90);
  private static final Duration ALERT_TIMEOUT = Duration.ofSeconds(45);
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
  private static final Pattern METRIC =
      Pattern.compile("(?<![:\\w])(up|[a-z]+(_[a-z0-9]+)+)(?![:\\w]|\\s*=)");

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static final Storefront storefront = Storefront.running();
  private static final StorefrontClient client = new StorefrontClient(storefront.api());

  /** Requires more replicas than the broker has, so it neither consumes nor relays. */
  private static final Instance misconfigured =
      storefront.another(Service.ORDERS, Map.of("STOREFRONT_TOPICS_REPLICAS", "3"));

  private static final TcpProxy mongodbProxy = TcpProxy.to(storefront.mongoServer().port());

  /** Has short Kafka timeouts, and four connections to MongoDB through a proxy. */
  private static final Instance fragile =
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
                  .formatted(Ports.LOOPBACK, mongodbProxy.port())));

  private static final SmtpServer mailServer = SmtpServer.start();

  /** Its week begins at the end of Sunday, so that of the other instance begins before. */
  private static final Instance notifications =
      storefront.notifications(mailSettings("SUNDAY", "23:59:59"));

  /** Its week has begun today, and the other instance has not decided its digests. */
  private static final Instance earlyNotifications =
      storefront.notifications(
          mailSettings(LocalDate.now(ZoneOffset.UTC).getDayOfWeek().name(), "00:00"));

  private static Prometheus prometheus;

  @BeforeAll
  static void watch(@TempDir Path folder) throws IOException {
    String rules = Files.readString(HOME.resolve("storefront.rules.yml"));
    List<String> targets = new ArrayList<>();
    for (Instance each : List.of(misconfigured, fragile, notifications, earlyNotifications)) {
      targets.add(each.management().getAuthority());
    }
    for (Service service : Service.values()) {
      targets.add(storefront.service(service).management().getAuthority());
    }
    targets.add(storefront.console().management().getAuthority());
    prometheus = Prometheus.start(Storefront.HOME, folder, accelerated(rules), targets);
    fragile.start();
    notifications.start().awaitReady();
    fragile.awaitReady();
  }

  private static Map<String, String> mailSettings(String day, String time) {
    var settings = new HashMap<>(mailServer.settings());
    settings.put("STOREFRONT_DIGEST_DAY", day);
    settings.put("STOREFRONT_DIGEST_TIME", time);
    return settings;
  }

  /**
   * Rules that fire without delay, after an age of 3 s, and with ranges in seconds, not minutes.
   */
  private static String accelerated(String rules) {
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
    fragile.close();
    notifications.close();
    mailServer.close();
    mongodbProxy.close();
  }

  @Test
  void explainsItsOwnMetricsInAScrapeOfAtMost150Kilobytes() {
    for (Service service : Service.values()) {
      var scrape = new Api(storefront.service(service).management()).get("/actuator/prometheus");
      assertThat(scrape.response().body().length()).as(service.toString()).isLessThan(150_000);
      assertThat(scrape.response().body().lines())
          .filteredOn(line -> line.startsWith("# HELP storefront_"))
          .isNotEmpty()
          .allMatch(line -> line.matches("# HELP \\S+ \\S.*"));
    }
  }

  @Test
  void showsDataInEveryPanelForEveryService() throws IOException {
    for (JsonNode panel : panels()) {
      List<String> expressions =
          panel.get("targets").valueStream().map(target -> target.get("expr").asString()).toList();
      for (Service service : Service.values()) {
        await(panel.get("title").asString() + " of " + service)
            .atMost(TIMEOUT)
            .until(
                () -> {
                  fulfillOrder();
                  return expressions.stream().anyMatch(each -> hasData(each, service));
                });
      }
      assertThat(expressions)
          .as(panel.get("title").asString())
          .allMatch(each -> Stream.of(Service.values()).anyMatch(of -> hasData(each, of)));
    }
  }

  /** Causes requests and events of all services. */
  private static void fulfillOrder() {
    client.ship(client.register("watched@example.com"));
  }

  private static void request(Service service) {
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
  void usesOnlyMetricsThatExistInRules() {
    for (Service service : Service.values()) {
      request(service);
    }

    await()
        .until(
            () ->
                prometheus.rules().stream()
                    .allMatch(rule -> rule.get("health").asString().equals("ok")));
    for (JsonNode rule : prometheus.rules()) {
      String bare = QUOTED.matcher(rule.get("query").asString()).replaceAll("");
      for (String metric : METRIC.matcher(bare).results().map(MatchResult::group).toList()) {
        await(rule.get("name").asString() + ": " + metric)
            .atMost(TIMEOUT)
            .until(() -> !prometheus.query(metric).isEmpty());
      }
    }
    await()
        .atMost(TIMEOUT)
        .until(
            () -> {
              request(Service.ORDERS);
              return !prometheus.query("storefront:http_errors:ratio5m").isEmpty();
            });
  }

  /** The deployment tests use this list without a running storefront. */
  @Test
  void hasTheMetricsThatTheDeploymentTestsExpect() throws IOException {
    Path list =
        Storefront.HOME.resolve("verification/deployment-tests/src/test/resources/metrics.txt");
    client.approve(client.place(client.register("listed@example.com")));

    for (String line : Files.readAllLines(list)) {
      List<String> fields = List.of(line.split(" "));
      if (!line.startsWith("#") && !line.startsWith("ALERTS")) {
        await(line)
            .atMost(TIMEOUT)
            .until(
                () ->
                    prometheus.labels(fields.get(0)).containsAll(fields.subList(1, fields.size())));
      }
    }
  }

  @Test
  void alertsWhenEventsAgeAndTheRelayFailsWithoutKafka() {
    Instance accounts = storefront.service(Service.ACCOUNTS);
    accounts.pause();
    try {
      awaitWithin("the fragile instance relays", () -> relays(fragile));
      storefront.kafka().stop();
      new StorefrontClient(new Api(fragile.uri())).register("aged@example.com");
      awaitAlert("OutboxAges", "topic", Topics.CUSTOMER_CHANGE);
      awaitAlert("RelayFails", "topic", Topics.CUSTOMER_CHANGE);
    } finally {
      accounts.resume();
      storefront.kafka().restart();
    }

    awaitEnd("OutboxAges", "topic", Topics.CUSTOMER_CHANGE);
    awaitEnd("RelayFails", "topic", Topics.CUSTOMER_CHANGE);
  }

  private static boolean relays(Instance instance) {
    String relaying = "storefront_outbox_relay_active{instance=\"%s\"} == 1";
    return !prometheus.query(relaying.formatted(instance.management().getAuthority())).isEmpty();
  }

  /** The event is published once the steps of the runbook have been followed. */
  @Test
  void alertsWhenAnEventIsUnpublishable() throws Exception {
    MongoCollection<Document> accounts =
        storefront.collection(Service.ACCOUNTS, "customer.accounts");
    Bson isUnpublishable = Filters.exists("outbox.parked");
    List<String> customers = new ArrayList<>();
    limitRecordSize(Topics.CUSTOMER_CHANGE, OpType.SET);
    try {
      awaitWithin(
          "an event that is too large",
          () -> {
            customers.add(client.register("parked@example.com"));
            return accounts.countDocuments(isUnpublishable) > 0;
          });
      awaitAlert("OutboxParked", "topic", Topics.CUSTOMER_CHANGE);
    } finally {
      limitRecordSize(Topics.CUSTOMER_CHANGE, OpType.DELETE);
      accounts.updateMany(isUnpublishable, Updates.unset("outbox.$[].parked"));
    }

    awaitEnd("OutboxParked", "topic", Topics.CUSTOMER_CHANGE);
    customers.forEach(customer -> client.awaitEmail(customer, "parked@example.com"));
  }

  /** Sets a limit that is smaller than any event, or resets it. */
  private static void limitRecordSize(String topic, OpType operation) throws Exception {
    var limit = new AlterConfigOp(new ConfigEntry("max.message.bytes", "100"), operation);
    try (var admin =
        Admin.create(Map.of("bootstrap.servers", LocalServers.kafkaBootstrapServers()))) {
      var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
      admin.incrementalAlterConfigs(Map.of(resource, List.of(limit))).all().get();
    }
  }

  @Test
  void alertsWhenDeadLettersAreUnresolved() {
    Api orders = new Api(storefront.service(Service.ORDERS).management());
    publishUnreadableRecord(Topics.ORDER_STATUS_CHANGE);

    awaitAlert("DeadLettersWait", "application", "orders");
    awaitWithin(
        "no DeadLettersWait",
        () -> {
          dropDeadLetters(orders);
          return !prometheus.isFiring("DeadLettersWait", "application", "orders");
        });
  }

  private static void dropDeadLetters(Api service) {
    service
        .get("/actuator/deadletters?limit=1000")
        .expect(200)
        .body()
        .get("deadLetters")
        .valueStream()
        .map(letter -> "/actuator/deadletters/" + letter.get("id").asString() + "?by=test")
        .forEach(path -> service.send("DELETE", path, Api.json("")).expect(204));
  }

  private static void publishUnreadableRecord(String topic) {
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
  void alertsWhenAServiceIsDownAndItsEventsAreNeitherConsumedNorRelayed() {
    Instance orders = storefront.service(Service.ORDERS);
    misconfigured.start().awaitReady();
    orders.pause();
    try {
      awaitAlert("ServiceAway", "instance", orders.management().getAuthority());
      awaitAlert("DeadConsumer", "topic", Topics.ORDER_STATUS_CHANGE);
      awaitAlert("RelayWithoutHolder", "topic", Topics.FULFILLMENT_REQUEST);
      for (int customer = 0; customer <= 100; customer++) {
        client.register("behind-%d@example.com".formatted(customer));
      }
      awaitAlert("ConsumerLagGrows", "topic", Topics.CUSTOMER_CHANGE);
    } finally {
      orders.resume();
      misconfigured.close();
    }

    awaitEnd("ServiceAway", "instance", orders.management().getAuthority());
    awaitEnd("DeadConsumer", "topic", Topics.ORDER_STATUS_CHANGE);
    awaitEnd("RelayWithoutHolder", "topic", Topics.FULFILLMENT_REQUEST);
    awaitEnd("ConsumerLagGrows", "topic", Topics.CUSTOMER_CHANGE);
  }

  @Test
  void alertsWhenAnInstanceCannotReadTheShippingZones() {
    storefront.kafka().stop();
    misconfigured.start();
    try {
      await("ViewIncomplete")
          .atMost(TIMEOUT)
          .until(() -> prometheus.isFiring("ViewIncomplete", "topic", Topics.SHIPPING_ZONE_CHANGE));
    } finally {
      storefront.kafka().restart();
    }

    misconfigured.awaitReady();
    awaitEnd("ViewIncomplete", "topic", Topics.SHIPPING_ZONE_CHANGE);
    misconfigured.close();
  }

  @Test
  void alertsWhenConnectionsToMongodbRunOutAndRequestsFail() {
    String instance = fragile.management().getAuthority();
    mongodbProxy.silence();
    try {
      awaitWithin(
          "DatabasePoolExhausted",
          () -> {
            requestWithoutAnswer();
            return prometheus.isFiring("DatabasePoolExhausted", "instance", instance);
          });
      awaitWithin(
          "ErrorsBurnBudget",
          () -> {
            requestWithoutAnswer();
            return prometheus.isFiring("ErrorsBurnBudget", "application", "accounts");
          });
    } finally {
      mongodbProxy.heal();
    }

    awaitEnd("DatabasePoolExhausted", "instance", instance);
    awaitEnd("ErrorsBurnBudget", "application", "accounts");
  }

  /** Does not wait for the answer: the first requests get none. */
  private static void requestWithoutAnswer() {
    HTTP.sendAsync(
        HttpRequest.newBuilder(fragile.uri().resolve("/accounts/customers")).build(),
        BodyHandlers.discarding());
  }

  @Test
  void alertsWhenTheStatusOfAnOrderDoesNotChange() {
    String order = client.place(client.register("stuck@example.com"));
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

    awaitEnd("OrdersStuck", "status", "CREATED");
  }

  @Test
  void alertsWhenATimerFails() {
    String order = client.place(client.register("timer@example.com"));
    var orders = storefront.collection(Service.ORDERS, "customer.orders");
    var id = new Document("_id", order);
    orders.updateOne(
        id,
        new Document(
            "$set", new Document("timers.0.name", "unknown").append("timers.0.at", new Date())));

    awaitAlert("TimersFail", "collection", "customer.orders");
    orders.updateOne(id, new Document("$unset", new Document("timers", "")));

    awaitEnd("TimersFail", "collection", "customer.orders");
  }

  @Test
  void alertsWhenAnOrderIsOnHoldForTooLong() {
    String order = client.place(client.register("held@example.com"));
    client.approve(order);
    client.fulfill(order, "processing");
    client.fulfill(order, "hold");
    storefront
        .collection(Service.FULFILLMENT, "fulfillment.requests")
        .updateOne(
            new Document("_id", order),
            new Document("$set", new Document("timers.0.at", new Date())));

    awaitAlert("OrdersHeldTooLong", "severity", "ticket");
    client.fulfill(order, "release");

    awaitEnd("OrdersHeldTooLong", "severity", "ticket");
  }

  @Test
  void alertsWhenABookingIsStuck() {
    String order = client.place(client.register("stuck@example.com"));
    client.approve(order);
    client.fulfill(order, "processing");
    storefront.carrier().set(CarrierServer.Fault.REFUSE);
    client.fulfill(order, "booking");
    client.awaitStuck(order);
    storefront.carrier().set(CarrierServer.Fault.NONE);

    awaitAlert("BookingsStuck", "severity", "ticket");
    client.fulfill(order, "skip-booking");

    awaitEnd("BookingsStuck", "severity", "ticket");
  }

  @Test
  void alertsWhenAnImportHasNoProgress() {
    var imports = storefront.collection(Service.ACCOUNTS, "customer.imports");
    var stalled = new Document("_id", "6b01064db29f8f4e06d5b478");
    var anHourAgo = Date.from(new Date().toInstant().minus(Duration.ofHours(1)));
    imports.insertOne(
        new Document(stalled)
            .append("rows", 1)
            .append("createdAt", anHourAgo)
            .append("progressAt", anHourAgo)
            .append("status", "RUNNING"));

    awaitAlert("ImportStalled", "severity", "ticket");
    imports.deleteOne(stalled);

    awaitEnd("ImportStalled", "severity", "ticket");
  }

  @Test
  void alertsWhenTheMailServerIsAway() {
    String instance = notifications.management().getAuthority();
    mailServer.close();
    try {
      fulfillOrder();
      awaitAlert("MailServerAway", "instance", instance);
    } finally {
      mailServer.restart();
    }

    awaitEnd("MailServerAway", "instance", instance);
  }

  @Test
  void alertsWhenItIsUnknownWhetherAMailWasSent() {
    mailServer.loseReplies(true);
    try {
      fulfillOrder();
      awaitAlert("MailsHeld", "severity", "ticket");
    } finally {
      mailServer.loseReplies(false);
    }

    awaitWithin(
        "no MailsHeld",
        () -> {
          dropHeldMails();
          return !prometheus.isFiring("MailsHeld", "severity", "ticket");
        });
  }

  private static void dropHeldMails() {
    var api = new Api(notifications.uri());
    for (JsonNode mail :
        api.get("/notifications/mails?status=HELD").expect(200).body().at("/_embedded/mails")) {
      api.post(
          "/notifications/mails/%s/drop".formatted(mail.get("id").asString()),
          Map.of("reason", "test"),
          "If-Match",
          "*");
    }
  }

  /** A producer with an open transaction delays the readers of committed records. */
  @Test
  void alertsWhenTheBacklogIsNotAppliedAndDigestsAreNotDecided() throws Exception {
    String instance = earlyNotifications.management().getAuthority();
    notifications.close();
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", LocalServers.kafkaBootstrapServers(), "transactional.id", "open");
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      var record = new ProducerRecord<>(Topics.IMPORT_COMPLETED, "open", new byte[0]);
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(record);
      producer.commitTransaction(); // Kafka Streams commits no offset before the first record
      producer.beginTransaction();
      producer.send(record).get();
      earlyNotifications.start().awaitReady();
      awaitAlert("MailGateClosed", "instance", instance);
      awaitAlert("DigestUnfinished", "severity", "ticket");
      producer.abortTransaction();

      awaitEnd("MailGateClosed", "instance", instance);
      awaitEnd("DigestUnfinished", "severity", "ticket");
    } finally {
      earlyNotifications.close();
      notifications.start().awaitReady();
    }
  }

  private static void awaitAlert(String alert, String label, String value) {
    awaitWithin(alert, () -> prometheus.isFiring(alert, label, value));
  }

  private static void awaitEnd(String alert, String label, String value) {
    awaitWithin("no " + alert, () -> !prometheus.isFiring(alert, label, value));
  }

  private static void awaitWithin(String what, Callable<Boolean> condition) {
    await(what).atMost(ALERT_TIMEOUT).until(condition);
  }
}
