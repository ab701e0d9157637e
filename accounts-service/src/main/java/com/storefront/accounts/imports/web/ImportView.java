package com.storefront.accounts.imports.web;

import com.storefront.accounts.imports.CustomerImport;
import com.storefront.accounts.imports.ImportStatus;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.hateoas.server.core.Relation;

/** An import and its progress. */
@Schema(name = "Import")
@Relation(itemRelation = "import", collectionRelation = "imports")
record ImportView(
    @Schema(example = "6b01064db29f8f4e06d5b478") String id,
    ImportStatus status,
    @Schema(description = "Rows of the file, without the header.", example = "1000") int rows,
    @Schema(description = "Rows that are customers now.", example = "798") int created,
    @Schema(description = "Rows that are not valid.", example = "2") int refused,
    @Schema(description = "Rows that were not begun before the cancellation.", example = "0")
        int skipped,
    @Schema(description = "The rows are worked on in so many jobs.", example = "5") int jobs,
    @Schema(description = "The jobs that are done.", example = "4") int finishedJobs,
    @Schema(example = "2026-11-21T10:15:30.123Z") Instant createdAt,
    @Schema(description = "Null while jobs are not done.", example = "2026-11-21T10:15:31.123Z")
        @Nullable Instant finishedAt,
    @Schema(description = "Increases with each change; also the entity tag.", example = "6")
        long version) {

  static ImportView of(CustomerImport it) {
    return new ImportView(
        it.id(),
        it.status(),
        it.rows(),
        it.created(),
        it.refused(),
        it.skipped(),
        it.jobs(),
        it.finishedJobs(),
        it.createdAt(),
        it.finishedAt(),
        it.version());
  }
}
