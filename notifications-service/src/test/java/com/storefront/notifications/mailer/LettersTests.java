package com.storefront.notifications.mailer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.storefront.notifications.mailer.MailSettings.InDoubt;
import com.storefront.web.security.Signatures;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mails as they are composed. */
class LettersTests {

  private final MailSettings settings = TestMails.settings(Duration.ofMinutes(1), InDoubt.RESEND);
  private final Letters letters = letters();
  private final Session session = Session.getInstance(new Properties());

  private Letters letters() {
    try {
      return new Letters(settings);
    } catch (MessagingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Test
  void composesTheSameBytesAgain() throws Exception {
    byte[] first = bytes(letters.compose(TestMails.digest("c"), session));

    byte[] second = bytes(letters().compose(TestMails.digest("c"), session));

    assertThat(new String(second, UTF_8)).isEqualTo(new String(first, UTF_8));
  }

  @Test
  void hasAnIdOfItsOwnForEachMail() throws Exception {
    String id = letters.compose(TestMails.digest("c"), session).getMessageID();

    assertThat(id).matches("<digest\\.[0-9a-f]{32}@storefront\\.example>");
    assertThat(letters.compose(TestMails.digest("d"), session).getMessageID()).isNotEqualTo(id);
  }

  @Test
  void canBeUnsubscribedWithOneClick() throws Exception {
    MimeMessage message = letters.compose(TestMails.digest("c"), session);

    assertThat(message.getHeader("List-Unsubscribe-Post"))
        .containsExactly("List-Unsubscribe=One-Click");
    String link = message.getHeader("List-Unsubscribe")[0];
    assertThat(link).startsWith("<https://shop.example/accounts/unsubscriptions/");
    String token = link.substring(link.lastIndexOf('/') + 1, link.length() - 1);
    var signatures = new Signatures(settings.key());
    assertThat(signatures.read("unsubscribe", token)).contains(List.of("digest", "c"));
    assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
  }

  @Test
  void describesTheOrdersAsTextAndAsHtml() throws Exception {
    MimeMessage message = letters.compose(TestMails.digest("c"), session);

    assertThat(part(message, 0))
        .contains("Hello Mary,")
        .contains("as of 2026-11-23 06:02 UTC")
        .contains("- Lamp and 1 more")
        .contains("Status: in transit")
        .contains("Total: 10.50 EUR")
        .contains("Parcel: UPS, tracking number 1Z-4711")
        .contains("And 3 further orders.");
    assertThat(part(message, 1))
        .contains("<strong>Lamp and 1 more</strong>")
        .contains("tracking number 1Z-4711")
        .contains("And 3 further orders.");
    assertThat(message.getSubject()).isEqualTo("Your open orders");
  }

  @Test
  void composesShippingMails() throws Exception {
    MimeMessage message =
        letters.compose(TestMails.shipped("o", "c", "mary@shop.example"), session);

    assertThat(message.getSubject()).isEqualTo("Your order was shipped");
    assertThat(part(message, 0)).contains("your order was shipped.").doesNotContain("further");
  }

  @Test
  void describesAnImportToAnOperator() throws Exception {
    MimeMessage message = letters.compose(TestMails.imported("i"), session);

    assertThat(message.getSubject()).isEqualTo("An import was completed");
    assertThat(message.getMessageID())
        .isEqualTo(letters().compose(TestMails.imported("i"), session).getMessageID())
        .startsWith("<imported.");
    assertThat(part(message, 0))
        .contains("Hello,", "an import was completed.")
        .contains("Rows: 5\nCreated: 3\nRefused: 2\nSkipped: 0")
        .contains("https://shop.example/accounts/imports/i")
        .doesNotContain("no more mails");
    assertThat(part(message, 1))
        .contains("Created: 3")
        .contains("href=\"https://shop.example/accounts/imports/i\"")
        .doesNotContain("no more mails");
    assertThat(message.getHeader("List-Unsubscribe")).isNull();
  }

  @Test
  void escapesMarkupInNamesAndTitles() throws Exception {
    String script = "<script>alert('x')</script>";

    MimeMessage message = letters.compose(TestMails.digest("c", script, "a <b> & \"c\""), session);

    assertThat(part(message, 1))
        .doesNotContain("<script>")
        .contains("&lt;script&gt;")
        .contains("a &lt;b&gt; &amp;");
    assertThat(part(message, 0)).contains("a <b> & \"c\"");
  }

  @Test
  void evaluatesNoExpressionInNamesAndTitles() throws Exception {
    String expression = "[[${7*7}]] [(${7*7})] __${7*7}__ ${7*7}";

    MimeMessage message = letters.compose(TestMails.digest("c", expression, expression), session);

    assertThat(part(message, 0)).doesNotContain("49").contains("${7*7}");
    assertThat(part(message, 1)).doesNotContain("49").contains("${7*7}");
  }

  @Test
  void keepsNamesAndTitlesOnOneLine() throws Exception {
    MimeMessage message =
        letters.compose(
            TestMails.digest("c", "Mary\r\nBcc: all@shop.example", "Lamp\n\u202eevil"), session);

    assertThat(part(message, 0)).contains("Mary\\u000D\\u000ABcc").contains("Lamp\\u000A\\u202E");
    assertThat(message.getHeader("Bcc")).isNull();
    assertThat(message.getAllRecipients()).hasSize(1);
  }

  @Test
  void writesNamesOfTheWorld() throws Exception {
    MimeMessage message =
        letters.compose(TestMails.digest("c", "Zoë 王", "Überlampe — größer"), session);

    assertThat(part(message, 0)).contains("Zoë 王").contains("Überlampe — größer");
    assertThat(new String(bytes(message), UTF_8)).contains("charset=UTF-8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mary@shop.example\r\nBcc: all@shop.example",
        "mary@shop.example, all@shop.example",
        "no address",
        "@"
      })
  void refusesAnotherAddress(String email) {
    assertThatThrownBy(() -> letters.compose(TestMails.shipped("o", "c", email), session))
        .isInstanceOf(MessagingException.class);
  }

  private static String part(MimeMessage message, int number) throws Exception {
    return ((MimeMultipart) message.getContent()).getBodyPart(number).getContent().toString();
  }

  private static byte[] bytes(MimeMessage message) throws Exception {
    var bytes = new ByteArrayOutputStream();
    message.writeTo(bytes);
    return bytes.toByteArray();
  }
}
