/** Error responses: maps every exception to a problem document. */
@NullMarked
package com.storefront.web.problem;

import org.jspecify.annotations.NullMarked;
