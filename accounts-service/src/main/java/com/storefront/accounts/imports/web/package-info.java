/** Imports of customers over HTTP. */
@NullMarked
package com.storefront.accounts.imports.web;

import org.jspecify.annotations.NullMarked;
