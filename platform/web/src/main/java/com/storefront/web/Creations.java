package com.storefront.web;

import com.storefront.messaging.aggregate.Aggregate;
import org.springframework.hateoas.EntityModel;
import org.springframework.hateoas.IanaLinkRelations;
import org.springframework.http.ResponseEntity;

/** Answers to requests that create an aggregate. */
public final class Creations {

  /** Set to {@code true} if the answer is that of an earlier request with the same key. */
  public static final String REPLAYED = "Idempotent-Replayed";

  private Creations() {}

  public static <T> ResponseEntity<EntityModel<T>> of(Aggregate created, EntityModel<T> model) {
    var answer =
        ResponseEntity.created(model.getRequiredLink(IanaLinkRelations.SELF).toUri())
            .eTag(String.valueOf(created.version()));
    if (created.isReplayed()) {
      answer.header(REPLAYED, "true");
    }
    return answer.body(model);
  }
}
