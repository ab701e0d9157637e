/** Access control by tokens, active where an issuer of tokens is configured. */
@NullMarked
package com.storefront.web.security;

import org.jspecify.annotations.NullMarked;
