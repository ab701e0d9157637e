package com.storefront.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.storefront.events.OrderStatusType;
import com.storefront.events.Topics;
import com.storefront.system.checker.CommandKind;
import com.storefront.system.checker.HistoryEvent;
import com.storefront.system.checker.HistoryEvent.Pending;
import com.storefront.system.checker.HistoryEvent.Station;
import com.storefront.system.checker.HistoryFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.bson.Document;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends commands and remembers their answers, then writes the history of the whole storefront. */
final class Recorder {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String SET_ASIDE = "-dlt";

  /** Longer than any answer takes when nothing is wrong. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** Longer than a step of a crowd takes, so that none is at work when the crowd was stopped. */
  private static final Duration PATIENCE_WITH_ALL = Duration.ofSeconds(60);

  private final Storefront storefront;
  private final Api api;
  private final Api patientApi;
  private final Past past;
  private final Queue<HistoryEvent> commands = new ConcurrentLinkedQueue<>();

  private long deadLetters;

  /** How a command ended. */
  record Outcome(int status, String id) {

    /** Whether it is known to be done or refused. */
    boolean isAnswered() {
      return status > 0 && status < 500;
    }
  }

  /** Records all that there is. */
  Recorder(Storefront storefront) {
    this(storefront, new Past());
  }

  /**
   * @param past of the storefront, that is left out
   */
  Recorder(Storefront storefront, Past past) {
    this.storefront = storefront;
    this.api = new Api(storefront.api().base(), PATIENCE);
    this.patientApi = new Api(storefront.api().base(), PATIENCE_WITH_ALL);
    this.past = past;
  }

  /** What was recorded so far. */
  record Count(long commands, long unanswered, long deadLetters) {}

  Count count() {
    List<HistoryEvent.Command> sent =
        commands.stream()
            .filter(HistoryEvent.Command.class::isInstance)
            .map(HistoryEvent.Command.class::cast)
            .toList();
    long unanswered =
        sent.stream().filter(each -> each.status() == 0 || each.status() >= 500).count();
    return new Count(sent.size(), unanswered, deadLetters);
  }

  void fault(String what) {
    commands.add(new HistoryEvent.Fault(what, System.currentTimeMillis()));
  }

  /**
   * Sends a command.
   *
   * @param target the customer or order; null to register somebody
   * @param key the idempotency key of a creation, else null
   * @param upon the version that it builds upon; null for any
   */
  Outcome command(CommandKind kind, String target, String key, Long upon, Object body) {
    String id = UUID.randomUUID().toString();
    long at = System.currentTimeMillis();
    String condition = upon == null ? "*" : "\"" + upon + "\"";
    Api.Answer answer = null;
    try {
      answer =
          api.send(
              method(kind),
              path(kind, target),
              Api.json(body),
              key == null ? "If-Match" : "Idempotency-Key",
              key == null ? condition : key);
    } catch (UncheckedIOException unanswered) {
      // It may have happened or not.
    }
    boolean isDone = answer != null && answer.status() / 100 == 2;
    String answered = isDone ? answered(kind, target, answer) : null;
    String tag = isDone ? answer.header("ETag").replaceAll("[^0-9]", "") : "";
    commands.add(
        new HistoryEvent.Command(
            id,
            kind,
            target,
            key == null ? null : scope(kind, target) + "/" + key,
            upon,
            at,
            answer == null ? 0 : answer.status(),
            answered,
            tag.isEmpty() ? null : Long.valueOf(tag),
            isDone ? content(kind, answer) : null));
    return new Outcome(answer == null ? 0 : answer.status(), answered);
  }

  /** Sends a command that concerns every order: a step of the sample journey. */
  void commandToAll(CommandKind kind) {
    String id = UUID.randomUUID().toString();
    long at = System.currentTimeMillis();
    int status = 0;
    try {
      status = patientApi.send("POST", pathForAll(kind), Api.json(Map.of())).status();
    } catch (UncheckedIOException unanswered) {
      // It may have happened to some.
    }
    commands.add(
        new HistoryEvent.Command(id, kind, null, null, null, at, status, null, null, null));
  }

