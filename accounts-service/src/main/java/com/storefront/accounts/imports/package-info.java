/** Imports of many customers from a file, in jobs that all instances work on. */
@NullMarked
package com.storefront.accounts.imports;

import org.jspecify.annotations.NullMarked;
