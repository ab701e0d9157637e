package com.storefront.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.launcher.environment.Component;
import com.storefront.launcher.environment.ComponentPorts;
import com.storefront.servers.CarrierServer;
import com.storefront.servers.Ports;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CarrierCommandTests {

  private final CarrierServer carrier = CarrierServer.start(0);

  @AfterEach
  void close() {
    carrier.close();
  }

  @Test
  void showsTheFaultAndTheNumbersOfLabelsAndCalls() throws Exception {
    book();

    assertThat(run("")).isEqualTo("fault: none\nlabels: 1\ncalls: 1\n");
    assertThat(run("status")).isEqualTo(run(""));
  }

  @ParameterizedTest
  @CsvSource({"fail, 503", "refuse, 422"})
  void choosesAFaultUntilItIsHealed(String fault, int status) throws Exception {
    assertThat(run(fault)).startsWith("fault: " + fault + "\n");
    assertThat(book()).isEqualTo(status);

    assertThat(run("heal")).startsWith("fault: none\n");
    assertThat(book()).isEqualTo(201);
  }

  @Test
  void choosesAFaultForANumberOfCalls() throws Exception {
    assertThat(run("fail --times 1")).startsWith("fault: fail, for 1 calls\n");

    assertThat(book()).isEqualTo(503);
    assertThat(book()).isEqualTo(201);
    assertThat(run("status")).startsWith("fault: none\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"explode", "fail --times 0", "fail --times many", "fail slow"})
  void refusesUnknownActionsAndNumbers(String arguments) {
    assertThat(execute(arguments, carrier.uri().getPort(), new ByteArrayOutputStream()))
        .isEqualTo(2);
  }

  @Test
  void reportsThatNothingRuns() {
    assertThat(execute("status", Ports.free(), new ByteArrayOutputStream())).isEqualTo(1);
  }

  private String run(String arguments) {
    var out = new ByteArrayOutputStream();
    assertThat(execute(arguments, carrier.uri().getPort(), out)).isZero();
    return out.toString(UTF_8).replace(System.lineSeparator(), "\n");
  }

  private static int execute(String arguments, int port, ByteArrayOutputStream out) {
    var ports = new ComponentPorts(Map.of(Component.CARRIER, port));
    var command = new CarrierCommand(() -> ports, new PrintStream(out, true, UTF_8));
    return new CommandLine(command)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setErr(new PrintWriter(new StringWriter()))
        .execute(arguments.isEmpty() ? new String[0] : arguments.split(" "));
  }

  private int book() throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(carrier.uri() + "/bookings"))
            .header("Idempotency-Key", "1")
            .POST(BodyPublishers.noBody())
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }
}
