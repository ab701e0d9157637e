package com.storefront.web.token;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpMethod;

/**
 * What customers may do themselves, with what is their own. Each service says it in one place;
 * whatever it does not name is for staff.
 */
public record CustomerRights(List<Right> all) {

  public CustomerRights {
    all = List.copyOf(all);
  }

  /** Knows whose something is. */
  @FunctionalInterface
  public interface Owner {

    /**
     * @param id as the path names it
     * @return the id of the customer; empty if there is nothing of that id
     */
    Optional<String> of(String id);
  }

  /**
   * One kind of request.
   *
   * @param path within the service, with one variable
   * @param owner of what the variable names
   */
  public record Right(HttpMethod method, String path, Owner owner) {}

  public static CustomerRights none() {
    return new CustomerRights(List.of());
  }

  /** Adds a request whose path names the customer; with GET comes HEAD. */
  public CustomerRights may(HttpMethod method, String path) {
    return may(method, path, Optional::of);
  }

  /** Adds a request whose path names something of the customer's; with GET comes HEAD. */
  public CustomerRights may(HttpMethod method, String path, Owner owner) {
    Stream<HttpMethod> methods =
        method.equals(HttpMethod.GET)
            ? Stream.of(HttpMethod.GET, HttpMethod.HEAD)
            : Stream.of(method);
    return new CustomerRights(
        Stream.concat(all.stream(), methods.map(each -> new Right(each, path, owner))).toList());
  }
}
