/** The accounts service: who the customers are, told to whoever follows. */
@NullMarked
package com.storefront.accounts;

import org.jspecify.annotations.NullMarked;
