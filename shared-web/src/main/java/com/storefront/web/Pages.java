package com.storefront.web;

import org.springframework.data.domain.Page;
import org.springframework.data.web.HateoasPageableHandlerMethodArgumentResolver;
import org.springframework.data.web.PagedResourcesAssembler;
import org.springframework.hateoas.PagedModel;
import org.springframework.hateoas.RepresentationModel;
import org.springframework.hateoas.server.RepresentationModelAssembler;

/** What is on a page, which of how many it is, and where the others are. */
public final class Pages {

  private Pages() {}

  /**
   * A page of the collection that the current request asks for. Its links lead to other pages of
   * the same request, filters included; the first and the last are always among them.
   *
   * @param page without an order, which is the service's choice and in no link
   * @param view by which the member of {@code _embedded} is named, an empty array if nothing is on
   *     the page
   */
  @SuppressWarnings("unchecked") // an empty model has no content of any type
  public static <T, M extends RepresentationModel<?>> PagedModel<M> of(
      Page<T> page, Class<?> view, RepresentationModelAssembler<T, M> models) {
    var assembler =
        new PagedResourcesAssembler<T>(new HateoasPageableHandlerMethodArgumentResolver(), null);
    assembler.setForceFirstAndLastRels(true);
    return page.isEmpty()
        ? (PagedModel<M>) assembler.toEmptyModel(page, view)
        : assembler.toModel(page, models);
  }
}
