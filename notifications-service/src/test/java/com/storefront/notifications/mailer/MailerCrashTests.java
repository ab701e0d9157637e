package com.storefront.notifications.mailer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.storefront.messaging.KafkaCluster;
import com.storefront.notifications.mail.MailDecided;
import com.storefront.notifications.mail.MailState;
import com.storefront.notifications.mail.MailState.Status;
import com.storefront.notifications.mailer.MailSettings.InDoubt;
import com.storefront.notifications.stream.Json;
import com.storefront.servers.KafkaServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.mail.internet.MimeMessage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;

/**
 * A mailer that ends anywhere, and the one that follows it: what customers receive.
 *
 * <p>A crash is an error that nothing handles: the first mailer closes nothing, its transaction
 * stays open. Only its membership in the group ends at once, so that no test waits for that.
 */
class MailerCrashTests {

  private static final Duration CLAIM = Duration.ofSeconds(2);
  private static final Duration SEND_TIMEOUT = Duration.ofMillis(100);

  @TempDir static Path folder;
  private static KafkaServer kafka;
  private static GreenMail mail;

  private final List<Consumer<?, ?>> consumers = new ArrayList<>();
  private final List<Producer<?, ?>> producers = new ArrayList<>();

  private Point crash;

  /** How long the process is paused after a claim. */
  private Duration pause = Duration.ZERO;

  /** What the open transaction writes. */
  private Status written;

  /** Where the first mailer ends. */
  enum Point {
    BEFORE_CONNECTING(1, 1),
    BEFORE_CLAIMING(1, 1),
    BEFORE_THE_CLAIM_IS_COMMITTED(1, 1),
    AFTER_THE_CLAIM_IS_COMMITTED(1, 0),
    BEFORE_SENDING(1, 0),
    /** The mail server accepts the mail, and its reply is lost. */
    REPLY_LOST(2, 1),
    BEFORE_THE_SETTLEMENT_IS_COMMITTED(2, 1),
    AFTER_THE_SETTLEMENT_IS_COMMITTED(1, 1);

    final int ifResent;
    final int ifHeld;

    Point(int ifResent, int ifHeld) {
      this.ifResent = ifResent;
      this.ifHeld = ifHeld;
    }

    boolean leavesDoubt() {
      return ifResent == 2 || ifHeld == 0;
    }
  }

  private static final class Crash extends Error {}

  static Stream<Arguments> crashes() {
    return Arrays.stream(Point.values())
        .flatMap(
            point -> Arrays.stream(InDoubt.values()).map(policy -> Arguments.of(point, policy)));
  }

