/** What the API of an instance that only reads refuses and adds. */
@NullMarked
package com.storefront.web.reader;

import org.jspecify.annotations.NullMarked;
