/** HTTP conventions that controllers use: problems, paging, entity tags, request digests. */
@NullMarked
package com.storefront.web;

import org.jspecify.annotations.NullMarked;
