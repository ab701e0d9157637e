/** What the processors of the stream share: reading events, rejecting records and JSON stores. */
@NullMarked
package com.storefront.notifications.stream;

import org.jspecify.annotations.NullMarked;
