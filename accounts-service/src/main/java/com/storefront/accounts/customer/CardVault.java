package com.storefront.accounts.customer;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Turns the cards that a customer gives into cards that may be kept. */
@Component
class CardVault {

  private static final DateTimeFormatter EXPIRATION = DateTimeFormatter.ofPattern("M/yy");

  private final CardCipher cipher;
  private final Clock clock;

  CardVault(CardCipher cipher, Clock clock) {
    this.cipher = cipher;
    this.clock = clock;
  }

  /**
   * Seals new numbers and recognises the cards that are there already: those keep their sealed
   * number, and may have expired meanwhile.
   *
   * @throws CardNotAccepted if a card has neither a number nor a card that it could mean, or is
   *     past
   */
  List<CreditCard> keep(String customerId, List<CardDetails> given, List<CreditCard> present) {
    List<CreditCard> kept = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      kept.add(keep(customerId, i, given.get(i), present));
    }
    return kept;
  }

  private CreditCard keep(
      String customerId, int position, CardDetails given, List<CreditCard> present) {
    CardNumber number = given.number();
    Optional<CreditCard> known =
        present.stream().filter(card -> isMeant(card, given, customerId)).findFirst();
    boolean sameMonth = known.filter(c -> c.expiration().equals(given.expiration())).isPresent();
    if (!sameMonth && lastMonth(position, given).isBefore(YearMonth.now(clock))) {
      throw new CardNotAccepted(position, "expiration", "must not be past");
    }
    if (known.isPresent()) {
      CreditCard card = known.get();
      return card(given, card.brand(), card.last4(), card.number());
    }
    if (number == null) {
      throw new CardNotAccepted(
          position, "number", "is required, unless type and last4 name a card that is there");
    }
    return card(given, number.brand().label(), number.last4(), cipher.seal(customerId, number));
  }

  private boolean isMeant(CreditCard card, CardDetails given, String customerId) {
    CardNumber number = given.number();
    if (number != null) {
      return card.last4().equals(number.last4())
          && cipher.open(customerId, card.number()).equals(number);
    }
    String last4 = given.last4();
    return last4 != null && card.isCalled(given.type(), last4);
  }

  private static YearMonth lastMonth(int position, CardDetails given) {
    try {
      return YearMonth.parse(given.expiration(), EXPIRATION);
    } catch (DateTimeException e) {
      throw new CardNotAccepted(position, "expiration", "must be a month such as 6/29 or 06/29");
    }
  }

  private static CreditCard card(
      CardDetails given, String brand, String last4, SealedNumber number) {
    return new CreditCard(
        given.type(),
        given.description(),
        brand,
        last4,
        given.expiration(),
        given.nameOnCard(),
        number);
  }
}
