package com.storefront.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.storefront.launcher.environment.ComponentPorts;
import com.storefront.launcher.environment.MongodbUri;
import com.storefront.launcher.environment.RunningEnvironment;
import com.storefront.launcher.environment.Workspace;
import com.storefront.servers.ServerFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** The command {@code ./storefront}, once the script of this name has built what is missing. */
@Command(name = "./storefront")
public final class Storefront {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT)
  private boolean help;

  private Storefront() {}

  public static void main(String[] arguments) {
    var workspace = new Workspace(Path.of(System.getProperty("storefront.home", ".")));
    System.exit(commandLine(workspace).execute(arguments));
  }

  static CommandLine commandLine(Workspace workspace) {
    Supplier<ComponentPorts> ports = () -> RunningEnvironment.ports(workspace);
    return new CommandLine(new Storefront())
        .addSubcommand(new UpCommand(workspace))
        .addSubcommand(new DownCommand(workspace))
        .addSubcommand(new StatusCommand(workspace))
        .addSubcommand(new LogsCommand(workspace))
        .addSubcommand(new SampleCommand(ports, Duration.ofSeconds(30), System.out))
        .addSubcommand(new DeadLettersCommand(ports, System.out))
        .addSubcommand(new VerifyCommand(workspace))
        .addSubcommand(new RepublishCommand(ports, System.out))
        .addSubcommand(new CarrierCommand(ports, System.out))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(MongodbUri.class, MongodbUri::new)
        .setHelpSectionKeys(List.of("usage"))
        .setHelpSectionMap(Map.of("usage", help -> usage(help.commandSpec())))
        .setExecutionExceptionHandler(Storefront::report);
  }

  /** Reads the file that the script reads too, because the script answers before the build. */
  private static String usage(CommandSpec command) {
    var words = command.qualifiedName().split(" ");
    var begin = "Usage: ./storefront " + (words.length > 1 ? words[1] : "COMMAND");
    try (var file = Storefront.class.getResourceAsStream("usage.txt")) {
      var text = new String(Objects.requireNonNull(file).readAllBytes(), UTF_8);
      return Stream.of(text.split("(?m)^(?=Usage: )"))
          .filter(section -> section.startsWith(begin))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int report(Exception failure, CommandLine command, ParseResult arguments) {
    if (failure instanceof ServerFailure) {
      System.err.println(failure.getMessage());
    } else {
      failure.printStackTrace();
    }
    return 1;
  }

  /** Sends the log of the Kafka broker and of the drivers to a file; the console is for results. */
  static void logTo(Path file) {
    System.setProperty("logback.configurationFile", "logback-launcher.xml");
    System.setProperty("storefront.log", file.toString());
    LoggerFactory.getILoggerFactory(); // before several threads would initialize it at once
  }
}
