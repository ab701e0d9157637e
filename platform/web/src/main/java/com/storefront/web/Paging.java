package com.storefront.web;

import com.storefront.messaging.query.Keyset;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;

/**
 * The requested part of a collection: by page number, which counts all items and skips those of the
 * pages before, or by cursor, which does neither. Unlike a {@link Pageable} parameter it refuses
 * invalid values, and lets the service choose the order, which needs an index.
 *
 * @param page limited because MongoDB skips at most 2<sup>31</sup> - 1 documents
 * @param cursor long enough for a sorted text of 80 characters and an id of 36
 */
public record Paging(
    @Nullable
        @Min(0)
        @Max(20_000_000)
        @Schema(description = "Number of the page, from 0, which is the default.")
        Integer page,
    @Nullable @Min(1) @Max(100) @Schema(description = "Size of a page.", defaultValue = "20")
        Integer size,
    @Nullable
        @Size(max = 500)
        @Schema(
            description =
                "Instead of `page`: empty for the first page; the `next` link has that of the next."
                    + " Every page takes the same time. There are no totals.")
        String cursor) {

  /**
   * Whether the answer has cursors instead of totals.
   *
   * @throws org.springframework.web.ErrorResponseException if a page number is given too
   */
  public boolean isByCursor() {
    if (cursor != null && page != null) {
      throw Problems.invalidField("cursor", "must not be combined with page");
    }
    return cursor != null;
  }

  public Pageable toPageable(Sort sort) {
    return PageRequest.of(Objects.requireNonNullElse(page, 0), limit(), sort);
  }

  /**
   * @param sort one property and the id
   * @throws org.springframework.web.ErrorResponseException if the cursor is not of this list
   */
  public Keyset toKeyset(Sort sort) {
    Map<String, Object> after =
        cursor == null || cursor.isEmpty() ? Map.of() : Cursor.parse(cursor, sort);
    return new Keyset(sort, after, limit());
  }

  private int limit() {
    return Objects.requireNonNullElse(size, 20);
  }

  /**
   * Returns the requested order of a list.
   *
   * @param parameter a validated property and direction, for example {@code placedAt,desc}; null
   *     for the natural order
   * @param natural the order of the index, which can also be read backwards
   */
  public static Sort sort(@Nullable String parameter, Sort natural) {
    boolean ascending = natural.iterator().next().isAscending();
    return parameter == null || ascending == !parameter.endsWith(",desc")
        ? natural
        : natural.reverse();
  }
}
