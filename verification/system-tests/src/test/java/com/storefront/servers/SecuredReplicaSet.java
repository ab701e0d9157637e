package com.storefront.servers;

import static org.awaitility.Awaitility.await;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.Document;

/**
 * A real MongoDB of two members with users, as on Kubernetes. The second member never becomes the
 * primary, so without the first one there is none.
 */
public final class SecuredReplicaSet implements AutoCloseable {

  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final String PASSWORD = "secret";

  private final List<ChildProcess> members = new ArrayList<>();
  private final List<String> addresses = new ArrayList<>();

  /**
   * Starts the members and waits for the primary.
   *
   * @throws ServerFailure if this machine has no {@code mongod}
   */
  public SecuredReplicaSet(Path folder) {
    Path key = keyOf(folder);
    for (int member = 0; member < 2; member++) {
      start(folder.resolve("member-" + member), key);
    }
    await("the primary")
        .atMost(START_TIMEOUT)
        .ignoreExceptionsInstanceOf(MongoException.class)
        .until(this::isPrimary);
    try (MongoClient first = MongoClients.create(direct())) {
      create(first, "admin", "root", "root", "admin");
    }
  }

  /** Every member must have the same key. Only its owner may read it. */
  private static Path keyOf(Path folder) {
    try {
      Path key = Files.createDirectories(folder).resolve("key");
      Files.deleteIfExists(key);
      Files.writeString(key, "aKeyForTestsOfOneMachineOnly");
      return Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("r--------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void start(Path folder, Path key) {
    int port = Ports.free();
    var command = new ArrayList<String>();
    command.add(
        MongodBinary.find().orElseThrow(() -> new ServerFailure("No mongod is available.")));
    command.addAll(
        List.of(
            "--dbpath=" + folder.toAbsolutePath(),
            "--port=" + port,
            "--bind_ip=" + Ports.LOOPBACK,
            "--keyFile=" + key.toAbsolutePath()));
    command.addAll(MongoServer.OPTIONS);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var member =
        new ChildProcess(
            "MongoDB",
            command,
            Map.of(),
            folder.resolve("mongod.log"),
            MongoServer.pidFile(folder));
    member.start();
    members.add(member);
    addresses.add(Ports.LOOPBACK + ":" + port);
  }

  private String direct() {
    return "mongodb://%s/?directConnection=true&serverSelectionTimeoutMS=1000"
        .formatted(addresses.get(0));
  }

  /** Until there is a user, a local client may initiate the set and create the first user. */
  private boolean isPrimary() {
    try (MongoClient client = MongoClients.create(direct())) {
      var admin = client.getDatabase("admin");
      Document hello = admin.runCommand(new Document("hello", 1));
      if (!hello.containsKey("setName")) {
        var first = new Document("_id", 0).append("host", addresses.get(0));
        var second = new Document("_id", 1).append("host", addresses.get(1)).append("priority", 0);
        admin.runCommand(
            new Document(
                "replSetInitiate",
                new Document("_id", "rs0").append("members", List.of(first, second))));
      }
      return hello.getBoolean("isWritablePrimary", false);
    }
  }

  /** Creates a user with a role in a database, and returns the connection string. */
  public String createUser(String user, String role, String database) {
    try (MongoClient root = MongoClients.create(uri("root", "admin"))) {
      create(root, database, user, role, database);
    }
    return uri(user, database);
  }

  private static void create(
      MongoClient client, String of, String user, String role, String database) {
    client
        .getDatabase(of)
        .runCommand(
            new Document("createUser", user)
                .append("pwd", PASSWORD)
                .append("roles", List.of(new Document("role", role).append("db", database))));
  }

  private String uri(String user, String database) {
    return "mongodb://%s:%s@%s/%s?replicaSet=rs0"
        .formatted(user, PASSWORD, String.join(",", addresses), database);
  }

  /** Ends the primary as a crash would. */
  public void killPrimary() {
    members.get(0).kill();
  }

  @Override
  public void close() {
    members.forEach(ChildProcess::kill);
  }
}
