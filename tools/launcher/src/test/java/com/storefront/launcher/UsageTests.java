package com.storefront.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.launcher.environment.Workspace;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The usage texts name what the commands accept; the script refuses the rest by them. */
class UsageTests {

  private static final Pattern OPTION = Pattern.compile("(?<=[ ,])--[a-z-]+");

  @TempDir static Path folder;

  static Stream<Map.Entry<String, CommandLine>> commands() {
    return commandLine().getSubcommands().entrySet().stream();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void nameEveryOption(Map.Entry<String, CommandLine> command) {
    Set<String> accepted =
        command.getValue().getCommandSpec().options().stream()
            .map(OptionSpec::longestName)
            .collect(Collectors.toCollection(TreeSet::new));

    String usage = command.getValue().getUsageMessage();

    assertThat(usage).startsWith("Usage: ./storefront " + command.getKey());
    assertThat(OPTION.matcher(usage).results().map(MatchResult::group).distinct())
        .containsExactlyInAnyOrderElementsOf(accepted);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void nameEverySubcommand(Map.Entry<String, CommandLine> command) {
    for (var subcommand : command.getValue().getSubcommands().entrySet()) {
      assertThat(command.getValue().getUsageMessage()).contains("  " + subcommand.getKey() + " ");
      assertThat(subcommand.getValue().getUsageMessage())
          .isEqualTo(command.getValue().getUsageMessage());
    }
  }

  @Test
  void nameEveryCommand() {
    String usage = commandLine().getUsageMessage();

    assertThat(commands())
        .allSatisfy(command -> assertThat(usage).contains("\n  " + command.getKey() + " "));
  }

  private static CommandLine commandLine() {
    return Storefront.commandLine(new Workspace(folder));
  }
}
