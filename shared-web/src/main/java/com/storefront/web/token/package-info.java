/** Who may do what, where a service names an issuer of tokens; elsewhere none of it is there. */
@NullMarked
package com.storefront.web.token;

import org.jspecify.annotations.NullMarked;
