package com.storefront.web;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;

/**
 * Which part of a collection a client asks for. The order is the service's choice, because only it
 * knows its indexes.
 *
 * @param page counted from 0; bounded so that page times size stays within what MongoDB can skip
 */
public record Paging(
    @Nullable
        @Min(0)
        @Max(Paging.LAST_PAGE)
        @Schema(description = "Which page, counted from 0.", defaultValue = "0", example = "0")
        Integer page,
    @Nullable
        @Min(1)
        @Max(Paging.LARGEST_SIZE)
        @Schema(description = "How many a page.", defaultValue = "20", example = "20")
        Integer size) {

  static final int LAST_PAGE = 20_000_000;
  static final int LARGEST_SIZE = 100;

  private static final int DEFAULT_SIZE = 20;

  public Pageable toPageable() {
    return PageRequest.of(page == null ? 0 : page, size == null ? DEFAULT_SIZE : size);
  }
}
