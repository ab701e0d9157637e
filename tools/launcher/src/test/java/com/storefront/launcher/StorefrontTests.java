package com.storefront.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.launcher.environment.Component;
import com.storefront.launcher.environment.Workspace;
import com.storefront.servers.PidFile;
import com.storefront.servers.Ports;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command as a user runs it: a process with output and an exit status. */
class StorefrontTests {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dance",
        "",
        "up --loud",
        "sample --x",
        "status --x",
        "down --x",
        "dead-letters show",
        "verify --show many",
        "republish",
        "republish gateway",
        "republish accounts --per-second many",
        "carrier explode",
        "carrier fail --times 0",
        "logs shop",
        "up --kafka",
        "up --port 8080",
        "up --port shop=1",
        "up --port orders=x",
        "up --mongodb-uri db:27017"
      })
  void refusesUnknownCommandsOptionsAndValues(String arguments) {
    var errors = new StringWriter();
    var command =
        Storefront.commandLine(new Workspace(folder)).setErr(new PrintWriter(errors, true));

    assertThat(command.execute(words(arguments))).as(errors.toString()).isEqualTo(2);
    assertThat(errors.toString()).contains("Usage: ./storefront");
  }

  @Test
  void reportsThatNothingRuns() throws Exception {
    assertThat(storefront("status").exit(3)).contains("gateway");
    assertThat(storefront("down").exit(0)).contains("is not running");
    assertThat(storefront("logs orders").exit(1)).contains("No logs");
  }

  @Test
  void reportsAPortThatAnotherProgramHolds() throws Exception {
    try (var other = new ServerSocket()) {
      if (Ports.isFree(8080)) {
        other.bind(new InetSocketAddress(Ports.LOOPBACK, 8080));
      }

      assertThat(storefront("status").exit(3))
          .containsPattern("gateway +port used +- +8080 +.*outside this folder");
    }
  }

  /** Without its own Kafka, the launcher has no other thread that keeps the JVM alive. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--kafka localhost:1",
        "--mongodb-uri mongodb://localhost:1/",
        "--fresh --no-sample --no-console --kafka localhost:1 --mongodb-uri mongodb://localhost:1/"
      })
  void runsUntilItIsStopped(String options) throws Exception {
    StandInApplication.packageAll(folder);
    var earlier = folder.resolve(".storefront/data/earlier");
    Files.createDirectories(earlier);
    var up = storefront("up " + options + " " + ports());
    String links = up.awaitLine("Ctrl-C stops it.");
    assertThat(links)
        .contains("http://127.0.0.1:", "/accounts/swagger-ui")
        .doesNotContain("/console/swagger-ui");
    assertThat(links.contains("/console/\n")).isNotEqualTo(options.contains("--no-console"));

    assertThat(up.process.waitFor(2, TimeUnit.SECONDS)).isFalse();
    assertThat(Files.exists(earlier)).isNotEqualTo(options.contains("--fresh"));
    assertThat(folder.resolve(".storefront/logs/accounts.log"))
        .content()
        .contains("sample data: " + !options.contains("--no-sample"));
    assertThat(storefront("up").exit(1)).contains("already running");
    assertThat(storefront("status").exit(0))
        .containsPattern("accounts +up +\\d+")
        .containsPattern(options.contains("--no-console") ? "console +off" : "console +up +\\d+")
        .containsPattern(options.contains("--kafka") ? "kafka +external" : "kafka +up +\\d+");
    assertThat(storefront("down").exit(0)).contains("is stopped");
    assertThat(up.process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(storefront("status").exit(3)).doesNotContainPattern(" up ");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void stopsWhatAKilledLauncherLeft() throws Exception {
    var mark = new Workspace(folder).unpacked(Component.ORDERS).toString();
    var orphan = new ProcessBuilder("sh", "-c", "sleep 60; :", mark).start();
    var pidFile = folder.resolve(".storefront/run/orders.pid");
    new PidFile(pidFile, mark).write(orphan.toHandle());
    Files.writeString(pidFile, orphan.pid() + "\n0\n");

    assertThat(storefront("status").exit(3)).contains(Long.toString(orphan.pid()));
    assertThat(storefront("down").exit(0)).contains("is stopped");

    assertThat(orphan.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(pidFile).doesNotExist();
  }

  /** Options with a free port for each component, and a free one after it. */
  private static String ports() {
    return String.join(
        " ",
        Stream.of(Component.values())
            .map(component -> "--port %s=%d".formatted(component, freePair()))
            .toList());
  }

  private static int freePair() {
    int port = Ports.free();
    while (!Ports.isFree(port + 1)) {
      port = Ports.free();
    }
    return port;
  }

  private Command storefront(String arguments) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dstorefront.home=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                Storefront.class.getName()));
    command.addAll(List.of(words(arguments)));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new Command(process, process.inputReader());
  }

  private static String[] words(String arguments) {
    return arguments.isBlank() ? new String[0] : arguments.trim().split(" +");
  }

  private record Command(Process process, BufferedReader output) {

    String exit(int status) throws Exception {
      var text = String.join("\n", output.lines().toList());
      assertThat(process.waitFor()).as(text).isEqualTo(status);
      return text;
    }

    String awaitLine(String last) throws IOException {
      var text = new StringBuilder();
      String line = output.readLine();
      while (line != null && !line.equals(last)) {
        text.append(line).append('\n');
        line = output.readLine();
      }
      assertThat(line).as(text.toString()).isEqualTo(last);
      return text.toString();
    }
  }
}
