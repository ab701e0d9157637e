/** Mails that were decided, what became of them, and what operators decide about them. */
@NullMarked
package com.storefront.notifications.mail;

import org.jspecify.annotations.NullMarked;
