/** The notifications service: mails customers about their orders. */
@NullMarked
package com.storefront.notifications;

import org.jspecify.annotations.NullMarked;
