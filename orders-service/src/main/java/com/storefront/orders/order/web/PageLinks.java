package com.storefront.orders.order.web;

import java.util.ArrayList;
import java.util.List;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.hateoas.IanaLinkRelations;
import org.springframework.hateoas.Link;
import org.springframework.hateoas.LinkRelation;
import org.springframework.hateoas.PagedModel;
import org.springframework.web.util.UriComponentsBuilder;

/** What page of how many this is, and where the others are. */
public final class PageLinks {

  private PageLinks() {}

  /**
   * @param collection where the collection is, its filters included
   */
  public static List<Link> of(Page<?> page, UriComponentsBuilder collection) {
    List<Link> links = new ArrayList<>();
    Pageable self = page.getPageable();
    links.add(link(IanaLinkRelations.SELF, self, collection));
    links.add(link(IanaLinkRelations.FIRST, self.first(), collection));
    if (page.hasPrevious()) {
      links.add(link(IanaLinkRelations.PREV, self.previousOrFirst(), collection));
    }
    if (page.hasNext()) {
      links.add(link(IanaLinkRelations.NEXT, self.next(), collection));
    }
    int last = Math.max(page.getTotalPages() - 1, 0);
    links.add(link(IanaLinkRelations.LAST, self.withPage(last), collection));
    return links;
  }

  public static PagedModel.PageMetadata metadata(Page<?> page) {
    return new PagedModel.PageMetadata(
        page.getSize(), page.getNumber(), page.getTotalElements(), page.getTotalPages());
  }

  private static Link link(LinkRelation rel, Pageable page, UriComponentsBuilder collection) {
    String href =
        collection
            .cloneBuilder()
            .queryParam("page", page.getPageNumber())
            .queryParam("size", page.getPageSize())
            .build()
            .toUriString();
    return Link.of(href, rel);
  }
}
