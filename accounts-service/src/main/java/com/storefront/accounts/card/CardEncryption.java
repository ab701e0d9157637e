package com.storefront.accounts.card;

import java.time.Clock;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Turns submitted cards into cards that may be stored. */
@Component
public class CardEncryption {

  private final CardCipher cipher;
  private final Clock clock;

  CardEncryption(CardCipher cipher, Clock clock) {
    this.cipher = cipher;
    this.clock = clock;
  }

  /**
   * Encrypts new card numbers. A card that is stored already keeps its encrypted number, and may
   * have expired since.
   *
   * @throws CardNotAccepted if a card has expired, or has no number and is not stored
   */
  public List<CreditCard> encrypt(
      String customerId, List<CardDetails> submitted, List<CreditCard> stored) {
    List<CreditCard> cards = new ArrayList<>();
    for (int i = 0; i < submitted.size(); i++) {
      cards.add(encrypt(customerId, i, submitted.get(i), stored));
    }
    return cards;
  }

  private CreditCard encrypt(
      String customerId, int position, CardDetails submitted, List<CreditCard> stored) {
    Optional<CreditCard> known =
        stored.stream().filter(card -> isSame(card, submitted, customerId)).findFirst();
    boolean unchanged =
        known.filter(card -> card.expiration().equals(submitted.expiration())).isPresent();
    if (!unchanged && submitted.lastMonth().isBefore(YearMonth.now(clock))) {
      throw new CardNotAccepted(position, "expiration", "must not be in the past");
    }
    if (known.isPresent()) {
      CreditCard card = known.get();
      return submitted.toCard(card.brand(), card.last4(), card.number());
    }
    CardNumber number = submitted.number();
    if (number == null) {
      throw new CardNotAccepted(
          position, "number", "is required, unless type and last4 identify a stored card");
    }
    return submitted.toCard(
        number.brand().label(), number.last4(), cipher.encrypt(customerId, number));
  }

  private boolean isSame(CreditCard card, CardDetails submitted, String customerId) {
    CardNumber number = submitted.number();
    if (number == null) {
      return card.type() == submitted.type() && card.last4().equals(submitted.last4());
    }
    return card.last4().equals(number.last4())
        && cipher.decrypt(customerId, card.number()).equals(number);
  }
}
