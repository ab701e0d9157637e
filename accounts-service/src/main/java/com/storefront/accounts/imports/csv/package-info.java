/** Files of comma-separated values (RFC 4180) as they are uploaded. */
@NullMarked
package com.storefront.accounts.imports.csv;

import org.jspecify.annotations.NullMarked;
