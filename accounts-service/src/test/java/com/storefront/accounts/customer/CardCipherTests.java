package com.storefront.accounts.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@DisplayName("D1: card numbers are kept sealed")
@ExtendWith(OutputCaptureExtension.class)
class CardCipherTests {

  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final String OTHER_KEY = "/wECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final CardNumber NUMBER = CardNumber.parse(TestCustomers.VISA);

  private final CardCipher cipher = new CardCipher(new CardKeys(KEY, List.of()));

  @Test
  void opensWhatItSealed() {
    SealedNumber sealed = cipher.seal("customer", NUMBER);

    assertThat(cipher.open("customer", sealed)).isEqualTo(NUMBER);
  }

  @Test
  void sealsTheSameNumberDifferentlyEachTime() {
    assertThat(cipher.seal("customer", NUMBER)).isNotEqualTo(cipher.seal("customer", NUMBER));
  }

  @Test
  void doesNotOpenForAnotherCustomer() {
    SealedNumber sealed = cipher.seal("customer", NUMBER);

    assertThatIllegalStateException().isThrownBy(() -> cipher.open("another", sealed));
  }

  @Test
  void doesNotOpenWhatWasTamperedWith() {
    SealedNumber sealed = cipher.seal("customer", NUMBER);
    byte[] bytes = Base64.getDecoder().decode(sealed.sealed());

    for (int i = 0; i < bytes.length; i++) {
      byte[] tampered = bytes.clone();
      tampered[i] ^= 1;
      SealedNumber other =
          new SealedNumber(sealed.keyId(), Base64.getEncoder().encodeToString(tampered));
      assertThatIllegalStateException().isThrownBy(() -> cipher.open("customer", other));
    }
  }

  @Test
  void opensWithAPreviousKeyAfterARotation() {
    SealedNumber sealed = cipher.seal("customer", NUMBER);
    CardCipher rotated = new CardCipher(new CardKeys(OTHER_KEY, List.of(KEY)));

    assertThat(rotated.open("customer", sealed)).isEqualTo(NUMBER);
    assertThat(rotated.seal("customer", NUMBER).keyId()).isNotEqualTo(sealed.keyId());
  }

  @Test
  void namesTheKeyThatIsMissing() {
    SealedNumber sealed = cipher.seal("customer", NUMBER);
    CardCipher withoutIt = new CardCipher(new CardKeys(OTHER_KEY, List.of()));

    assertThatIllegalStateException()
        .isThrownBy(() -> withoutIt.open("customer", sealed))
        .withMessageContaining(sealed.keyId());
  }

  @Test
  void refusesAKeyThatIsNoneWithoutRepeatingIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CardCipher(new CardKeys("not Base64!", List.of())))
        .withMessage("storefront.cards.key is not Base64");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CardCipher(new CardKeys(KEY, List.of("c2hvcnQ="))))
        .withMessage("storefront.cards.previous-keys has 5 bytes, not 16, 24 or 32");
  }

  @Test
  void warnsOnceOfTheDevelopmentKey(CapturedOutput output) {
    CardCipher development = new CardCipher(new CardKeys(null, List.of()));

    assertThat(development.open("customer", development.seal("customer", NUMBER)))
        .isEqualTo(NUMBER);
    assertThat(output).containsOnlyOnce("STOREFRONT_CARDS_KEY");
  }

  @Test
  void keepsQuietWithAKeyOfOnesOwn(CapturedOutput output) {
    assertThat(new CardCipher(new CardKeys(KEY, List.of()))).isNotNull();

    assertThat(output).doesNotContain("STOREFRONT_CARDS_KEY");
  }

  @Test
  void showsNoSecretInALog() {
    SealedNumber sealed = cipher.seal("customer", NUMBER);

    assertThat(sealed).hasToString("SealedNumber[key " + sealed.keyId() + "]");
    assertThat(new CardKeys(KEY, List.of(OTHER_KEY))).hasToString("CardKeys");
  }
}