  @BeforeAll
  static void startServers() throws Exception {
    kafka = KafkaServer.start(folder.resolve("kafka"), 0);
    mail = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    mail.start();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(MailDecided.TOPIC, 1, (short) 1),
                  new NewTopic(MailState.TOPIC, 1, (short) 1)))
          .all()
          .get();
    }
  }

  @AfterAll
  static void stopServers() {
    mail.stop();
    kafka.close();
  }

  @AfterEach
  void closeClients() {
    consumers.forEach(consumer -> consumer.close());
    producers.forEach(producer -> producer.close(Duration.ZERO));
  }

  @ParameterizedTest
  @MethodSource("crashes")
  void sendsWhatThePolicyOfTheMailSays(Point point, InDoubt policy) throws Exception {
    String customer = "c-" + UUID.randomUUID();
    MailDecided decided = TestMails.digest(customer);
    publish(decided);
    var meters = new SimpleMeterRegistry();
    crash = point;
    Mailbox.Parts parts = parts(policy, meters);

    run(new Mailer(clients(customer), cluster(), parts), decided.id());
    consumers.forEach(consumer -> consumer.close());
    crash = null;
    Mailer second = new Mailer(clients(customer), cluster(), parts);
    MailState state = run(second, decided.id());
    for (int i = 0; i < 5; i++) {
      second.step();
    }

    boolean isHeld = policy == InDoubt.HOLD && point.leavesDoubt();
    assertThat(state.status()).isEqualTo(isHeld ? Status.HELD : Status.SENT);
    assertThat(meters.get("storefront.mail.held").gauge().value()) // also of the other tests
        .isGreaterThanOrEqualTo(isHeld ? 1 : 0);
    List<String> deliveries = deliveries(parts.letters().messageId(decided.id()));
    assertThat(deliveries).hasSize(policy == InDoubt.HOLD ? point.ifHeld : point.ifResent);
    assertThat(deliveries.stream().distinct().count()).as("different mails").isLessThanOrEqualTo(1);
    assertThat(
            meters.get("storefront.mail.in.doubt").counters().stream()
                .mapToDouble(it -> it.count())
                .sum())
        .isEqualTo(point.leavesDoubt() ? 1 : 0);
  }

  @Test
  void sendsNothingOnceItsClaimIsOver() throws Exception {
    String customer = "c-" + UUID.randomUUID();
    MailDecided decided = TestMails.digest(customer);
    publish(decided);
    pause = CLAIM;
    Mailbox.Parts parts = parts(InDoubt.HOLD, new SimpleMeterRegistry());

    MailState state = run(new Mailer(clients(customer), cluster(), parts), decided.id());

    assertThat(state.status()).isEqualTo(Status.HELD);
    assertThat(deliveries(parts.letters().messageId(decided.id()))).isEmpty();
  }

  @Test
  void isFencedByItsSuccessor() throws Exception {
    String customer = "c-" + UUID.randomUUID();
    Mailbox.Parts parts = parts(InDoubt.RESEND, new SimpleMeterRegistry());
    MailerClients clients = clients(customer);
    Mailer zombie = new Mailer(clients, cluster(), parts);
    while (producers.isEmpty()) {
      zombie.step();
    }
    MailDecided decided = TestMails.digest(customer);
    publish(decided);

    clients.producer(0).initTransactions();

    assertThatThrownBy(() -> run(zombie, decided.id())).isInstanceOf(KafkaException.class);
    assertThat(deliveries(parts.letters().messageId(decided.id()))).isEmpty();
  }

  /** Runs a mailer until it crashes, or the mail is settled. */
  private MailState run(Mailer mailer, String id) {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    try {
      while (System.nanoTime() < deadline) {
        mailer.step();
        MailState state = state(id);
        if (state != null && !state.status().isOpen()) {
          return state;
        }
        if (crash == Point.REPLY_LOST && state != null) {
          return state;
        }
      }
      throw new AssertionError("The mail was not settled in time: " + state(id));
    } catch (Crash crashed) {
      return null;
    }
  }

  private MailState state(String id) {
    try (var ledger = new Ledger(plainClients("reader").reader("test"), cluster())) {
      return ledger.open(0).all().get(id);
    }
  }

  private static void publish(MailDecided decided) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  MailDecided.TOPIC,
                  0,
                  decided.customerId(),
                  Json.bytes(decided),
                  decided.headers()))
          .get();
    }
  }

  /** The mails with an id that were delivered. */
  private static List<String> deliveries(String messageId) throws Exception {
    var deliveries = new ArrayList<String>();
    for (MimeMessage message : mail.getReceivedMessages()) {
      if (messageId.equals(message.getMessageID())) {
        deliveries.add(message.getSentDate() + message.getContentType());
      }
    }
    return deliveries;
  }

  private Mailbox.Parts parts(InDoubt policy, SimpleMeterRegistry meters) throws Exception {
    MailSettings settings = TestMails.settings(CLAIM, policy);
    return new Mailbox.Parts(
        new CrashingServer(),
        new Letters(settings),
        settings,
        new MailMetrics(meters),
        Clock.systemUTC(),
        SEND_TIMEOUT,
        "test");
  }

  private void at(Point reached) {
    if (reached == Point.AFTER_THE_CLAIM_IS_COMMITTED && !pause.isZero()) {
      try {
        Thread.sleep(pause.toMillis());
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    if (reached == crash) {
      throw new Crash();
    }
  }

  private final class CrashingServer extends MailServer {

    CrashingServer() {
      super(TestMails.sender(mail.getSmtp().getPort()));
    }

    @Override
    boolean connect() {
      at(Point.BEFORE_CONNECTING);
      boolean isConnected = super.connect();
      at(Point.BEFORE_CLAIMING);
      return isConnected;
    }

    @Override
    Reply send(MimeMessage message) {
      at(Point.BEFORE_SENDING);
      Reply reply = super.send(message);
      return crash == Point.REPLY_LOST ? new Reply(Outcome.UNKNOWN, "no reply") : reply;
    }
  }

  private static KafkaCluster cluster() {
    return new KafkaCluster(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }

  private static MailerClients plainClients(String application) {
    Map<String, Object> consumers =
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "key.deserializer",
            ByteArrayDeserializer.class,
            "value.deserializer",
            ByteArrayDeserializer.class,
            "enable.auto.commit",
            false,
            "auto.offset.reset",
            "earliest",
            "session.timeout.ms",
            6000);
    Map<String, Object> producers =
        Map.of(
            "bootstrap.servers", kafka.bootstrapServers(),
            "key.serializer", StringSerializer.class,
            "value.serializer", ByteArraySerializer.class);
    return new MailerClients(
        new DefaultKafkaConsumerFactory<>(consumers),
        new DefaultKafkaProducerFactory<>(producers),
        application);
  }

  /** Clients of a group of its own, which end the mailer at the point. */
  private MailerClients clients(String application) {
    MailerClients plain = plainClients(application);
    return new MailerClients(
        new DefaultKafkaConsumerFactory<>(Map.of()),
        new DefaultKafkaProducerFactory<>(Map.of()),
        application) {

      @Override
      Consumer<byte[], byte[]> decisions() {
        return closedLater(plain.decisions());
      }

      @Override
      Consumer<byte[], byte[]> reader(String name) {
        return closedLater(plain.reader(name));
      }

      @Override
      Producer<String, byte[]> producer(int partition) {
        Producer<String, byte[]> producer = plain.producer(partition);
        producers.add(producer);
        return crashing(producer);
      }
    };
  }

  private <T extends Consumer<?, ?>> T closedLater(T consumer) {
    consumers.add(consumer);
    return consumer;
  }

  @SuppressWarnings("unchecked")
  private Producer<String, byte[]> crashing(Producer<String, byte[]> producer) {
    return (Producer<String, byte[]>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Producer.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("send")) {
                written = status((ProducerRecord<String, byte[]>) arguments[0]);
              }
              Status committed = method.getName().equals("commitTransaction") ? written : null;
              if (committed != null) {
                producer.flush(); // everything else of the transaction has reached the broker
                at(
                    committed == Status.CLAIMED
                        ? Point.BEFORE_THE_CLAIM_IS_COMMITTED
                        : Point.BEFORE_THE_SETTLEMENT_IS_COMMITTED);
              }
              Object result;
              try {
                result = method.invoke(producer, arguments);
              } catch (InvocationTargetException failure) {
                throw failure.getCause();
              }
              if (committed != null) {
                written = null;
                at(
                    committed == Status.CLAIMED
                        ? Point.AFTER_THE_CLAIM_IS_COMMITTED
                        : Point.AFTER_THE_SETTLEMENT_IS_COMMITTED);
              }
              return result;
            });
  }

  private static Status status(ProducerRecord<String, byte[]> record) {
    return Json.serde(MailState.class).deserializer().deserialize("", record.value()).status();
  }
}
