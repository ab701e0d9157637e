package com.storefront.system.checker;

/** What can be wrong with a run. */
public enum Kind {
  /** Committed, but it never came where it had to, was not superseded and is nowhere set aside. */
  LOST,
  /** Published, or in effect at a follower, but never committed like that. */
  GHOST,
  /** In effect twice. */
  DOUBLED,
  /** Effects out of the order of their source and sequence. */
  REORDERED,
  /** A copy says something else than what it is the copy of. */
  DIVERGED,
  /** A history that no order can live through. */
  ILLEGAL_PATH,
  /** Still on its way when everything had come to rest. */
  STUCK,
  /** A client was told something that is not so. */
  REFUTED_ANSWER,
  /** First appearances of one key's versions descend, though no fault came before. */
  ORDER_IN_TOPIC,
  /** Personal data of a deleted customer is still there. */
  NOT_FORGOTTEN
}
