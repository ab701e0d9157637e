/** The step of the sample journey that belongs to accounts. */
@NullMarked
package com.storefront.accounts.sample;

import org.jspecify.annotations.NullMarked;
