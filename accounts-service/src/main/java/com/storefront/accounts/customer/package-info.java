/** A customer: its state, its commands and its queries. */
@NullMarked
package com.storefront.accounts.customer;

import org.jspecify.annotations.NullMarked;
