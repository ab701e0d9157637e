package com.storefront.local.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.storefront.local.servers.ServerFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.slf4j.LoggerFactory;

/** What {@code ./storefront} runs once everything is built. */
public final class Storefront {

  private Storefront() {}

  public static void main(String[] arguments) {
    try {
      int status =
          run(new Home(Path.of(System.getProperty("storefront.home", "."))), List.of(arguments));
      if (status != 0) {
        System.exit(status);
      }
    } catch (UsageError e) {
      System.err.println(e.getMessage() + "\n\n" + usage());
      System.exit(2);
    } catch (StackFailure | ServerFailure e) {
      System.err.println(e.getMessage());
      System.exit(1);
    } catch (Throwable unforeseen) {
      // Other threads would keep the JVM, and whatever it has started, alive.
      unforeseen.printStackTrace();
      System.exit(1);
    }
  }

  private static int run(Home home, List<String> arguments) {
    if (arguments.isEmpty()) {
      throw new UsageError("What should the storefront do?");
    }
    var command = arguments.get(0);
    var rest = arguments.subList(1, arguments.size());
    return switch (command) {
      case "up" -> {
        logTo(home.log(Part.KAFKA));
        Stack.up(home, Options.parse(rest));
        yield 0;
      }
      case "down" -> {
        Down.stop(home);
        yield 0;
      }
      case "status" -> Status.print(home);
      case "logs" -> {
        Logs.follow(
            home,
            rest.isEmpty() ? List.of(Part.values()) : rest.stream().map(Storefront::part).toList());
        yield 0;
      }
      case "sample" -> Sample.walk(gateway(home), System.out) ? 0 : 1;
      case "dead-letters" -> new DeadLetters(ports(home), System.out).run(rest);
      case "verify" -> {
        logTo(home.logs().resolve("verify.log"));
        yield Verify.parse(rest, ports(home)).run(System.out);
      }
      case "rebuild" -> new Rebuild(ports(home), System.out).run(rest);
      case "republish" -> new Republish(ports(home), System.out).run(rest);
      case "help", "--help", "-h" -> {
        System.out.println(usage());
        yield 0;
      }
      default -> throw new UsageError("Unknown command " + command);
    };
  }

  /** In a file, because {@code ./storefront help} shows it also before anything is built. */
  private static String usage() {
    try (var usage = Storefront.class.getResourceAsStream("usage.txt")) {
      return new String(Objects.requireNonNull(usage).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Part part(String label) {
    return Part.named(label)
        .orElseThrow(() -> new UsageError("PART is one of " + List.of(Part.values())));
  }

  private static URI gateway(Home home) {
    return ports(home).uri(Part.GATEWAY);
  }

  private static Ports ports(Home home) {
    return RunningStack.find(home).map(RunningStack::ports).orElse(Ports.usual());
  }

  /** The broker and the drivers log in this JVM; to a file, since the console is for people. */
  private static void logTo(Path file) {
    System.setProperty("logback.configurationFile", "logback-launcher.xml");
    System.setProperty("storefront.log", file.toString());
    // Before there are threads that would all begin to log at once.
    LoggerFactory.getILoggerFactory();
  }
}