  private static String pathForAll(CommandKind kind) {
    String orders = "/orders/customers/sample";
    String fulfillments = "/fulfillment/fulfillments/sample";
    return switch (kind) {
      case PLACE -> orders + "/orders";
      case APPROVE -> orders + "/fulfill";
      case PROCESS -> fulfillments + "/process";
      case SHIP -> fulfillments + "/ship";
      case PUT_IN_TRANSIT -> fulfillments + "/in-transit";
      case RECEIVE -> fulfillments + "/receive";
      default -> throw new IllegalArgumentException(kind + " is for one order at a time");
    };
  }

  private static String method(CommandKind kind) {
    return switch (kind) {
      case CHANGE -> "PATCH";
      case DELETE -> "DELETE";
      default -> "POST";
    };
  }

  private static String path(CommandKind kind, String target) {
    String order = "/orders/orders/" + target;
    String fulfillment = "/fulfillment/fulfillments/" + target;
    return switch (kind) {
      case REGISTER -> "/accounts/customers";
      case CHANGE, DELETE -> "/accounts/customers/" + target;
      case PLACE -> "/orders/customers/" + target + "/orders";
      case APPROVE -> order + "/approval";
      case REJECT -> order + "/rejection";
      case CANCEL -> order + "/cancellation";
      case PROCESS -> fulfillment + "/processing";
      case HOLD -> fulfillment + "/hold";
      case RELEASE -> fulfillment + "/release";
      case SHIP -> fulfillment + "/shipment";
      case PUT_IN_TRANSIT -> fulfillment + "/transit";
      case RECEIVE -> fulfillment + "/receipt";
      case GIVE_UP -> fulfillment + "/cancellation";
      case TAKE_BACK -> fulfillment + "/return";
    };
  }

  private static String scope(CommandKind kind, String customer) {
    return kind == CommandKind.REGISTER ? "create-customer" : "place-order/" + customer;
  }

  private static String answered(CommandKind kind, String target, Api.Answer answer) {
    return switch (kind) {
      case REGISTER -> answer.body().get("id").asString();
      case PLACE -> answer.body().get("guid").asString();
      default -> target;
    };
  }

  private static String content(CommandKind kind, Api.Answer answer) {
    return switch (kind) {
      case REGISTER, CHANGE -> Content.ofCustomer(answer.body());
      default -> null;
    };
  }

  /** Writes what was commanded, what the topics hold and what the databases say now. */
  Path write(Path file) {
    deadLetters = 0;
    try (HistoryFile history = HistoryFile.create(file)) {
      commands.forEach(history);
      topics(history);
      databases(history);
    }
    return file;
  }

