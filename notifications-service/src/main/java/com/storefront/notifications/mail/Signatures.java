package com.storefront.notifications.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Signs what recipients see and cannot be allowed to guess. */
@Component
class Signatures {

  private static final Logger log = LoggerFactory.getLogger(Signatures.class);
  private static final String DEVELOPMENT_KEY = "public key for development, not for production";
  private static final int BYTES = 16;

  private final SecretKeySpec key;

  Signatures(MailSettings settings) {
    if (settings.key() == null) {
      log.warn("storefront.mail.key is not set: links in mails are signed with a public key");
    }
    String secret = settings.key() == null ? DEVELOPMENT_KEY : settings.key();
    this.key = new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256");
  }

  /** Returns 32 hexadecimal digits. */
  String sign(String text) {
    try {
      Mac mac = Mac.getInstance(key.getAlgorithm());
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)), 0, BYTES);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  boolean isSignatureOf(String text, String signature) {
    return MessageDigest.isEqual(sign(text).getBytes(UTF_8), signature.getBytes(UTF_8));
  }
}
