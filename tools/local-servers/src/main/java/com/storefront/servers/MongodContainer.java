package com.storefront.servers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;

/**
 * A {@code mongod} in a container, for machines without a binary. It listens on the same port
 * inside and outside, because the replica set has one address for its member.
 */
final class MongodContainer implements ManagedProcess {

  private static final String IMAGE = "mongo:8.0";

  private final GenericContainer<?> container;

  MongodContainer(Path folder, int port) {
    // The fixed ports and folders of Testcontainers do not survive a stop and a start; Docker's do.
    var host =
        HostConfig.newHostConfig()
            .withBinds(new Bind(folder.toAbsolutePath().toString(), new Volume("/data/db")))
            .withPortBindings(
                PortBinding.parse("%s:%d:%d/tcp".formatted(Ports.LOOPBACK, port, port)));
    this.container =
        new GenericContainer<>(IMAGE)
            .withCommand(command(port))
            .withCreateContainerCmdModifier(
                create -> create.withUser(owner(folder)).withHostConfig(host));
  }

  private static String[] command(int port) {
    return Stream.concat(
            Stream.of("mongod", "--port=" + port, "--bind_ip_all"), MongoServer.OPTIONS.stream())
        .toArray(String[]::new);
  }

  static boolean isPossible() {
    return DockerClientFactory.instance().isDockerAvailable();
  }

  /** The owner of the folder must be able to delete the files in it. */
  private static String owner(Path folder) {
    try {
      return Files.getAttribute(folder, "unix:uid") + ":" + Files.getAttribute(folder, "unix:gid");
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return "";
    }
  }

  @Override
  public void start() {
    if (container.getContainerId() == null) {
      container.start();
    } else {
      docker().startContainerCmd(container.getContainerId()).exec();
    }
  }

  @Override
  public void stop() {
    docker().stopContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void kill() {
    docker().killContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void pause() {
    docker().pauseContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void resume() {
    docker().unpauseContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public long pid() {
    Long pid = state().getPidLong();
    return pid == null ? 0 : pid;
  }

  @Override
  public boolean isAlive() {
    return Boolean.TRUE.equals(state().getRunning());
  }

  @Override
  public String logTail() {
    return container.getLogs();
  }

  private InspectContainerResponse.ContainerState state() {
    return docker().inspectContainerCmd(container.getContainerId()).exec().getState();
  }

  private DockerClient docker() {
    return container.getDockerClient();
  }
}
