/** Sends the mails that were decided: claimed before, and settled after the mail server replied. */
@NullMarked
package com.storefront.notifications.mailer;

import org.jspecify.annotations.NullMarked;
