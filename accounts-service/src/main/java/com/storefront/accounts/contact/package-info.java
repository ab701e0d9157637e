/** How the countries of the world write addresses and phone numbers. */
@NullMarked
package com.storefront.accounts.contact;

import org.jspecify.annotations.NullMarked;
