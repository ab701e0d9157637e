package com.storefront.notifications;

import static com.storefront.events.order.OrderStatusType.PROCESSING;
import static com.storefront.events.order.OrderStatusType.RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.storefront.events.Topics;
import com.storefront.events.customer.CustomerChangeEvent;
import com.storefront.events.order.FulfillmentRequestEvent;
import com.storefront.events.order.OrderStatusChangeEvent;
import com.storefront.events.order.OrderStatusType;
import com.storefront.notifications.mail.MailDecided;
import com.storefront.notifications.mail.MailState;
import com.storefront.notifications.stream.Json;
import com.storefront.servers.ChildProcess;
import com.storefront.servers.KafkaServer;
import com.storefront.servers.PidFile;
import com.storefront.servers.Ports;
import com.storefront.test.KafkaTestClient;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two instances that are killed and paused, in weeks of seconds: for each customer and week there
 * is one committed decision at most, and none for a customer without open orders.
 *
 * <p>{@code -Dstorefront.kills=30} for the measured run. The last two tests show that the checks
 * convict a service without transactions and one that does not wait for its backlog.
 */
@Execution(ExecutionMode.CONCURRENT)
class DigestKillTests {

  private static final int KILLS = Integer.getInteger("storefront.kills", 4);
  private static final int OPEN = 40;
  private static final int CLOSED = 40;
  private static final int PARTITIONS = 3;

  @TempDir Path folder;

  private final List<ChildProcess> instances = new ArrayList<>();
  private final Map<ChildProcess, Path> logs = new HashMap<>();
  private KafkaServer kafka;
  private GreenMail mail;

  @BeforeEach
  void startServers() throws Exception {
    kafka = KafkaServer.start(folder.resolve("kafka"), 0);
    mail = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    mail.start();
    try (Admin admin = Admin.create(connection())) {
      admin
          .createTopics(
              StreamTopics.INPUTS.stream()
                  .map(topic -> new NewTopic(topic, PARTITIONS, (short) 1))
                  .toList())
          .all()
          .get();
    }
  }

  @AfterEach
  void stop() {
    instances.forEach(ChildProcess::resume);
    instances.forEach(ChildProcess::kill);
    mail.stop();
    kafka.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic", "streams"})
  void decidesOnceACustomerAndWeekWhileInstancesAreKilled(String protocol) throws Exception {
    publishBacklog(200);
    String[] settings = {"--spring.kafka.streams.properties.group.protocol=" + protocol};
    start(settings);
    start(settings);
    instances.forEach(this::awaitReady);
    var random = new Random(KILLS);

    for (int kill = 0; kill < KILLS; kill++) {
      Thread.sleep(random.nextInt(4000));
      ChildProcess killed = instances.remove(0);
      killed.kill();
      start(settings);
      awaitReady(instances.get(1));
    }
    String last = awaitNextWeek();
    await()
        .atMost(AcceleratedNotifications.WEEK)
        .until(() -> decisions().stream().filter(it -> it.week().equals(last)).count() == OPEN);
    List<MailDecided> decided = decisions();
    report(protocol, decided);

    assertThat(violations(decided)).isEmpty();
    assertThat(repeatedMails(protocol, decided)).isLessThanOrEqualTo(KILLS);
  }

  @Test
  void losesNothingWhileTheBrokerIsRestarted() throws Exception {
    publishBacklog(200);
    start();
    start();
    instances.forEach(this::awaitReady);

    for (int restart = 0; restart < 2; restart++) {
      String week = awaitNextWeek();
      await()
          .atMost(AcceleratedNotifications.WEEK)
          .until(() -> decisions().stream().anyMatch(it -> it.week().equals(week)));
      kafka.stop(); // while mails are sent
      kafka.restart();
    }
    String first = awaitNextWeek();
    await().atMost(Duration.ofMinutes(2)).until(() -> isDecidedSince(first));
    List<MailDecided> decided = decisions();

    assertThat(violations(decided)).isEmpty();
    assertThat(repeatedMails("broker restarts", decided)).isLessThanOrEqualTo(4);
  }

  /** Whether a digest of every customer was decided in one of the weeks. */
  private boolean isDecidedSince(String week) {
    return decisions().stream()
        .filter(it -> it.week().compareTo(week) >= 0)
        .collect(Collectors.groupingBy(MailDecided::week, Collectors.counting()))
        .containsValue((long) OPEN);
  }

  /** Waits until every decision was mailed. */
  private long repeatedMails(String run, List<MailDecided> decided) throws Exception {
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(() -> assertThat(unsent(decided)).isEmpty());
    long mails = mail.getReceivedMessages().length;
    long repeated = mails - messageIds();
    System.out.printf("%s: %d mails, %d of them repeated%n", run, mails, repeated);
    return repeated;
  }

  @Test
  void decidesOnceThoughAnInstanceWasPausedAcrossTheBeginOfAWeek() throws Exception {
    publishBacklog(0);

    assertThat(violations(decisionsWithPauses("exactly_once_v2"))).isEmpty();
  }

  @Test
  void convictsAServiceWithoutTransactions() throws Exception {
    publishBacklog(0);

    assertThat(violations(decisionsWithPauses("at_least_once")))
        .anyMatch(violation -> violation.contains("decided twice"));
  }

  /** Without the gate, which would make a paused instance wait as well. */
  private List<MailDecided> decisionsWithPauses(String guarantee) throws Exception {
    String[] settings = {
      "--spring.kafka.streams.properties.processing.guarantee=" + guarantee, "--test.gate=off"
    };
    start(settings);
    start(settings);
    instances.forEach(this::awaitReady);
    for (int pause = 0; pause < 3; pause++) {
      ChildProcess paused = instances.get(pause % 2);
      Duration toNext = toNextWeek();
      if (toNext.compareTo(Duration.ofSeconds(2)) < 0) {
        awaitNextWeek();
        toNext = toNextWeek();
      }
      Thread.sleep(toNext.minusSeconds(1).toMillis());
      paused.pause();
      String week = awaitNextWeek();
      // The transaction of the paused instance hides later decisions until the broker aborts it.
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> decisions().stream().filter(it -> it.week().equals(week)).count() >= OPEN);
      paused.resume();
      Thread.sleep(3000);
    }
    return decisions();
  }

