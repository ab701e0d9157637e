/** The HTTP API of notifications. */
@NullMarked
package com.storefront.notifications.web;

import org.jspecify.annotations.NullMarked;
