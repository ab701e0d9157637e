/** What publishing and consuming share: topics, durability, health and waiting. */
@NullMarked
package com.storefront.messaging;

import org.jspecify.annotations.NullMarked;
