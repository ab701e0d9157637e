package com.storefront.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.storefront.servers.KafkaServer;
import com.storefront.servers.SecuredReplicaSet;
import com.storefront.system.Api.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A writer and a reader of orders, each with its own database user, at a replica set. */
@Execution(ExecutionMode.CONCURRENT) // with the other tests: it has servers of its own
class ReaderTests {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int NOT_AUTHORIZED = 13;

  @TempDir Path folder;

  @Test
  void aReaderAnswersWithoutTheWriterAndCannotWrite() {
    try (var mongodb = new SecuredReplicaSet(folder.resolve("mongodb"));
        var kafka = KafkaServer.start(folder.resolve("kafka"), 0)) {
      String readAndWrite = mongodb.createUser("orders", "readWrite", "orders");
      String read = mongodb.createUser("orders-reader", "read", "orders");
      try (Instance writer = orders("writer", writer(readAndWrite, kafka));
          Instance reader = orders("reader", reader(read))) {
        writer.awaitReady();
        reader.awaitReady();
        test(mongodb, writer, reader, readAndWrite, read);
      }
    }
  }

  private static void test(
      SecuredReplicaSet mongodb,
      Instance writer,
      Instance reader,
      String readAndWrite,
      String read) {
    String customer = UUID.randomUUID().toString();
    String order = place(writer, readAndWrite, customer);
    var api = new Api(reader.uri());
    await("the order at the reader")
        .atMost(TIMEOUT)
        .until(() -> api.get("/orders/orders/" + order).status() == 200);

    refusesChanges(api, read, customer, order);

    writer.kill();
    answersReads(api, customer, order);

    mongodb.killPrimary();
    await("an age that grows without a primary")
        .atMost(TIMEOUT)
        .until(() -> age(api.get("/orders/orders")) > 15);
    answersReads(api, customer, order);
    reader.awaitReady();
  }

  private static Map<String, String> writer(String mongodbUri, KafkaServer kafka) {
    return Map.of(
        "STOREFRONT_ROLE",
        "write",
        "SPRING_MONGODB_URI",
        mongodbUri,
        "SPRING_KAFKA_BOOTSTRAP_SERVERS",
        kafka.bootstrapServers());
  }

  /** As on Kubernetes, without Kafka and its certificates. */
  private static Map<String, String> reader(String mongodbUri) {
    return Map.of(
        "STOREFRONT_ROLE", "read",
        "SPRING_MONGODB_URI", mongodbUri,
        "SPRING_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1",
        "SPRING_KAFKA_SECURITY_PROTOCOL", "SSL",
        "SPRING_KAFKA_SSL_BUNDLE", "kafka",
        "SPRING_SSL_BUNDLE_PEM_KAFKA_KEYSTORE_CERTIFICATE", "",
        "SPRING_SSL_BUNDLE_PEM_KAFKA_KEYSTORE_PRIVATEKEY", "",
        "SPRING_SSL_BUNDLE_PEM_KAFKA_TRUSTSTORE_CERTIFICATE", "");
  }

  private Instance orders(String name, Map<String, String> settings) {
    Path logs = Storefront.HOME.resolve("verification/system-tests/target/readers");
    return Storefront.instance(Service.ORDERS, name, logs, settings).start();
  }

  /** Places an order of a customer whose copy is stored as orders stores it. */
  private static String place(Instance writer, String mongodbUri, String customer) {
    try (MongoClient mongodb = MongoClients.create(mongodbUri)) {
      mongodb
          .getDatabase("orders")
          .getCollection("customers")
          .insertOne(
              Document.parse(
                  """
                  {"_id": "%s", "sequence": {"$numberLong": "1"}, "eventId": "1",
                    "name": {"title": "Ms.", "firstName": "Ada", "lastName": "Lovelace"},
                    "contact": {"primaryPhone": "(08) 9321 0000", "email": "ada@example.com"},
                    "addresses": [{"type": "SHIPPING", "description": "Home", "address1": "27 St Georges Terrace",
                      "city": "Perth", "state": "WA", "postalCode": "6000", "country": "AU"}]}
                  """
                      .formatted(customer)));
    }
    return new StorefrontClient(new Api(writer.uri())).place(customer);
  }

  private static void refusesChanges(Api api, String uri, String customer, String order) {
    for (String path :
        List.of(
            "/orders/customers/%s/orders".formatted(customer),
            "/orders/orders/%s/approval".formatted(order),
            "/orders/customers/sample/orders")) {
      Answer refusal = api.post(path, "{}", "If-Match", "*");
      assertThat(refusal.expect(405).body().get("type").asString())
          .isEqualTo("urn:storefront:problem:read-only-instance");
    }
    api.get("/orders/customers/sample/orders").expect(405);
    try (MongoClient mongodb = MongoClients.create(uri)) {
      var orders = mongodb.getDatabase("orders").getCollection("customer.orders");
      assertThat(orders.countDocuments()).isOne();
      for (Runnable write :
          List.<Runnable>of(
              () -> orders.insertOne(new Document()),
              () -> orders.deleteMany(new Document()),
              () -> orders.createIndex(new Document("note", 1)))) {
        assertThatThrownBy(write::run)
            .isInstanceOfSatisfying(
                MongoException.class, it -> assertThat(it.getCode()).isEqualTo(NOT_AUTHORIZED));
      }
    }
  }

  private static void answersReads(Api api, String customer, String order) {
    Answer list = api.get("/orders/orders?status=CREATED").expect(200);
    assertThat(list.body().at("/_embedded/orders/0/guid").asString()).isEqualTo(order);
    assertThat(api.get("/orders/orders/" + order).expect(200).body().get("status").asString())
        .isEqualTo("CREATED");
    assertThat(api.get("/orders/customers/" + customer).expect(200).body().toString())
        .contains("ada@example.com");
    assertThat(age(list)).isBetween(0L, 300L);
  }

  private static long age(Answer answer) {
    return Long.parseLong(answer.header("Age"));
  }
}
