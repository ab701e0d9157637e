package com.storefront.web;

import com.storefront.messaging.query.Keyset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.springframework.data.domain.KeysetScrollPosition;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;
import org.springframework.data.domain.Window;
import org.springframework.data.web.HateoasPageableHandlerMethodArgumentResolver;
import org.springframework.data.web.HateoasSortHandlerMethodArgumentResolver;
import org.springframework.data.web.PagedResourcesAssembler;
import org.springframework.hateoas.IanaLinkRelations;
import org.springframework.hateoas.Link;
import org.springframework.hateoas.LinkRelation;
import org.springframework.hateoas.PagedModel;
import org.springframework.hateoas.PagedModel.PageMetadata;
import org.springframework.hateoas.RepresentationModel;
import org.springframework.hateoas.server.RepresentationModelAssembler;
import org.springframework.hateoas.server.core.EmbeddedWrappers;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Creates the HAL model of a page, by number or by cursor. */
public final class Pages {

  private Pages() {}

  /** Returns the requested page, by number or by cursor. */
  public static <T, M extends RepresentationModel<?>> PagedModel<M> of(
      Paging paging,
      Sort sort,
      Function<Pageable, Page<T>> byNumber,
      Function<Keyset, Window<T>> byCursor,
      Class<?> view,
      RepresentationModelAssembler<T, M> models) {
    return paging.isByCursor()
        ? of(byCursor.apply(paging.toKeyset(sort)), view, models)
        : of(byNumber.apply(paging.toPageable(sort)), view, models);
  }

  /**
   * Returns a page with links to the other pages of the current request, always including the first
   * and the last.
   *
   * @param view class whose relation names the embedded array, which is present even if empty
   */
  @SuppressWarnings("unchecked") // an empty model has no content of any type
  public static <T, M extends RepresentationModel<?>> PagedModel<M> of(
      Page<T> page, Class<?> view, RepresentationModelAssembler<T, M> models) {
    var sorting = new HateoasSortHandlerMethodArgumentResolver();
    sorting.setSortParameter("none"); // so that links keep the sort of the request
    var assembler =
        new PagedResourcesAssembler<T>(
            new HateoasPageableHandlerMethodArgumentResolver(sorting), null);
    assembler.setForceFirstAndLastRels(true);
    return page.isEmpty()
        ? (PagedModel<M>) assembler.toEmptyModel(unsorted(page), view)
        : assembler.toModel(unsorted(page), models);
  }

  /** Without the sort of the query, which names fields. */
  private static <T> Page<T> unsorted(Page<T> page) {
    return new PageImpl<>(
        page.getContent(),
        PageRequest.of(page.getNumber(), page.getSize()),
        page.getTotalElements());
  }

  /**
   * Returns a page with links to the first and the next page by cursor, and without totals.
   *
   * @param view class whose relation names the embedded array, which is present even if empty
   */
  @SuppressWarnings("unchecked") // an empty model has no content of any type
  public static <T, M extends RepresentationModel<?>> PagedModel<M> of(
      Window<T> window, Class<?> view, RepresentationModelAssembler<T, M> models) {
    List<Link> links = new ArrayList<>();
    links.add(Link.of(ServletUriComponentsBuilder.fromCurrentRequest().build().toUriString()));
    links.add(byCursor("", IanaLinkRelations.FIRST));
    if (window.hasNext()) {
      var last = (KeysetScrollPosition) window.positionAt(window.size() - 1);
      links.add(byCursor(Cursor.of(last.getKeys()), IanaLinkRelations.NEXT));
    }
    if (window.isEmpty()) {
      List<?> none = List.of(new EmbeddedWrappers(false).emptyCollectionOf(view));
      return PagedModel.of((List<M>) none, (PageMetadata) null, links);
    }
    return PagedModel.of(window.stream().map(models::toModel).toList(), (PageMetadata) null, links);
  }

  private static Link byCursor(String cursor, LinkRelation relation) {
    var uri = ServletUriComponentsBuilder.fromCurrentRequest();
    return Link.of(uri.replaceQueryParam("cursor", cursor).build().toUriString(), relation);
  }
}
