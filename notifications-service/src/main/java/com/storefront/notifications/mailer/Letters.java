package com.storefront.notifications.mailer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.storefront.events.order.Shipment;
import com.storefront.messaging.Printable;
import com.storefront.notifications.mail.MailDecided;
import com.storefront.notifications.mail.MailKind;
import com.storefront.notifications.order.OrderLine;
import com.storefront.web.security.Signatures;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.math.BigDecimal;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * Composes mails as text and as HTML. Equal decisions give equal bytes, so that a mail that is sent
 * again is the same mail.
 *
 * <p>Names and titles come from customers. They are written on one line without control characters,
 * and are in no header.
 */
@Component
class Letters {

  private final SpringTemplateEngine templates = new SpringTemplateEngine();
  private final MailSettings settings;
  private final Signatures signatures;
  private final InternetAddress from;

  Letters(MailSettings settings) throws MessagingException {
    this.settings = settings;
    this.signatures = new Signatures(settings.key());
    this.from = address(settings.from());
    templates.addTemplateResolver(resolver(TemplateMode.HTML, "html"));
    templates.addTemplateResolver(resolver(TemplateMode.TEXT, "txt"));
  }

  private static ClassLoaderTemplateResolver resolver(TemplateMode mode, String extension) {
    var resolver = new ClassLoaderTemplateResolver();
    resolver.setPrefix("templates/");
    resolver.setResolvablePatterns(java.util.Set.of("*." + extension));
    resolver.setTemplateMode(mode);
    resolver.setCharacterEncoding(UTF_8.name());
    return resolver;
  }

  /** A line of a mail; every text is printable. */
  public record Line(
      String order, String items, String status, @Nullable String total, @Nullable String parcel) {

    static Line of(OrderLine order) {
      String title = Printable.of(order.title());
      return new Line(
          Printable.of(order.guid()),
          order.others() == 0 ? title : "%s and %d more".formatted(title, order.others()),
          order.status().name().toLowerCase(Locale.ROOT).replace('_', ' '),
          total(order.total(), order.currency()),
          parcel(order.shipment()));
    }

    private static @Nullable String total(@Nullable BigDecimal total, @Nullable String currency) {
      return total == null || currency == null ? null : total.toPlainString() + " " + currency;
    }

    private static @Nullable String parcel(@Nullable Shipment shipment) {
      if (shipment == null) {
        return null;
      }
      String number = shipment.trackingNumber();
      return Printable.of(
          number == null
              ? shipment.carrier()
              : "%s, tracking number %s".formatted(shipment.carrier(), number));
    }
  }

  /** The same for each attempt to send a mail, and not to be guessed. */
  String messageId(String mailId) {
    String domain = settings.from().substring(settings.from().lastIndexOf('@') + 1);
    String kind = mailId.substring(0, mailId.indexOf('~'));
    return "<%s.%s@%s>".formatted(kind, signatures.sign("message", mailId), domain);
  }

  /**
   * @throws MessagingException if the mail cannot be composed, for example because of its address
   */
  MimeMessage compose(MailDecided mail, Session session) throws MessagingException {
    String unsubscribe = unsubscribe(mail);
    var context = new Context(Locale.ENGLISH);
    context.setVariable("title", subject(mail.kind()));
    context.setVariable("kind", mail.kind().name());
    context.setVariable("name", Printable.of(mail.name()));
    context.setVariable("lines", mail.orders().stream().map(Line::of).toList());
    context.setVariable("others", mail.others());
    context.setVariable("imported", mail.imported());
    context.setVariable("baseUrl", settings.baseUrl());
    context.setVariable("asOf", mail.decidedAt().toString().substring(0, 16).replace('T', ' '));
    context.setVariable("unsubscribe", unsubscribe);

    var message = new IdentifiedMessage(session, messageId(mail.id()));
    message.setFrom(from);
    message.setRecipient(Message.RecipientType.TO, address(mail.email()));
    message.setSubject(subject(mail.kind()), UTF_8.name());
    message.setSentDate(Date.from(mail.decidedAt()));
    message.setHeader("Auto-Submitted", "auto-generated");
    if (unsubscribe != null) {
      message.setHeader("List-Unsubscribe", "<" + unsubscribe + ">");
      message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }
    var parts = new Alternatives(signatures.sign("boundary", mail.id()));
    for (String template : List.of("mail.txt", "mail.html")) {
      var part = new MimeBodyPart();
      part.setText(
          templates.process(template, context),
          UTF_8.name(),
          template.substring(5).equals("txt") ? "plain" : "html");
      parts.addBodyPart(part);
    }
    message.setContent(parts);
    message.saveChanges();
    return message;
  }

  /** The link by which a customer ends mails of the kind; null for a mail to an operator. */
  private @Nullable String unsubscribe(MailDecided mail) {
    return mail.customerId() == null
        ? null
        : "%s/accounts/unsubscriptions/%s"
            .formatted(
                settings.baseUrl(),
                signatures.token("unsubscribe", mail.kind().lowerCase(), mail.customerId()));
  }

  private static InternetAddress address(String email) throws MessagingException {
    var address = new InternetAddress();
    address.setAddress(email);
    address.validate();
    return address;
  }

  static String subject(MailKind kind) {
    return switch (kind) {
      case SHIPPED -> "Your order was shipped";
      case RECEIVED -> "Your order was received";
      case DIGEST -> "Your open orders";
      case IMPORTED -> "An import was completed";
    };
  }

  /** Jakarta Mail would replace the id of a message by a random one. */
  private static final class IdentifiedMessage extends MimeMessage {

    private final String id;

    IdentifiedMessage(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }

  /** Jakarta Mail would choose a random boundary. */
  private static final class Alternatives extends MimeMultipart {

    Alternatives(String boundary) throws MessagingException {
      super("alternative");
      var type = new ContentType(getContentType());
      type.setParameter("boundary", boundary);
      contentType = type.toString();
    }
  }
}
