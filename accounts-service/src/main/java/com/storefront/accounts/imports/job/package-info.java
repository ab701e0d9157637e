/** The jobs into which imports are split, and their results. */
@NullMarked
package com.storefront.accounts.imports.job;

import org.jspecify.annotations.NullMarked;
