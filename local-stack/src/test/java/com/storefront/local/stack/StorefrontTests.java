package com.storefront.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.local.servers.PidFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The command as a person meets it: a process with output and an exit status. */
class StorefrontTests {

  @TempDir Path home;

  @Test
  void explainsItselfWhenItDoesNotUnderstand() throws Exception {
    assertThat(storefront("dance").exit(2)).contains("Unknown command dance", "Usage:");
    assertThat(storefront().exit(2)).contains("Usage:");
    assertThat(storefront("up", "--loud").exit(2)).contains("Unknown option --loud");
    assertThat(storefront("logs", "shop").exit(2)).contains("PART is one of");
    assertThat(storefront("help").exit(0)).contains("--fresh");
  }

  @Test
  void saysThatNothingRuns() throws Exception {
    assertThat(storefront("status").exit(3)).contains("gateway", "down");
    assertThat(storefront("down").exit(0)).contains("does not run");
  }

  @Test
  void isUpOnlyOnce() throws Exception {
    var first = storefront(Claim.class);
    first.awaitLine();

    assertThat(storefront("up").exit(1)).contains("runs already");
    assertThat(storefront("status").exit(0)).contains(Long.toString(first.process.pid()), "18080");
    assertThat(storefront("down").exit(0)).contains("is stopped");
    assertThat(first.process.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void stopsWhatAKilledLauncherLeft() throws Exception {
    var mark = new Home(home).unpacked(Part.ORDERS).toString();
    var orphan = new ProcessBuilder("sh", "-c", "sleep 60; :", mark).start();
    var pidFile = home.resolve(".storefront/run/orders.pid");
    new PidFile(pidFile, mark).write(orphan.toHandle());
    Files.writeString(pidFile, orphan.pid() + "\n0\n");

    assertThat(storefront("status").exit(3)).contains(Long.toString(orphan.pid()));
    assertThat(storefront("down").exit(0)).contains("is stopped");

    assertThat(orphan.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(pidFile).doesNotExist();
  }

  @Test
  void saysWhereTheStorefrontWasExpectedWhenItDoesNotAnswer() throws Exception {
    var launcher = storefront(Claim.class);
    launcher.awaitLine();

    assertThat(storefront("sample").exit(1)).contains("127.0.0.1:18080", "./storefront up");

    launcher.process.destroy();
  }

  private Command storefront(String... arguments) throws IOException {
    return storefront(Storefront.class, arguments);
  }

  private Command storefront(Class<?> main, String... arguments) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dstorefront.home=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(arguments));
    return new Command(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  private record Command(Process process) {

    String exit(int status) throws Exception {
      var output = String.join("\n", process.inputReader().lines().toList());
      assertThat(process.waitFor()).as(output).isEqualTo(status);
      return output;
    }

    void awaitLine() throws IOException {
      assertThat(process.inputReader().readLine()).isNotNull();
    }
  }

  /** A launcher that has nothing to launch; the port is one where nobody answers. */
  static final class Claim {
    public static void main(String[] arguments) throws InterruptedException {
      RunningStack.claim(
          new Home(Path.of(System.getProperty("storefront.home"))),
          Ports.usual().with(Part.GATEWAY, 18080));
      System.out.println("claimed");
      Thread.sleep(TimeUnit.MINUTES.toMillis(5));
    }
  }
}
