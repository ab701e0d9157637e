package com.storefront.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaServerTests {

  @TempDir Path folder;

  @Test
  void keepsRecordsAcrossARestart() throws Exception {
    try (var server = KafkaServer.start(folder, 0)) {
      createTopic(server, "orders");
      publish(server, "orders", "placed");

      server.restart();
      publish(server, "orders", "shipped");

      assertThat(read(server, "orders", 2)).containsExactly("placed", "shipped");
    }
  }

  @Test
  void advertisesThePortOfAProxy() throws Exception {
    int port = Ports.free();
    try (var server = KafkaServer.start(folder, port)) {
      createTopic(server, "orders");
    }
    int proxyPort = Ports.free();

    try (var server = KafkaServer.startBehind(folder, port, proxyPort);
        var consumer = consumer("127.0.0.1:" + port)) {
      assertThat(server.bootstrapServers()).isEqualTo("127.0.0.1:" + proxyPort);
      assertThat(consumer.partitionsFor("orders"))
          .extracting(partition -> partition.leader().port())
          .containsExactly(proxyPort);
    }
  }

  @Test
  void createsNoTopicOnFirstUse() {
    try (var server = KafkaServer.start(folder, 0)) {
      assertThatThrownBy(() -> publish(server, "unknown", "lost"))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(TimeoutException.class);
    }
  }

  @Test
  void reportsThePortThatIsInUse() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName(Ports.LOOPBACK))) {
      assertThatThrownBy(() -> KafkaServer.start(folder, taken.getLocalPort()))
          .isInstanceOf(ServerFailure.class)
          .hasMessage(
              "Port %d, needed by Kafka, is in use. Stop the program that listens there, or choose"
                  + " another port.",
              taken.getLocalPort());
    }
  }

  private static void createTopic(KafkaServer server, String topic) throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", server.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
  }

  private static void publish(KafkaServer server, String topic, String value) throws Exception {
    Map<String, Object> properties =
        Map.of("bootstrap.servers", server.bootstrapServers(), "max.block.ms", 5000);
    try (var producer =
        new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, "key", value)).get();
    }
  }

  private static List<String> read(KafkaServer server, String topic, int count) {
    var values = new ArrayList<String>();
    try (var consumer = consumer(server.bootstrapServers())) {
      consumer.subscribe(List.of(topic));
      long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (values.size() < count && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(100)).forEach(found -> values.add(found.value()));
      }
    }
    return values;
  }

  private static KafkaConsumer<String, String> consumer(String bootstrapServers) {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "group.id",
            "readers",
            "auto.offset.reset",
            "earliest"),
        new StringDeserializer(),
        new StringDeserializer());
  }
}
