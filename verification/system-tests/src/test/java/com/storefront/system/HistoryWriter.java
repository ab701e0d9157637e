package com.storefront.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.storefront.events.Topics;
import com.storefront.events.order.OrderStatusType;
import com.storefront.system.checker.HistoryEvent;
import com.storefront.system.checker.HistoryEvent.Pending;
import com.storefront.system.checker.HistoryEvent.StatusEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Writes the records of the topics and the documents of the databases to a history. */
record HistoryWriter(Storefront storefront, Baseline baseline) {

  private static final JsonMapper JSON = JsonMapper.shared();

  /** Returns the number of dead letters. */
  long write(Consumer<HistoryEvent> history) {
    var deadLetters = new AtomicLong();
    new TopicRecords(storefront.kafka().bootstrapServers())
        .read(
            baseline::end,
            record -> {
              if (!baseline.contains(record.key())) {
                boolean isDeadLetter = TopicRecords.isDeadLetter(record);
                deadLetters.addAndGet(isDeadLetter ? 1 : 0);
                if (isDeadLetter) {
                  history.accept(deadLetter(record));
                } else if (!isInternal(record)) {
                  history.accept(published(record));
                }
              }
            });
    writeDocuments(history);
    return deadLetters.get();
  }

  /** The jobs of imports and their results are read from the database. */
  private static boolean isInternal(ConsumerRecord<String, byte[]> it) {
    return it.topic().equals(Topics.IMPORT_JOB) || it.topic().equals(Topics.IMPORT_JOB_DONE);
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
                ? Content.ofStatusEntry(value.get("orderStatusEvent"))
                : it.topic().equals(Topics.CUSTOMER_CHANGE)
                    ? Content.ofCustomer(value)
                    : it.topic().equals(Topics.IMPORT_COMPLETED)
                        ? HistoryEvent.Import.content(
                            value.get("rows").asInt(),
                            value.get("created").asInt(),
                            value.get("refused").asInt(),
                            value.get("skipped").asInt())
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

  private void writeDocuments(Consumer<HistoryEvent> history) {
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
    writeImports(history);
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
              history(it),
              outbox(it),
              it.containsKey("erasure")));
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
              history(it),
              outbox(it),
              it.containsKey("erasedAt")));
    }
  }

  private void writeImports(Consumer<HistoryEvent> history) {
    for (Document it : documents(Service.ACCOUNTS, "customer.imports")) {
      int rows = it.getInteger("rows");
      history.accept(
          new HistoryEvent.Import(
              it.getString("_id"),
              number(it, "version"),
              it.get("finishedAt") != null,
              rows,
              (rows + 199) / 200,
              it.getInteger("created"),
              it.getInteger("refused"),
              it.getInteger("skipped"),
              it.getString("eventId"),
              key(it),
              outbox(it)));
    }
    for (Document it : documents(Service.ACCOUNTS, "customer.import.jobs")) {
      history.accept(
          new HistoryEvent.ImportJob(
              it.getString("_id"), it.getString("importId"), !it.containsKey("rows"), outbox(it)));
    }
    for (Document it : documents(Service.ACCOUNTS, "customer.import.results")) {
      List<Document> rows = it.getList("rows", Document.class);
      history.accept(
          new HistoryEvent.ImportResult(
              it.getString("_id"),
              it.getString("importId"),
              rows.stream()
                  .filter(row -> row.containsKey("customerId"))
                  .map(row -> row.getString("customerId"))
                  .toList(),
              count(rows, "REFUSED"),
              count(rows, "SKIPPED"),
              outbox(it)));
    }
  }

  private static int count(List<Document> rows, String outcome) {
    return (int) rows.stream().filter(row -> row.getString("outcome").equals(outcome)).count();
  }

  private List<Document> documents(Service owner, String collection) {
    List<Document> documents =
        storefront.collection(owner, collection).find().into(new ArrayList<>());
    documents.removeIf(document -> baseline.contains(document.getString("_id")));
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

  private static List<StatusEntry> history(Document it) {
    return it.getList("history", Document.class, List.of()).stream()
        .map(
            each ->
                new StatusEntry(
                    each.get("source", "fulfillment"),
                    number(each, "sequence"),
                    OrderStatusType.valueOf(each.getString("status")),
                    each.getString("eventId"),
                    Content.ofStatusEntry(
                        each.getDate("at").getTime(),
                        each.getString("status"),
                        each.getString("note"),
                        each.getString("actor")),
                    each.getString("actor")))
        .toList();
  }
}
