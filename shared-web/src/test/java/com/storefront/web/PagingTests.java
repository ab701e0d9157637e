package com.storefront.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.data.domain.Pageable;

class PagingTests {

  @Test
  void beginsAtTheFirstPageOfTwenty() {
    Pageable page = new Paging(null, null).toPageable();

    assertThat(page.getPageNumber()).isZero();
    assertThat(page.getPageSize()).isEqualTo(20);
    assertThat(page.getSort().isSorted()).isFalse();
  }

  @Test
  void neverSkipsMoreThanMongoDbCan() {
    Pageable last = new Paging(Paging.LAST_PAGE, Paging.LARGEST_SIZE).toPageable();

    assertThat(last.getOffset()).isPositive().isLessThanOrEqualTo(Integer.MAX_VALUE);
  }
}
