package com.storefront.messaging.follower;

/**
 * Applies another service's facts here. Implementations carry {@link Follows}; the payload's type
 * is the type argument.
 *
 * <p>Facts may come late, again and in another order than they happened: {@link #on} stores each
 * fact's sequence in the document that it changes, so that every effect happens once. It returns
 * when the effects are durable. A fact that can't be true is {@linkplain Facts#reject rejected};
 * any other trouble is thrown and the batch comes again.
 *
 * @param <E> the event, a record of the published language
 */
public interface Follower<E> {

  /** The aggregate that an event is about; a record whose key differs is set aside unread. */
  String subject(E event);

  /** Applies a batch, in the order of the partition. */
  void on(Facts<E> facts);
}
