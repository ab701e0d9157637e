/** The links in mails by which a customer withdraws the consent to mails. */
@NullMarked
package com.storefront.accounts.unsubscription.web;

import org.jspecify.annotations.NullMarked;
