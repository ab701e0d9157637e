package com.storefront.notifications.mailer;

import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.notifications.mailer.MailServer.Outcome;
import com.storefront.notifications.mailer.MailSettings.InDoubt;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.mail.autoconfigure.MailSenderAutoConfiguration;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/**
 * The settings of the service, and those that docs/security.md names, with a mail server that has a
 * certificate.
 */
class EncryptedMailTests {

  private static final String PASSWORD = "password";

  @TempDir private static Path folder;

  @BeforeAll
  static void createCertificates() throws Exception {
    createCertificate("known", "ip:127.0.0.1");
    createCertificate("other-name", "dns:mail.example");
  }

  private static void createCertificate(String name, String subject) throws Exception {
    keytool(name, "-genkeypair", "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "san=" + subject);
    keytool(name, "-exportcert", "-rfc", "-file", folder.resolve(name + ".pem").toString());
  }

  private static void keytool(String name, String... options) throws Exception {
    var command = new ArrayList<>(List.of(options));
    command.add(0, Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-storepass", PASSWORD, "-keystore", folder.resolve(name).toString()));
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  @Test
  void encryptsWhenTheMailServerOffersIt() throws Exception {
    try (var offering = ScriptedMailServer.offering(tls("known"))) {
      withSender(
          offering,
          trusting("known", false),
          sender -> {
            assertThat(outcome(sender)).isEqualTo(Outcome.ACCEPTED);
            assertThat(offering.plainCommands()).containsExactly("EHLO", "STARTTLS");
            assertThat(offering.encryptedCommands()).contains("AUTH", "MAIL", "DATA");
          });
    }
  }

  @Test
  void encryptsFromTheBeginning() throws Exception {
    try (var encrypted = ScriptedMailServer.encrypted(tls("known"))) {
      withSender(
          encrypted,
          trusting("known", true),
          sender -> {
            assertThat(outcome(sender)).isEqualTo(Outcome.ACCEPTED);
            assertThat(encrypted.encryptedCommands()).contains("AUTH", "MAIL", "DATA");
          });
    }
  }

  @Test
  void sendsNothingToAServerWhoseCertificateIsNotTrusted() throws Exception {
    try (var offering = ScriptedMailServer.offering(tls("known"))) {
      withSender(
          offering, Map.of(), sender -> assertIsRefused(sender, offering, "EHLO", "STARTTLS"));
    }
  }

  @Test
  void sendsNothingToAServerWithAnotherName() throws Exception {
    try (var offering = ScriptedMailServer.offering(tls("other-name"))) {
      withSender(
          offering,
          trusting("other-name", false),
          sender -> assertIsRefused(sender, offering, "EHLO", "STARTTLS"));
    }
  }

  @Test
  void sendsNothingUnencryptedWhereEncryptionIsRequired() throws Exception {
    try (var plain = ScriptedMailServer.plain(Map.of())) {
      withSender(
          plain,
          Map.of("SPRING_MAIL_PROPERTIES_MAIL_SMTP_STARTTLS_REQUIRED", "true"),
          sender -> assertIsRefused(sender, plain, "EHLO"));
    }
  }

  private static void assertIsRefused(
      JavaMailSenderImpl sender, ScriptedMailServer server, String... commands) {
    assertThat(new MailServer(sender).connect()).isFalse();
    assertThat(server.plainCommands()).startsWith(commands).doesNotContain("AUTH", "MAIL");
    assertThat(server.encryptedCommands()).isEmpty();
  }

  private static Outcome outcome(JavaMailSenderImpl sender) throws Exception {
    var server = new MailServer(sender);
    var letters = new Letters(TestMails.settings(Duration.ofMinutes(1), InDoubt.RESEND));
    assertThat(server.connect()).isTrue();
    return server.send(letters.compose(TestMails.digest("c"), server.session())).outcome();
  }

  /**
   * @param variables environment variables
   */
  private static void withSender(
      ScriptedMailServer server,
      Map<String, Object> variables,
      ThrowingConsumer<JavaMailSenderImpl> use) {
    String environment = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
    new ApplicationContextRunner()
        .withInitializer(
            context ->
                context
                    .getEnvironment()
                    .getPropertySources()
                    .replace(
                        environment, new SystemEnvironmentPropertySource(environment, variables)))
        .withInitializer(new ConfigDataApplicationContextInitializer())
        .withConfiguration(
            AutoConfigurations.of(SslAutoConfiguration.class, MailSenderAutoConfiguration.class))
        .withPropertyValues(
            "spring.mail.port=" + server.port(),
            "spring.mail.username=shop",
            "spring.mail.password=secret")
        .run(context -> use.accept(context.getBean(JavaMailSenderImpl.class)));
  }

  /**
   * @param isEncrypted from the beginning, and not by STARTTLS
   */
  private static Map<String, Object> trusting(String name, boolean isEncrypted) {
    return Map.of(
        "SPRING_MAIL_SSL_BUNDLE",
        "mail",
        "SPRING_MAIL_SSL_ENABLED",
        isEncrypted,
        "SPRING_SSL_BUNDLE_PEM_MAIL_TRUSTSTORE_CERTIFICATE",
        "file:" + folder.resolve(name + ".pem"));
  }

  private static SSLContext tls(String name) throws Exception {
    var keys = KeyStore.getInstance(folder.resolve(name).toFile(), PASSWORD.toCharArray());
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    var context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
