package com.storefront.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The Swagger UI of the services in Chromium. */
final class SwaggerUi implements AutoCloseable {

  private static final double TIMEOUT_MILLIS = 120_000;

  private final URI gateway;
  private final Playwright playwright = Playwright.create();
  private final Browser browser;
  private final Page page;
  private final List<String> errors = new ArrayList<>();

  SwaggerUi(URI gateway) {
    this.gateway = gateway;
    browser = Chromium.launch(playwright);
    page = browser.newPage();
    page.setDefaultTimeout(TIMEOUT_MILLIS);
    page.onPageError(errors::add);
    page.onRequest(
        request -> {
          if (!URI.create(request.url()).getAuthority().equals(gateway.getAuthority())) {
            errors.add("A request to another host: " + request.url());
          }
        });
  }

  void open(Service service) {
    page.navigate(gateway.resolve("/" + service + "/swagger-ui").toString());
    page.locator(".opblock").first().waitFor();
  }

  /** The ids of all operations on the page, in its order. */
  List<String> operations() {
    return page.locator(".opblock").all().stream()
        .map(block -> block.getAttribute("id").replaceFirst(".*-", ""))
        .toList();
  }

  /**
   * Executes an operation as it is prefilled.
   *
   * @param parameters values that a person enters, by name
   * @return the body of the response
   */
  JsonNode execute(String operation, Map<String, String> parameters, int expectedStatus) {
    String body = executeForText(operation, parameters, expectedStatus);
    return body.isEmpty() ? JsonMapper.shared().missingNode() : JsonMapper.shared().readTree(body);
  }

  /** Executes an operation whose response is no JSON. */
  String executeForText(String operation, Map<String, String> parameters, int expectedStatus) {
    Locator block = page.locator(".opblock[id$='-" + operation + "']");
    block.locator(".opblock-summary-control").click();
    parameters.forEach(
        (name, value) ->
            block.locator("tr[data-param-name='%s'] input".formatted(name)).fill(value));
    Response response =
        page.waitForResponse(
            it -> it.request().resourceType().equals("fetch"),
            () -> block.locator("button.execute").click());

    String body = response.status() == 204 ? "" : response.text();
    assertThat(response.status()).as("%s: %s", operation, body).isEqualTo(expectedStatus);
    assertThat(block.locator(".live-responses-table .response-col_status").last().innerText())
        .startsWith(String.valueOf(expectedStatus));
    block.locator(".opblock-summary-control").click();
    return body;
  }

  /** Errors of scripts, and requests to other hosts. */
  List<String> errors() {
    return errors;
  }

  @Override
  public void close() {
    playwright.close();
  }
}
