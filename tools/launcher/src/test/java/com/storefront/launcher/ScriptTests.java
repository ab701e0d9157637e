package com.storefront.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script {@code storefront} in a fresh clone, with scripts in place of Maven and Java. */
@DisabledOnOs(OS.WINDOWS)
class ScriptTests {

  private static final Path HOME = Path.of("../..");
  private static final Path USAGES =
      Path.of("tools/launcher/src/main/resources/com/storefront/launcher/usage.txt");

  @TempDir private Path clone;

  private record Output(int status, String text) {}

  @BeforeEach
  void copyScriptAndUsages() throws IOException {
    Files.createDirectories(clone.resolve(USAGES).getParent());
    Files.copy(HOME.resolve(USAGES), clone.resolve(USAGES));
    Files.copy(HOME.resolve("storefront"), clone.resolve("storefront"));
    maven("touch built; exit 1");
    program("java", "echo \"java $*\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "help", "--help", "help up", "up --help", "verify -h", "test --help"})
  void answersHelpBeforeAnyBuild(String arguments) throws Exception {
    Output output = storefront(arguments);

    assertThat(output.status()).isZero();
    assertThat(output.text()).startsWith("Usage: ./storefront ");
    assertThat(clone.resolve("built")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"dance", "help dance", "up --loud", "sample --x", "bench --x", "prove --seed x"})
  void refusesUnknownCommandsAndOptionsBeforeAnyBuild(String arguments) throws Exception {
    Output output = storefront(arguments);

    assertThat(output.status()).isEqualTo(2);
    assertThat(output.text()).contains("Usage: ./storefront ");
    assertThat(clone.resolve("built")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"status, 3", "logs, 3", "down, 0"})
  void reportsThatNothingIsBuilt(String command, int status) throws Exception {
    Output output = storefront(command);

    assertThat(output.status()).isEqualTo(status);
    assertThat(output.text()).startsWith("Nothing is built yet.");
  }

  @Test
  void countsTheModulesOfABuildAndShowsNoOtherOutputOfMaven() throws Exception {
    maven(
        """
        echo '[INFO] Scanning for projects...'
        echo '[INFO] Building Storefront 4.0.0                      [1/2]'
        echo '[INFO] Building launcher 4.0.0                        [2/2]'
        echo '[WARNING] deprecated'
        mkdir -p tools/launcher/target/lib
        touch tools/launcher/target/storefront.jar
        """);

    Output output = storefront("up --fresh");

    assertThat(output.status()).as(output.text()).isZero();
    assertThat(output.text().lines())
        .hasSize(4)
        .contains("  1 of 2: Storefront")
        .anyMatch(line -> line.matches("  2 of 2: launcher, about \\d+ s left"))
        .last()
        .asString()
        .startsWith("java ")
        .endsWith("storefront.jar up --fresh");
  }

  @Test
  void showsTheErrorsOfAFailedBuild() throws Exception {
    maven("echo '[INFO] Building a 4.0.0 [1/2]'; echo '[ERROR] cannot compile'; exit 1");

    Output output = storefront("up");

    assertThat(output.status()).isEqualTo(1);
    assertThat(output.text())
        .contains("1 of 2: a", "[ERROR] cannot compile")
        .doesNotContain("java");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          prove,               -Dtest=FaultScheduleTests#keepsEveryGuaranteeForMinutes -Dstorefront.minutes=10
          prove --minutes 3,   -Dstorefront.minutes=3
          prove --seed 7,      -Dstorefront.seed=7
          prove --customers 9, -Dtest=ConvergenceTests -Dstorefront.customers=9
          test -Dtest=A,       verify -Dtest=A
          bench services 5,    package -Pbenchmarks
          """)
  void passesTheOptionsToMaven(String command, String arguments) throws Exception {
    maven(
        """
        echo "$*" >> arguments
        mkdir -p tools/launcher/target/lib
        touch tools/launcher/target/storefront.jar
        """);

    assertThat(storefront(command).status()).isZero();

    assertThat(Files.readAllLines(clone.resolve("arguments")))
        .last()
        .asString()
        .contains(arguments.split(" "));
  }

  private Output storefront(String arguments) throws Exception {
    var command = new ArrayList<>(List.of("sh", clone.resolve("storefront").toString()));
    command.addAll(List.of(arguments.trim().split(" +")));
    command.remove("");
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("JAVA_HOME");
    builder.environment().merge("PATH", clone + ":", (path, first) -> first + path);
    var process = builder.start();
    var text = new String(process.getInputStream().readAllBytes());
    return new Output(process.waitFor(), text);
  }

  private void maven(String script) throws IOException {
    program("mvn", script);
  }

  private void program(String name, String script) throws IOException {
    var program = Files.writeString(clone.resolve(name), "#!/bin/sh\n" + script + "\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
  }
}
