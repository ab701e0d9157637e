/** Lists of any length, written to the response while they are read. */
@NullMarked
package com.storefront.web.export;

import org.jspecify.annotations.NullMarked;
