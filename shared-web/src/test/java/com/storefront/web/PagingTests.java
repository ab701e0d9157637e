package com.storefront.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;

class PagingTests {

  @Test
  void beginsAtTheFirstPageOfTwenty() {
    Pageable page = new Paging(null, null).toPageable(Sort.by("id"));

    assertThat(page.getPageNumber()).isZero();
    assertThat(page.getPageSize()).isEqualTo(20);
    assertThat(page.getSort()).isEqualTo(Sort.by("id"));
  }

  @Test
  void neverSkipsMoreThanMongoDbCan() {
    Pageable last = new Paging(Paging.LAST_PAGE, Paging.LARGEST_SIZE).toPageable(Sort.unsorted());

    assertThat(last.getOffset()).isPositive().isLessThanOrEqualTo(Integer.MAX_VALUE);
  }
}
