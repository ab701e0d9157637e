package com.storefront.console.management;

import com.storefront.web.Problems;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.client.RestClient;

/** The services that the console knows, by name. */
@Component
public class Services {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

  /** A page shows that a service hangs, instead of waiting for it. */
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(3);

  /** A replay of a dead letter waits for the database. */
  private static final Duration CHANGE_TIMEOUT = Duration.ofSeconds(15);

  private final Map<String, Management> all = new TreeMap<>();

  Services(Settings settings) {
    settings
        .services()
        .forEach(
            (name, address) ->
                all.put(
                    name,
                    new Management(
                        name, client(address, READ_TIMEOUT), client(address, CHANGE_TIMEOUT))));
  }

  private static RestClient client(URI address, Duration timeout) {
    var http =
        new JdkClientHttpRequestFactory(
            HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build());
    http.setReadTimeout(timeout);
    return RestClient.builder().requestFactory(http).baseUrl(address.toString()).build();
  }

  /** All services, in the order of their names. */
  public List<Management> all() {
    return List.copyOf(all.values());
  }

  /**
   * Returns the management of a service.
   *
   * @throws ErrorResponseException 404 if there is no such service
   */
  public Management get(String name) {
    Management service = all.get(name);
    if (service == null) {
      throw new ErrorResponseException(
          HttpStatus.NOT_FOUND,
          Problems.of(
              HttpStatus.NOT_FOUND,
              "service-not-found",
              "No service %s; known are %s.".formatted(name, String.join(", ", all.keySet()))),
          null);
    }
    return service;
  }

  /**
   * Where the services are.
   *
   * @param services the address of each management port
   */
  @ConfigurationProperties("storefront.console.management")
  record Settings(Map<String, URI> services) {}
}
