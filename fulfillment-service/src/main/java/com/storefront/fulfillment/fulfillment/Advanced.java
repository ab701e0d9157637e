package com.storefront.fulfillment.fulfillment;

/**
 * What a bulk advance did.
 *
 * @param moved how many orders it moved, and told of
 * @param left how many it met and left alone, because somebody else moved them first or because
 *     they may not change any more
 */
public record Advanced(long moved, long left) {

  Advanced plus(Advanced more) {
    return new Advanced(moved + more.moved, left + more.left);
  }
}
