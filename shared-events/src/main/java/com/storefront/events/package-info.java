/**
 * The published language of the storefront: the events that its services exchange.
 *
 * <p>The JSON of each event is described by a schema under {@code schemas/}. Readers ignore unknown
 * fields; fields are added, but never renamed or given another meaning.
 */
@NullMarked
package com.storefront.events;

import org.jspecify.annotations.NullMarked;
