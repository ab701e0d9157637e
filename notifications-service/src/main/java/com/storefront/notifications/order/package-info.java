/** The orders as their requests and their statuses describe them, in any order of arrival. */
@NullMarked
package com.storefront.notifications.order;

import org.jspecify.annotations.NullMarked;
