package com.storefront.console.repair;

import com.storefront.console.management.Management;
import com.storefront.console.management.Services;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.web.ErrorResponseException;
import tools.jackson.databind.JsonNode;

/**
 * What a service lists.
 *
 * @param list null if the service does not answer
 * @param failure why; null if it answers
 */
record Listed(String service, @Nullable JsonNode list, @Nullable String failure) {

  /** The lists of all services that have the endpoint. */
  static List<Listed> ofEach(Services services, String path) {
    return services.all().parallelStream()
        .map(service -> of(service, path))
        .filter(it -> it.list != null || it.failure != null)
        .toList();
  }

  private static Listed of(Management service, String path) {
    try {
      var answer = service.send(HttpMethod.GET, path, null);
      return answer.status().value() == 404
          ? new Listed(service.service(), null, null)
          : new Listed(service.service(), answer.expectSuccess(service.service()), null);
    } catch (ErrorResponseException failure) {
      return new Listed(service.service(), null, failure.getBody().getDetail());
    }
  }
}
