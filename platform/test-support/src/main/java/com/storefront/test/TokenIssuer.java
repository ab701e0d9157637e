package com.storefront.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.PlainObject;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * An issuer of tokens (OpenID Connect Discovery, RFC 7517, RFC 7519) that signs any claims, with a
 * key of its own.
 */
public final class TokenIssuer implements AutoCloseable {

  private static final String KEY_ID = "local";
  private static final Duration LIFETIME = Duration.ofMinutes(10);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpServer server;
  private final RSAKey key;

  private TokenIssuer(HttpServer server, RSAKey key) {
    this.server = server;
    this.key = key;
  }

  /** Starts an issuer on a free port of the loopback address. */
  public static TokenIssuer start() {
    try {
      var generator = new RSAKeyGenerator(2048).keyID(KEY_ID).keyUse(KeyUse.SIGNATURE);
      var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      var issuer = new TokenIssuer(HttpServer.create(loopback, 0), generator.generate());
      issuer.serve("/.well-known/openid-configuration", issuer.configuration());
      issuer.serve("/keys", new JWKSet(issuer.key).toString());
      issuer.server.start();
      return issuer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The issuer's URI, where its OpenID configuration is. */
  public String uri() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** A token for staff. */
  public String staff() {
    return token(Map.of("scope", "staff"));
  }

  /** A token for the customer with the id. */
  public String customer(String id) {
    return token(Map.of("customer_id", id));
  }

  /**
   * A token of this issuer for the audience {@code storefront} that expires after ten minutes,
   * unless the claims differ.
   *
   * @param claims numbers, times (sent as seconds), or text; an empty text omits the claim
   */
  public String token(Map<String, ?> claims) {
    var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(KEY_ID).build();
    var token = new JWSObject(header, complete(claims));
    try {
      token.sign(new RSASSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return token.serialize();
  }

  /** The same token without a signature, and with a header that says so. */
  public String unsigned(Map<String, ?> claims) {
    return new PlainObject(complete(claims)).serialize();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private Payload complete(Map<String, ?> claims) {
    var all = new LinkedHashMap<String, Object>();
    all.put("iss", uri());
    all.put("aud", "storefront");
    all.put("sub", "anyone");
    all.put("exp", Instant.now().plus(LIFETIME));
    all.putAll(claims);
    all.values().removeIf(""::equals);
    all.replaceAll((name, value) -> value instanceof Instant time ? time.getEpochSecond() : value);
    return new Payload(JSON.writeValueAsString(all));
  }

  private String configuration() {
    return JSON.writeValueAsString(Map.of("issuer", uri(), "jwks_uri", uri() + "/keys"));
  }

  private void serve(String path, String content) {
    byte[] body = content.getBytes(UTF_8);
    server.createContext(
        path,
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }
}