  private void topics(Consumer<HistoryEvent> history) {
    try (KafkaConsumer<String, byte[]> consumer = consumer(storefront)) {
      List<TopicPartition> partitions = partitions(consumer);
      consumer.assign(partitions);
      partitions.forEach(each -> consumer.seek(each, past.end(each)));
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
        for (ConsumerRecord<String, byte[]> each : consumer.poll(Duration.ofMillis(200))) {
          if (past.has(each.key())) {
            continue;
          }
          boolean isSetAside = each.topic().endsWith(SET_ASIDE);
          deadLetters += isSetAside ? 1 : 0;
          history.accept(isSetAside ? deadLetter(each) : published(each));
        }
      }
    }
  }

  /** Where the topics end now. */
  static Map<TopicPartition, Long> ends(Storefront storefront) {
    try (KafkaConsumer<String, byte[]> consumer = consumer(storefront)) {
      return consumer.endOffsets(partitions(consumer));
    }
  }

  private static KafkaConsumer<String, byte[]> consumer(Storefront storefront) {
    return new KafkaConsumer<>(
        Map.<String, Object>of(
            "bootstrap.servers",
            storefront.kafka().bootstrapServers(),
            "allow.auto.create.topics",
            "false"),
        new StringDeserializer(),
        new ByteArrayDeserializer());
  }

  private static List<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer) {
    return consumer.listTopics().entrySet().stream()
        .filter(topic -> isOurs(topic.getKey()))
        .flatMap(topic -> topic.getValue().stream())
        .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
        .toList();
  }

  private static boolean isOurs(String topic) {
    String origin = topic.replace(SET_ASIDE, "");
    return List.of(Topics.CUSTOMER_CHANGE, Topics.FULFILLMENT_REQUEST, Topics.ORDER_STATUS_CHANGE)
        .contains(origin);
  }

  private static HistoryEvent published(ConsumerRecord<String, byte[]> it) {
    JsonNode value = it.value() == null ? null : JSON.readTree(it.value());
    boolean isStatus = it.topic().equals(Topics.ORDER_STATUS_CHANGE);
    return new HistoryEvent.Published(
        it.topic(),
        it.partition(),
        it.offset(),
        it.timestamp(),
        it.key(),
        header(it, "ce_id"),
        sequence(it),
        header(it, "ce_time"),
        header(it, "ce_type"),
        value == null || !isStatus
            ? null
            : OrderStatusType.valueOf(value.at("/orderStatusEvent/orderStatusType").asString()),
        value == null
            ? null
            : isStatus
                ? Content.ofStation(value.get("orderStatusEvent"))
                : it.topic().equals(Topics.CUSTOMER_CHANGE)
                    ? Content.ofCustomer(value)
                    : Content.ofRequest(value));
  }

  private static HistoryEvent deadLetter(ConsumerRecord<String, byte[]> it) {
    return new HistoryEvent.DeadLetter(
        header(it, "dlt_topic"),
        Integer.parseInt(header(it, "dlt_partition")),
        Long.parseLong(header(it, "dlt_offset")),
        it.key(),
        header(it, "ce_id"),
        sequence(it),
        header(it, "dlt_cause"));
  }

  private static Long sequence(ConsumerRecord<String, byte[]> it) {
    String sequence = header(it, "ce_sequence");
    return sequence == null ? null : Long.valueOf(sequence);
  }

  private static String header(ConsumerRecord<String, byte[]> it, String name) {
    var header = it.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), UTF_8);
  }

  private void databases(Consumer<HistoryEvent> history) {
    for (Document it : documents(Service.ACCOUNTS, "customer.accounts")) {
      history.accept(
          new HistoryEvent.Account(
              it.getString("_id"),
              number(it, "version"),
              it.getString("eventId"),
              it.get("deletedAt") != null,
              Content.ofCustomer(Content.json(it)),
              key(it),
              outbox(it)));
    }
    for (Document it : documents(Service.ORDERS, "customers")) {
      history.accept(
          new HistoryEvent.CustomerCopy(
              it.getString("_id"),
              number(it, "sequence"),
              it.getString("eventId"),
              it.get("deletedAt") != null,
              Content.ofCustomer(Content.json(it))));
    }
    for (Document it : documents(Service.ORDERS, "customer.orders")) {
      history.accept(
          new HistoryEvent.Order(
              it.getString("_id"),
              number(it, "version"),
              it.getString("eventId"),
              it.getLong("eventSequence"),
              OrderStatusType.valueOf(it.getString("status")),
              Content.ofOrder(Content.json(it)),
              key(it),
              stations(it),
              outbox(it)));
    }
    for (Document it : documents(Service.FULFILLMENT, "fulfillment.requests")) {
      history.accept(
          new HistoryEvent.Fulfillment(
              it.getString("_id"),
              it.getString("_id"),
              number(it, "version"),
              it.getString("eventId"),
              it.getLong("eventSequence"),
              it.getString("requestEventId"),
              number(it, "requestSequence"),
              OrderStatusType.valueOf(it.getString("status")),
              Content.ofOrder(Content.json(it)),
              stations(it),
              outbox(it)));
    }
  }

  private List<Document> documents(Service owner, String collection) {
    List<Document> documents =
        storefront.collection(owner, collection).find().into(new ArrayList<>());
    documents.removeIf(document -> past.has(document.getString("_id")));
    return documents;
  }

  private static long number(Document it, String field) {
    return ((Number) it.get(field)).longValue();
  }

  private static String key(Document it) {
    Document key = it.get("idempotencyKey", Document.class);
    return key == null ? null : key.getString("scope") + "/" + key.getString("key");
  }

  private static List<Pending> outbox(Document it) {
    return it.getList("outbox", Document.class, List.of()).stream()
        .map(
            each ->
                new Pending(
                    each.getString("id"), number(each, "sequence"), each.containsKey("parked")))
        .toList();
  }

  private static List<Station> stations(Document it) {
    return it.getList("history", Document.class, List.of()).stream()
        .map(
            each ->
                new Station(
                    each.get("source", "fulfillment"),
                    number(each, "sequence"),
                    OrderStatusType.valueOf(each.getString("status")),
                    each.getString("eventId"),
                    Content.ofStation(
                        each.getDate("at").getTime(),
                        each.getString("status"),
                        each.getString("note"))))
        .toList();
  }
}
