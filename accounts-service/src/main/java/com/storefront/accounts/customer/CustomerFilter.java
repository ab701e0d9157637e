package com.storefront.accounts.customer;

import org.jspecify.annotations.Nullable;

/**
 * Which customers are looked for, without regard to case.
 *
 * @param email the whole address, or null for any
 * @param lastName the whole name, or null for any
 */
public record CustomerFilter(@Nullable String email, @Nullable String lastName) {}