  /** The steps of the runbook: rebuild the state of notifications. */
  @Test
  void decidesNothingTwiceAfterItsStateWasRebuilt() throws Exception {
    var length = Duration.ofSeconds(60); // long enough to start again within it
    publishBacklog(0);
    start("--test.week=60s");
    awaitReady(instances.get(0));
    long left = length.toMillis() - System.currentTimeMillis() % length.toMillis();
    Thread.sleep(left + 1);
    String week = AcceleratedNotifications.week(Instant.now(), length).name();
    awaitDecisions(week);

    instances.remove(0).stop();
    try (Admin admin = Admin.create(connection())) {
      admin
          .deleteTopics(
              Stream.of(
                      "customers-changelog",
                      "orders-changelog",
                      "open-orders-changelog",
                      "due-mails-changelog",
                      "order-lines-repartition")
                  .map(name -> "notifications-" + name)
                  .toList())
          .all()
          .get();
      await() // Kafka Streams does not leave its group: the session of a member must end first
          .atMost(Duration.ofSeconds(30))
          .ignoreExceptions()
          .until(
              () -> {
                admin.deleteConsumerGroups(List.of("notifications")).all().get();
                return true;
              });
    }
    start("--test.week=60s");
    awaitReady(instances.get(0));

    assertThat(logs.get(instances.get(0)))
        .as("ready in the week that was decided")
        .content()
        .contains("before the week " + week);
    String next = AcceleratedNotifications.week(Instant.now().plus(length), length).name();
    await()
        .atMost(length.multipliedBy(2))
        .until(() -> decisions().stream().filter(it -> it.week().equals(next)).count() == OPEN);
    assertThat(violations(decisions())).isEmpty();
    assertThat(decisions().stream().filter(it -> it.week().equals(week))).hasSize(OPEN);
  }

