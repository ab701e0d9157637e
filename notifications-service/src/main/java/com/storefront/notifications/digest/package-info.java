/** Decides which mails are sent, from the newest state of customers and orders. */
@NullMarked
package com.storefront.notifications.digest;

import org.jspecify.annotations.NullMarked;
