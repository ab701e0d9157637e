/** Customers over HTTP: validated forms in, views with links out. */
@NullMarked
package com.storefront.accounts.customer.web;

import org.jspecify.annotations.NullMarked;
