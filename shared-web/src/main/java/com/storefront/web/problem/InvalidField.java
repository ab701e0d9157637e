package com.storefront.web.problem;

/**
 * One thing that is wrong with a request.
 *
 * @param field where: the path of a member of the body, or the name of a parameter or header; empty
 *     for the body as a whole
 * @param message what is expected there
 */
record InvalidField(String field, String message) {}
