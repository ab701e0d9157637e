package com.storefront.local.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An issuer of tokens (OpenID Connect Discovery, RFC 7517, RFC 7519) that signs whatever it is
 * asked to. Its key lives as long as it does.
 */
public final class LocalIssuer implements AutoCloseable {

  private static final String HEADER = "{\"alg\":\"RS256\",\"kid\":\"local\",\"typ\":\"JWT\"}";
  private static final String UNSIGNED = "{\"alg\":\"none\"}";
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final Duration LIFE = Duration.ofMinutes(10);

  private final HttpServer server;
  private final KeyPair key;

  private LocalIssuer(HttpServer server, KeyPair key) {
    this.server = server;
    this.key = key;
  }

  /** On a free port of the loopback. */
  public static LocalIssuer start() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      var issuer = new LocalIssuer(HttpServer.create(loopback, 0), generator.generateKeyPair());
      issuer.serve("/.well-known/openid-configuration", issuer.description());
      issuer.serve("/keys", issuer.keys());
      issuer.server.start();
      return issuer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has RSA", e);
    }
  }

  /** Where its description and, as that says, its keys are to be had. */
  public String uri() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** A token for staff. */
  public String staff() {
    return token(Map.of("scope", "staff"));
  }

  /** A token for the customer of that id. */
  public String customer(String id) {
    return token(Map.of("customer_id", id));
  }

  /**
   * A token of this issuer for the audience {@code storefront} that lasts ten minutes, but for what
   * the claims say otherwise.
   *
   * @param claims numbers, times (sent as seconds), or text; an empty text leaves the claim out
   */
  public String token(Map<String, ?> claims) {
    String content = encoded(HEADER) + "." + encoded(complete(claims));
    return content + "." + BASE64.encodeToString(signed(content));
  }

  /** The same without a signature, which says so. */
  public String unsigned(Map<String, ?> claims) {
    return encoded(UNSIGNED) + "." + encoded(complete(claims)) + ".";
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private String complete(Map<String, ?> claims) {
    var all = new LinkedHashMap<String, Object>();
    all.put("iss", uri());
    all.put("aud", "storefront");
    all.put("sub", "somebody");
    all.put("exp", Instant.now().plus(LIFE));
    all.putAll(claims);
    all.values().removeIf(""::equals);
    return json(all);
  }

  private String description() {
    return json(Map.of("issuer", uri(), "jwks_uri", uri() + "/keys"));
  }

  private String keys() {
    var open = (RSAPublicKey) key.getPublic();
    String only =
        json(
            Map.of(
                "kty", "RSA",
                "use", "sig",
                "alg", "RS256",
                "kid", "local",
                "n", encoded(open.getModulus()),
                "e", encoded(open.getPublicExponent())));
    return "{\"keys\":[" + only + "]}";
  }

  private void serve(String path, String json) {
    byte[] body = json.getBytes(UTF_8);
    server.createContext(
        path,
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          try (var answer = exchange.getResponseBody()) {
            answer.write(body);
          }
        });
  }

  private byte[] signed(String content) {
    try {
      var signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key.getPrivate());
      signature.update(content.getBytes(UTF_8));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has RSA", e);
    }
  }

  private static String json(Map<String, ?> members) {
    return members.entrySet().stream()
        .map(member -> "\"" + member.getKey() + "\":" + json(member.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String json(Object value) {
    if (value instanceof Instant time) {
      return Long.toString(time.getEpochSecond());
    }
    return value instanceof Number ? value.toString() : "\"" + value + "\"";
  }

  private static String encoded(String text) {
    return BASE64.encodeToString(text.getBytes(UTF_8));
  }

  /** Without the octet that only tells the sign (RFC 7518, section 6.3.1.1). */
  private static String encoded(BigInteger number) {
    byte[] octets = number.toByteArray();
    int first = octets[0] == 0 ? 1 : 0;
    return BASE64.encodeToString(Arrays.copyOfRange(octets, first, octets.length));
  }
}
