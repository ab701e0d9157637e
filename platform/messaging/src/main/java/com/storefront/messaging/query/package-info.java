/** Reading sorted lists page by page. */
@NullMarked
package com.storefront.messaging.query;

import org.jspecify.annotations.NullMarked;
