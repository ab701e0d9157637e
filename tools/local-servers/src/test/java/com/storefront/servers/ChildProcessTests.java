package com.storefront.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class ChildProcessTests {

  @TempDir Path folder;

  @Test
  void endWithAKilledLauncherAlsoWhenPausedOrIgnoringSigterm() throws Exception {
    var launcher = ChildJvm.start(Launcher.class, folder.toString());
    var output = launcher.inputReader();
    var paused = ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
    var ignoring = ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();

    launcher.destroyForcibly();

    await().atMost(Duration.ofSeconds(40)).until(() -> !paused.isAlive() && !ignoring.isAlive());
    assertThat(launcher.isAlive()).isFalse();
  }

  @Test
  void startsALargeLogAnew() throws Exception {
    var log = folder.resolve("sh.log");
    Files.write(log, new byte[10_000_001]);

    var process = start(folder, "sh", "-c", "echo hello; exec sleep 300");

    await().until(() -> process.logTail().equals("hello"));
    process.stop();
    assertThat(folder.resolve("sh.log.old")).hasSize(10_000_001);
  }

  private static ChildProcess start(Path folder, String... command) {
    var name = command[0];
    var pidFile = new PidFile(folder.resolve(name + ".pid"), name);
    var log = folder.resolve(name + ".log");
    var process = new ChildProcess(name, List.of(command), Map.of(), log, pidFile);
    process.start();
    return process;
  }

  static final class Launcher {

    public static void main(String[] arguments) throws InterruptedException {
      var folder = Path.of(arguments[0]);
      var paused = start(folder, "sleep", "300");
      paused.pause();
      System.out.println(paused.pid());
      var script = "trap '' TERM; while :; do sleep 1; done";
      System.out.println(start(folder, "sh", "-c", script).pid());
      Thread.sleep(Duration.ofMinutes(5).toMillis());
    }
  }
}
