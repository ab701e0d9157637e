package com.storefront.messaging.query;

import org.springframework.data.mongodb.core.query.Collation;

/**
 * The collation of texts that are found in any case. A query uses an index only if both have the
 * same collation.
 */
public final class CaseInsensitive {

  /** For the annotation of an index. Upper and lower case are equal, accents differ. */
  public static final String DEFINITION = "{'locale': 'en', 'strength': 2}";

  /** For a query. */
  public static final Collation COLLATION = Collation.parse(DEFINITION);

  private CaseInsensitive() {}
}
