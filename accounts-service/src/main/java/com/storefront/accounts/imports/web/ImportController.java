package com.storefront.accounts.imports.web;

import static org.springframework.http.HttpHeaders.IF_MATCH;

import com.storefront.accounts.customer.CustomerTable;
import com.storefront.accounts.imports.CustomerImport;
import com.storefront.accounts.imports.CustomerImports;
import com.storefront.accounts.imports.ImportManagement;
import com.storefront.accounts.imports.ImportNotFound;
import com.storefront.accounts.imports.csv.CsvFile;
import com.storefront.accounts.imports.job.ImportJob;
import com.storefront.accounts.imports.job.ImportJobResult;
import com.storefront.accounts.imports.job.ImportJobResults;
import com.storefront.events.ImportCompletedEvent;
import com.storefront.messaging.aggregate.ExpectedVersion;
import com.storefront.messaging.aggregate.IdempotencyKey;
import com.storefront.web.Creations;
import com.storefront.web.Pages;
import com.storefront.web.Paging;
import com.storefront.web.export.CsvWriter;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.hateoas.EntityModel;
import org.springframework.hateoas.IanaLinkRelations;
import org.springframework.hateoas.PagedModel;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Imports of customers over HTTP. */
@RestController
@RequestMapping("/imports")
@Tag(name = "Imports", description = "Customers from files of comma-separated values.")
class ImportController {

  private static final String ID = "/{id:[0-9a-f]{24}}";
  private static final int MAX_UPLOADS = 2;
  private static final String EXAMPLE =
      """
      name.title,name.firstName,name.lastName,contact.primaryPhone,contact.email,\
      addresses[0].type,addresses[0].description,addresses[0].address1,addresses[0].city,\
      addresses[0].state,addresses[0].postalCode,addresses[0].country
      Mr.,John,Doe,555-666-7777,john.doe@internet.com,\
      SHIPPING,Home,123 Oak Street,Sunrise,CA,12345-6789,US
      """;

  /** Each takes up to 20 MB in the temporary folder. */
  private final Semaphore uploads = new Semaphore(MAX_UPLOADS);

  private final CustomerImports imports;
  private final ImportJobResults results;
  private final ImportManagement management;
  private final CustomerTable table;
  private final ImportModelAssembler models;

  ImportController(
      CustomerImports imports,
      ImportJobResults results,
      ImportManagement management,
      CustomerTable table,
      ImportModelAssembler models) {
    this.imports = imports;
    this.results = results;
    this.management = management;
    this.table = table;
    this.models = models;
  }

  @PostMapping(consumes = CsvWriter.MEDIA_TYPE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      summary = "Import customers from a file",
      description =
          "CSV (RFC 4180) in UTF-8, at most 20 MB and 100,000 rows. The first row names the columns"
              + " by the members of a customer's JSON, for example `addresses[0].city`; cards are"
              + " not imported. Each row is checked like the body of `POST /customers` when its job"
              + " is done, and refused alone. Repeat an interrupted request with the same key: it"
              + " continues.",
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = CsvWriter.MEDIA_TYPE,
                      schema = @Schema(type = "string"),
                      examples = @ExampleObject(EXAMPLE))))
  @ApiResponse(responseCode = "202", description = "The rows are worked on.")
  ResponseEntity<EntityModel<ImportView>> receive(
      @RequestHeader("Idempotency-Key") @Size(min = 1, max = 255) String key,
      @RequestHeader(HttpHeaders.CONTENT_TYPE) @Schema(hidden = true) MediaType type,
      InputStream body)
      throws IOException, HttpMediaTypeNotSupportedException {
    if (type.getCharset() != null && !type.getCharset().equals(StandardCharsets.UTF_8)) {
      throw new HttpMediaTypeNotSupportedException(
          type, List.of(new MediaType("text", "csv", StandardCharsets.UTF_8)));
    }
    if (!uploads.tryAcquire()) {
      throw new TooManyUploads();
    }
    try (CsvFile file = CsvFile.receive(body, table::hasColumn, ImportCompletedEvent.MAX_ROWS)) {
      var received =
          management.receive(file, new IdempotencyKey("create-import", key, file.digest()));
      EntityModel<ImportView> model = models.toModel(received.imported());
      ResponseEntity.BodyBuilder accepted =
          ResponseEntity.accepted().location(model.getRequiredLink(IanaLinkRelations.SELF).toUri());
      if (received.isReplayed()) {
        accepted.header(Creations.REPLAYED, "true");
      }
      return models.answer(accepted, received.imported());
    } finally {
      uploads.release();
    }
  }

  @GetMapping
  @Operation(summary = "Page through imports, the newest first")
  PagedModel<EntityModel<ImportView>> page(@Valid @ParameterObject Paging paging) {
    return Pages.of(
        paging,
        CustomerImports.NEWEST_FIRST,
        it -> imports.findPage(it),
        it -> imports.findWindow(it),
        ImportView.class,
        models);
  }

  @GetMapping(ID)
  @Operation(summary = "Read an import and its progress")
  ResponseEntity<EntityModel<ImportView>> read(@PathVariable String id) {
    return models.answer(ResponseEntity.ok(), find(id));
  }

  @PostMapping(ID + "/cancellation")
  @Operation(
      summary = "Cancel an import",
      description = "Jobs that are not begun are skipped; customers that were created stay.")
  ResponseEntity<EntityModel<ImportView>> cancel(
      @PathVariable String id, @RequestHeader(IF_MATCH) ExpectedVersion expected) {
    return models.answer(ResponseEntity.ok(), management.cancel(id, expected));
  }

  @GetMapping(path = ID + "/result.csv", produces = CsvWriter.MEDIA_TYPE)
  @Operation(
      summary = "Read the result of each row",
      description = "The rows of the jobs that are done, in the order of the file.")
  @ApiResponse(
      responseCode = "200",
      content = @Content(mediaType = CsvWriter.MEDIA_TYPE, schema = @Schema(type = "string")))
  void result(@PathVariable String id, HttpServletResponse response) throws IOException {
    CustomerImport imported = find(id);
    CsvWriter csv = CsvWriter.to(response, "import-%s.csv".formatted(id));
    csv.write("row", "line", "result", "customerId", "reason");
    csv.writeAll(
        results.stream(ImportJob.id(id, 1), ImportJob.id(id, imported.jobs()))
            .flatMap(job -> job.rows().stream()),
        ImportController::values);
  }

  private static List<@Nullable Object> values(ImportJobResult.RowResult row) {
    return Arrays.<@Nullable Object>asList(
        row.number(),
        row.line() == 0 ? null : row.line(),
        row.outcome(),
        row.customerId(),
        row.reason());
  }

  private CustomerImport find(String id) {
    return imports.findById(id).orElseThrow(() -> new ImportNotFound(id));
  }
}
