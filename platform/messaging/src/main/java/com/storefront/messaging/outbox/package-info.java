/**
 * The outbox: an aggregate and the event its change causes are one document and one write; a relay
 * sends what is pending.
 */
@NullMarked
package com.storefront.messaging.outbox;

import org.jspecify.annotations.NullMarked;
