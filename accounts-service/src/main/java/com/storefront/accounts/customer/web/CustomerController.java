package com.storefront.accounts.customer.web;

import static org.springframework.http.HttpHeaders.IF_MATCH;

import com.storefront.accounts.customer.CustomerManagement;
import com.storefront.accounts.customer.CustomerNotFound;
import com.storefront.accounts.customer.Customers;
import com.storefront.messaging.aggregate.ExpectedVersion;
import com.storefront.web.Pages;
import com.storefront.web.Paging;
import com.storefront.web.export.CsvWriter;
import com.storefront.web.export.NdjsonWriter;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.data.domain.Limit;
import org.springframework.hateoas.EntityModel;
import org.springframework.hateoas.PagedModel;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Customers over HTTP. The pattern of ids keeps them apart from other paths. */
@RestController
@RequestMapping("/customers")
@Tag(name = "Customers", description = "Customers with their contact, addresses and cards.")
class CustomerController {

  private static final String ID = "/{id:[0-9a-f]{24}}";
  private static final String MERGE_PATCH = "application/merge-patch+json";
  private static final Limit SUMMARY = Limit.of(100);

  private final CustomerManagement management;
  private final Customers customers;
  private final CustomerModelAssembler models;
  private final MergePatch mergePatch;
  private final JsonMapper json;

  CustomerController(
      CustomerManagement management,
      Customers customers,
      CustomerModelAssembler models,
      MergePatch mergePatch,
      JsonMapper json) {
    this.management = management;
    this.customers = customers;
    this.models = models;
    this.mergePatch = mergePatch;
    this.json = json;
  }

  @GetMapping
  @Operation(summary = "Page through customers, or search for them")
  PagedModel<EntityModel<CustomerView>> page(
      @Valid @ParameterObject FindCustomers search, @Valid @ParameterObject Paging paging) {
    var filter = search.toFilter();
    return Pages.of(
        paging,
        search.toSort(),
        it -> customers.findPage(filter, it),
        it -> customers.findWindow(filter, it),
        CustomerView.class,
        models);
  }

  @PostMapping
  @Operation(summary = "Register a customer")
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<EntityModel<CustomerView>> register(
      @RequestHeader(name = "Idempotency-Key", required = false) @Size(min = 1, max = 255)
          @Nullable String key,
      @Valid @RequestBody CustomerForm form) {
    return models.created(management.register(form.toDetails(), form.idempotencyKey(key)));
  }

  @GetMapping(ID)
  @Operation(summary = "Read a customer")
  ResponseEntity<EntityModel<CustomerView>> read(@PathVariable String id) {
    return models.ok(
        customers.findByIdAndDeletedAtIsNull(id).orElseThrow(() -> new CustomerNotFound(id)));
  }

  @PutMapping(ID)
  @Operation(
      summary = "Replace the data of a customer",
      description =
          "A customer that was read may be sent back as it is: id, times, version, links and brands"
              + " are ignored. A card needs no number if type and last4 identify a stored card.")
  ResponseEntity<EntityModel<CustomerView>> replace(
      @PathVariable String id,
      @RequestHeader(IF_MATCH) ExpectedVersion expected,
      @Valid @RequestBody CustomerForm form) {
    return models.ok(management.replace(id, expected, customer -> form.toDetails()));
  }

  @PatchMapping(
      path = ID,
      consumes = {MERGE_PATCH, MediaType.APPLICATION_JSON_VALUE})
  @Operation(
      summary = "Change some of the data of a customer",
      description = "A JSON merge patch (RFC 7396): null removes, an array replaces the array.")
  ResponseEntity<EntityModel<CustomerView>> patch(
      @PathVariable String id,
      @RequestHeader(IF_MATCH) ExpectedVersion expected,
      @RequestBody @Schema(type = "object", example = "{\"name\": {\"suffix\": null}}")
          ObjectNode patch) {
    return models.ok(
        management.replace(
            id, expected, customer -> mergePatch.apply(patch, customer).toDetails()));
  }

  @DeleteMapping(ID)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Delete a customer for good")
  void delete(@PathVariable String id, @RequestHeader(IF_MATCH) ExpectedVersion expected) {
    management.delete(id, expected);
  }

  @GetMapping("/summary")
  @Operation(summary = "List the first hundred customers")
  CustomerSummary summary() {
    return CustomerSummary.of(customers.findByDeletedAtIsNullOrderById(SUMMARY));
  }

  @GetMapping(path = "/export.csv", produces = CsvWriter.MEDIA_TYPE)
  @Operation(
      summary = "Export customers as a table",
      description =
          "Without cards. The table can be imported. A text that a spreadsheet would take for a"
              + " formula begins with an apostrophe.")
  @ApiResponse(
      responseCode = "200",
      content = @Content(mediaType = CsvWriter.MEDIA_TYPE, schema = @Schema(type = "string")))
  void exportTable(@Valid @ParameterObject FindCustomers search, HttpServletResponse response)
      throws IOException {
    CsvWriter table = CsvWriter.to(response, "customers.csv");
    table.write(CustomerColumns.NAMES);
    table.writeAll(customers.stream(search.toFilter(), search.toSort()), CustomerColumns::values);
  }

  @GetMapping(path = "/export.ndjson", produces = NdjsonWriter.MEDIA_TYPE)
  @Operation(summary = "Export customers as JSON, one on each line")
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = NdjsonWriter.MEDIA_TYPE,
              schema = @Schema(implementation = CustomerView.class)))
  void exportLines(@Valid @ParameterObject FindCustomers search, HttpServletResponse response)
      throws IOException {
    NdjsonWriter.to(response, "customers.ndjson", json)
        .writeAll(customers.stream(search.toFilter(), search.toSort()), CustomerView::of);
  }
}
