/** A customer's life, and everything that can change it. */
@NullMarked
package com.storefront.accounts.customer;

import org.jspecify.annotations.NullMarked;
