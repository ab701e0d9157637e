/** The OpenAPI document: what every operation has in common is said here, once. */
@NullMarked
package com.storefront.web.openapi;

import org.jspecify.annotations.NullMarked;
