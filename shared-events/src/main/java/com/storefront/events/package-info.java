/**
 * The published language of the storefront: the three facts that its services tell each other.
 *
 * <p>Every record reads and writes the JSON that the schemas under {@code schemas/} describe.
 * Readers ignore what they do not know; a field is only ever added, never renamed or given another
 * meaning.
 */
@NullMarked
package com.storefront.events;

import org.jspecify.annotations.NullMarked;
