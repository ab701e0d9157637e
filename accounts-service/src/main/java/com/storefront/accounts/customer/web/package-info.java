/** Customers as HTTP knows them: validated forms in, views with links out. */
@NullMarked
package com.storefront.accounts.customer.web;

import org.jspecify.annotations.NullMarked;
