package com.storefront.launcher.environment;

import static org.awaitility.Awaitility.await;

import com.storefront.servers.ChildProcess;
import com.storefront.servers.ServerFailure;
import com.storefront.servers.UnpackedJar;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.awaitility.core.ConditionTimeoutException;

/** A service or the gateway, run as a process. */
final class Application implements AutoCloseable {

  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

  private final Component component;
  private final ChildProcess process;

  private Application(Component component, ChildProcess process) {
    this.component = component;
    this.process = process;
  }

  /**
   * @param settings environment variables
   */
  static Application start(Component component, Workspace workspace, Map<String, String> settings) {
    var jar = UnpackedJar.of(workspace.jar(component), workspace.unpacked(component));
    var process =
        new ChildProcess(
            component.toString(),
            jar.command(component.heapMegabytes()),
            settings,
            workspace.log(component),
            workspace.pidFile(component));
    process.start();
    return new Application(component, process);
  }

  /**
   * Waits until the address answers with 200.
   *
   * @throws ServerFailure if the process ends or is not ready in time
   */
  void awaitReady(URI readiness) {
    var api = new Api(readiness, Duration.ofSeconds(5));
    try {
      await()
          .pollInSameThread()
          .atMost(START_TIMEOUT)
          .until(() -> !process.isAlive() || api.isReady(readiness.getPath()));
    } catch (ConditionTimeoutException e) {
      throw new ServerFailure(
          "%s is not ready after %d s. See ./storefront logs %1$s."
              .formatted(component, START_TIMEOUT.toSeconds()));
    }
    if (!process.isAlive()) {
      throw new ServerFailure(
          "%s ended during its start. The end of its log:%n%s"
              .formatted(component, process.logTail()));
    }
  }

  /** Runs the action when the process ends for any reason. */
  void onExit(Runnable action) {
    ProcessHandle.of(process.pid()).ifPresent(handle -> handle.onExit().thenRun(action));
  }

  /** Freezes the process (SIGSTOP). */
  void pause() {
    process.pause();
  }

  /** Ends a pause (SIGCONT). */
  void resume() {
    process.resume();
  }

  /** Ends the process as a crash would (SIGKILL). */
  void kill() {
    process.kill();
  }

  @Override
  public void close() {
    process.stop();
  }
}
