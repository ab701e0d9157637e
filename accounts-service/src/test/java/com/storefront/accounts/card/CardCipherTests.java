package com.storefront.accounts.card;

import static com.storefront.accounts.card.TestCards.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class CardCipherTests {

  private static final String OTHER_KEY = "/wECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final CardNumber NUMBER = CardNumber.parse(TestCards.VISA);

  private final CardCipher cipher = TestCards.cipher();

  @Test
  void decryptsWhatItEncrypted() {
    EncryptedCardNumber encrypted = cipher.encrypt("customer", NUMBER);

    assertThat(cipher.decrypt("customer", encrypted)).isEqualTo(NUMBER);
  }

  @Test
  void encryptsTheSameNumberDifferentlyEachTime() {
    assertThat(cipher.encrypt("customer", NUMBER)).isNotEqualTo(cipher.encrypt("customer", NUMBER));
  }

  @Test
  void doesNotDecryptForAnotherCustomer() {
    EncryptedCardNumber encrypted = cipher.encrypt("customer", NUMBER);

    assertThatIllegalStateException().isThrownBy(() -> cipher.decrypt("another", encrypted));
  }

  @Test
  void doesNotDecryptWhatWasTamperedWith() {
    EncryptedCardNumber encrypted = cipher.encrypt("customer", NUMBER);
    byte[] bytes = Base64.getDecoder().decode(encrypted.cipherText());

    for (int i = 0; i < bytes.length; i++) {
      byte[] tampered = bytes.clone();
      tampered[i] ^= 1;
      EncryptedCardNumber other =
          new EncryptedCardNumber(encrypted.keyId(), Base64.getEncoder().encodeToString(tampered));
      assertThatIllegalStateException().isThrownBy(() -> cipher.decrypt("customer", other));
    }
  }

  @Test
  void decryptsWithAPreviousKeyAfterARotation() {
    EncryptedCardNumber encrypted = cipher.encrypt("customer", NUMBER);
    CardCipher rotated = new CardCipher(new CardKeys(OTHER_KEY, List.of(KEY)));

    assertThat(rotated.decrypt("customer", encrypted)).isEqualTo(NUMBER);
    assertThat(rotated.encrypt("customer", NUMBER).keyId()).isNotEqualTo(encrypted.keyId());
  }

  @Test
  void namesTheKeyThatIsMissing() {
    EncryptedCardNumber encrypted = cipher.encrypt("customer", NUMBER);
    CardCipher withoutIt = new CardCipher(new CardKeys(OTHER_KEY, List.of()));

    assertThatIllegalStateException()
        .isThrownBy(() -> withoutIt.decrypt("customer", encrypted))
        .withMessageContaining(encrypted.keyId());
  }

  @Test
  void rejectsAnInvalidKeyWithoutRepeatingIt() {
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

    assertThat(development.decrypt("customer", development.encrypt("customer", NUMBER)))
        .isEqualTo(NUMBER);
    assertThat(output).containsOnlyOnce("STOREFRONT_CARDS_KEY");
  }

  @Test
  void doesNotWarnOfAConfiguredKey(CapturedOutput output) {
    assertThat(TestCards.cipher()).isNotNull();

    assertThat(output).doesNotContain("STOREFRONT_CARDS_KEY");
  }

  @Test
  void showsNoSecretAsText() {
    EncryptedCardNumber encrypted = cipher.encrypt("customer", NUMBER);

    assertThat(encrypted).hasToString("EncryptedCardNumber[key " + encrypted.keyId() + "]");
    assertThat(new CardKeys(KEY, List.of(OTHER_KEY))).hasToString("CardKeys");
  }
}
