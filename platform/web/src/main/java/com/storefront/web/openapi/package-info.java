/** The OpenAPI document: what the operations of all services have in common. */
@NullMarked
package com.storefront.web.openapi;

import org.jspecify.annotations.NullMarked;
