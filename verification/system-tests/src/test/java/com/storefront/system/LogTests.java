package com.storefront.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.storefront.events.Topics;
import com.storefront.servers.KafkaServer;
import com.storefront.servers.MongoServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

/** WARN and ERROR are for what an operator has to act on. */
@Execution(ExecutionMode.CONCURRENT) // with the other tests: it has servers of its own
class LogTests {

  private static final Pattern WARNING = Pattern.compile("(?m)^\\S+ +(WARN|ERROR) .*$");

  @TempDir private Path folder;

  @Test
  void warnsOfNothingButTheDeadLetterAndTheMissingKeyFromAFirstStartToAStop() throws Exception {
    try (var mongodb = MongoServer.start(folder.resolve("mongodb"), 0);
        var kafka = KafkaServer.start(folder.resolve("kafka"), 0);
        var storefront = new Storefront(folder.resolve("logs"), mongodb, kafka, mongodb::uri)) {
      var client = new StorefrontClient(storefront.api());
      String customer = client.register("before@example.com");
      String order = client.place(customer);
      client.approve(order);
      client.fulfill(order, "processing");
      client.awaitStatus(order, "PROCESSING");

      callDeadLetters(storefront);

      kafka.stop();
      client.changeEmail(customer, "after@example.com");
      kafka.restart();
      client.awaitEmail(customer, "after@example.com");
    }

    assertThat(warnings("accounts")).singleElement().asString().contains("storefront.cards.key");
    assertThat(warnings("orders")).singleElement().asString().contains(Topics.CUSTOMER_CHANGE);
    assertThat(warnings("fulfillment")).isEmpty();
    assertThat(warnings("gateway")).isEmpty();
  }

  private List<String> warnings(String name) throws IOException {
    String log = Files.readString(folder.resolve("logs").resolve(name + ".log"));
    assertThat(log).doesNotContain("Config values:", "MongoClientSettings{", "[" + " ".repeat(20));
    return WARNING.matcher(log).results().map(MatchResult::group).toList();
  }

  private static void callDeadLetters(Storefront storefront) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", storefront.kafka().bootstrapServers());
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(Topics.CUSTOMER_CHANGE, "a", "not an event"));
    }
    var management = new Api(storefront.service(Service.ORDERS).management());
    String path = "/actuator/deadletters";
    JsonNode letters =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () -> management.get(path).expect(200).body().path("deadLetters"),
                found -> found.size() == 1);
    String letter = path + "/" + letters.path(0).path("id").asString();
    management.get(letter).expect(200);
    management.post(letter, Map.of("by", "test"));
    management.post(path, Map.of("by", "test")).expect(200);
    management.send("DELETE", letter + "?by=test", Api.json("")).expect(204);
  }
}
