package com.storefront.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One MongoDB and one Kafka broker, shared by all tests of a JVM. Each starts on free ports when it
 * is first used. Their data is deleted after the JVM has ended.
 */
public final class LocalServers {

  private LocalServers() {}

  /** Tests that share the server use databases of different names. */
  public static String mongodbUri(String database) {
    return mongodb().uri(database);
  }

  public static String kafkaBootstrapServers() {
    return kafka().bootstrapServers();
  }

  public static MongoServer mongodb() {
    return Mongo.SERVER;
  }

  public static KafkaServer kafka() {
    return Kafka.SERVER;
  }

  private static final class Mongo {
    static final MongoServer SERVER = MongoServer.start(Data.FOLDER.resolve("mongodb"), 0);
  }

  private static final class Kafka {
    static final KafkaServer SERVER = KafkaServer.start(Data.FOLDER.resolve("kafka"), 0);
  }

  /** The servers must outlive the shutdown hooks of the applications that use them. */
  private static final class Data {

    static final Path FOLDER = create();

    private static Path create() {
      try {
        var folder = Files.createTempDirectory("storefront-servers");
        OrphanReaper.start(
            """
            pid=$(head -n 1 "$1/mongodb/mongod.pid" 2>/dev/null) && kill -9 "$pid"
            rm -rf "$1" || { sleep 1; rm -rf "$1"; }
            """,
            folder);
        return folder;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