  private void awaitDecisions(String week) {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> decisions().stream().filter(it -> it.week().equals(week)).count() == OPEN);
  }

  @Test
  void convictsAServiceThatDoesNotWaitForItsBacklog() throws Exception {
    publishBacklog(100_000);

    start("--test.gate=off", "--test.week=1s"); // so that weeks begin within the backlog
    awaitReady(instances.get(0));

    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                violations(decisions()).stream()
                    .anyMatch(violation -> violation.contains("without open orders")));
  }

  /** Customers with open orders, customers whose orders were received, and records between. */
  private void publishBacklog(int others) {
    try (var producer =
        new KafkaProducer<>(connection(), new StringSerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < OPEN + CLOSED; i++) {
        String customer = (i < OPEN ? "open-" : "closed-") + i;
        producer.send(
            KafkaTestClient.record(
                Topics.CUSTOMER_CHANGE,
                customer,
                1,
                customer,
                CustomerChangeEvent.class,
                Json.bytes(
                    TestEvents.customer(customer, 1, customer + "@shop.example", TestStream.ALL))));
        String guid = "order-of-" + customer;
        producer.send(
            KafkaTestClient.record(
                Topics.FULFILLMENT_REQUEST,
                guid,
                2,
                guid,
                FulfillmentRequestEvent.class,
                Json.bytes(TestEvents.request(guid, customer, old()))));
      }
      for (int i = 0; i < others; i++) {
        publishStatus(producer, "other-" + i, 1, PROCESSING);
      }
      for (int i = OPEN; i < OPEN + CLOSED; i++) {
        publishStatus(producer, "order-of-closed-" + i, 4, RECEIVED);
      }
    }
  }

  private static void publishStatus(
      KafkaProducer<String, byte[]> producer, String guid, long sequence, OrderStatusType status) {
    producer.send(
        KafkaTestClient.record(
            Topics.ORDER_STATUS_CHANGE,
            guid,
            sequence,
            guid + sequence,
            OrderStatusChangeEvent.class,
            Json.bytes(TestEvents.status(guid, sequence, status, old()))));
  }

  /** Too old for a mail about a single order. */
  private static Instant old() {
    return Instant.now().minus(Duration.ofDays(2));
  }

  private void start(String... settings) {
    int number = logs.size();
    Path log = folder.resolve("instance-%d.log".formatted(number));
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                AcceleratedNotifications.class.getName(),
                "--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                "--spring.mail.port=" + mail.getSmtp().getPort(),
                "--spring.mail.properties.mail.smtp.connectiontimeout=500",
                "--spring.mail.properties.mail.smtp.timeout=500",
                "--spring.mail.properties.mail.smtp.writetimeout=500",
                "--storefront.mail.claim=5s",
                "--storefront.mail.skew=500ms",
                "--server.port=" + Ports.free(),
                "--management.server.port=" + Ports.free()));
    command.addAll(List.of(settings));
    var instance =
        new ChildProcess(
            "instance " + number,
            command,
            Map.of(),
            log,
            new PidFile(folder.resolve(number + ".pid"), AcceleratedNotifications.class.getName()));
    instance.start();
    instances.add(instance);
    logs.put(instance, log);
  }

  private void awaitReady(ChildProcess instance) {
    await()
        .atMost(Duration.ofMinutes(2))
        .failFast(() -> assertThat(instance.isAlive()).as(instance.logTail()).isTrue())
        .until(() -> contains(logs.get(instance), "Everything was applied"));
  }

  private static boolean contains(Path log, String text) {
    try {
      return Files.exists(log) && Files.readString(log).contains(text);
    } catch (IOException unreadable) {
      return false;
    }
  }

  private static Duration toNextWeek() {
    long week = AcceleratedNotifications.WEEK.toMillis();
    return Duration.ofMillis(week - System.currentTimeMillis() % week);
  }

  /** Waits for the begin of the next week and returns its name. */
  private static String awaitNextWeek() throws InterruptedException {
    Thread.sleep(toNextWeek().toMillis() + 1);
    return AcceleratedNotifications.week(Instant.now()).name();
  }

  private List<MailDecided> decisions() {
    return records(MailDecided.TOPIC).stream()
        .map(it -> Json.serde(MailDecided.class).deserializer().deserialize("", it.value()))
        .toList();
  }

  private static List<String> violations(List<MailDecided> decided) {
    var violations = new ArrayList<String>();
    decided.stream()
        .collect(Collectors.groupingBy(MailDecided::id, Collectors.counting()))
        .forEach(
            (id, count) -> {
              if (count > 1) {
                violations.add(id + " was decided twice");
              }
            });
    decided.stream()
        .filter(it -> it.customerId().startsWith("closed"))
        .forEach(it -> violations.add(it.id() + " is of a customer without open orders"));
    return violations;
  }

  private static void report(String protocol, List<MailDecided> decided) {
    Map<String, Long> byWeek =
        decided.stream()
            .collect(Collectors.groupingBy(MailDecided::week, TreeMap::new, Collectors.counting()));
    System.out.printf(
        "%s: %d kills, %d weeks, %d decisions %s%n",
        protocol, KILLS, byWeek.size(), decided.size(), byWeek.values());
  }

  private List<String> unsent(List<MailDecided> decided) {
    Map<String, MailState.Status> states = new HashMap<>();
    for (ConsumerRecord<String, byte[]> record : records(MailState.TOPIC)) {
      states.put(
          record.key(),
          Json.serde(MailState.class).deserializer().deserialize("", record.value()).status());
    }
    return decided.stream()
        .map(MailDecided::id)
        .filter(id -> states.get(id) != MailState.Status.SENT)
        .toList();
  }

  private long messageIds() throws Exception {
    var ids = new java.util.HashSet<String>();
    for (MimeMessage message : mail.getReceivedMessages()) {
      ids.add(message.getMessageID());
    }
    return ids.size();
  }

  /** The committed records of a topic; none if it does not exist. */
  private List<ConsumerRecord<String, byte[]>> records(String topic) {
    var config = new HashMap<>(connection());
    config.put("isolation.level", "read_committed");
    config.put("allow.auto.create.topics", "false");
    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
      var records = new ArrayList<ConsumerRecord<String, byte[]>>();
      if (!consumer.listTopics().containsKey(topic)) {
        return records;
      }
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(it -> new TopicPartition(topic, it.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
      return records;
    }
  }

  private Map<String, Object> connection() {
    return Map.of("bootstrap.servers", kafka.bootstrapServers());
  }
}
