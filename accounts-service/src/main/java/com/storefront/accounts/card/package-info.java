/** Credit cards: recognised, checked and encrypted. */
@NullMarked
package com.storefront.accounts.card;

import org.jspecify.annotations.NullMarked;
