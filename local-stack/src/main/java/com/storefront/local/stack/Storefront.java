package com.storefront.local.stack;

import com.storefront.local.servers.ServerFailure;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What {@code ./storefront} runs once everything is built. */
public final class Storefront {

  private static final String USAGE =
      """
      Usage: ./storefront COMMAND

        up [OPTION...]   builds what is missing, starts everything, and runs until Ctrl-C
            --fresh              throw away the data of earlier runs
            --no-sample          without the commands that make sample data
            --monitoring         with Prometheus, if it is installed on this machine
            --mongodb-uri URI    a MongoDB that runs already (a replica set)
            --kafka HOST:PORT    a Kafka that runs already
            --port PART=NUMBER   another port for mongodb, kafka, accounts, orders, fulfillment,
                                 gateway or prometheus; services have health and metrics on the next one
        sample           walks sample orders from creation to the customer's door
        status           shows each part: up or down, process, port, memory
        logs [PART]      shows the end of the logs, and follows them
        dead-letters     shows the records that could not be applied; with an ID from that list:
            show ID              its cause, origin and payload
            replay ID|all        tries again to apply it; its effect happens once
            drop ID              gives it up
        verify           compares what the services store, and says what differs and why
            --older-than SECONDS  fails only if something differs for longer (5)
            --show NUMBER         names so many differences (50)
            --metrics FILE        writes their number for Prometheus
            --mongodb-uri URI, --kafka HOST:PORT, --port PART=NUMBER  where up was told so
        republish SERVICE  tells what the service's aggregates told last once more
            --per-second NUMBER  so many at the most (2000)
            --after-restore      of the service's database: raises every version first
        rebuild orders   makes orders' copies of the customers anew while it goes on answering
            --force              even if something is known that accounts does not tell
        down             stops a storefront that runs elsewhere
        test             builds everything and runs all tests
        bench            measures it, beside what one would pick instead
        prove [OPTION]   kills, pauses and cuts off what it can, under load, and checks the history
            --minutes NUMBER     for how long; 10 if not said
            --seed NUMBER        of the first schedule of faults; with --minutes 0 of the only one
            --customers NUMBER   instead: with so many, how soon copies equal their sources after a fault
      """;

  private Storefront() {}

  public static void main(String[] arguments) {
    try {
      int status =
          run(new Home(Path.of(System.getProperty("storefront.home", "."))), List.of(arguments));
      if (status != 0) {
        System.exit(status);
      }
    } catch (UsageError e) {
      System.err.println(e.getMessage() + "\n\n" + USAGE);
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
        System.out.println(USAGE);
        yield 0;
      }
      default -> throw new UsageError("Unknown command " + command);
    };
  }

  private static Part part(String label) {
    return Part.named(label)
        .orElseThrow(() -> new UsageError("PART is one of " + List.of(Part.values())));
  }

  private static URI gateway(Home home) {
    return URI.create("http://127.0.0.1:" + ports(home).of(Part.GATEWAY));
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
