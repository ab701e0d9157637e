package com.storefront.messaging.outbox;

import org.springframework.core.annotation.AnnotationUtils;

/**
 * What a type of document publishes, read from its {@link Publishes}.
 *
 * @param documentType class that is mapped to the collection
 * @param eventType name of the event in the published language, {@code ce_type} on the wire
 * @param eventCarriedState see {@link Publishes#eventCarriedState()}
 */
public record Publication(
    Class<?> documentType, String topic, String eventType, boolean eventCarriedState) {

  /**
   * @throws IllegalArgumentException if the type has no such annotation
   */
  public static Publication of(Class<?> documentType) {
    var publishes = AnnotationUtils.findAnnotation(documentType, Publishes.class);
    if (publishes == null) {
      throw new IllegalArgumentException(
          documentType.getName() + " needs the annotation @Publishes");
    }
    return new Publication(
        documentType, publishes.topic(), publishes.type(), publishes.eventCarriedState());
  }
}
