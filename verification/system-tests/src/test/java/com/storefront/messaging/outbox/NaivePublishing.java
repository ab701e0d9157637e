package com.storefront.messaging.outbox;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.storefront.messaging.aggregate.Aggregate;
import com.storefront.messaging.aggregate.AggregateStore;
import java.util.Collection;
import java.util.List;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.bson.Document;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * Saves a change and then sends its event, as a service without an outbox does. An event that is
 * not sent is lost. Only for the test that the checker detects this.
 */
@AutoConfiguration
public class NaivePublishing {

  @Bean
  static BeanPostProcessor saveThenSend(
      ObjectProvider<MongoOperations> mongo,
      ObjectProvider<KafkaTemplate<String, byte[]>> kafka,
      @Value("/${spring.application.name}") String serviceUri) {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        if (!(bean instanceof AggregateStore)) {
          return bean;
        }
        var naive = new ProxyFactory(bean);
        naive.setProxyTargetClass(true);
        naive.addAdvice(
            (MethodInterceptor)
                call -> saveThenSend(call, mongo.getObject(), kafka.getObject(), serviceUri));
        return naive.getProxy();
      }
    };
  }

  private static Object saveThenSend(
      MethodInvocation save,
      MongoOperations mongo,
      KafkaTemplate<String, byte[]> kafka,
      String serviceUri)
      throws Throwable {
    Object saved = save.proceed();
    Object argument = save.getArguments().length == 0 ? null : save.getArguments()[0];
    List<?> written = argument instanceof Collection<?> all ? List.copyOf(all) : List.of(argument);
    var publisher = new EventPublisher(kafka, serviceUri);
    for (Object each : written) {
      if (each instanceof Aggregate aggregate) {
        send(aggregate, mongo.getCollection(mongo.getCollectionName(each.getClass())), publisher);
      }
    }
    return saved;
  }

  private static void send(
      Aggregate aggregate, MongoCollection<Document> collection, EventPublisher publisher) {
    Document before =
        collection.findOneAndUpdate(
            Filters.eq("_id", aggregate.id()), Updates.unset(OutboxEntry.OUTBOX));
    if (before == null) {
      return;
    }
    Publication publication = Publication.of(aggregate.getClass());
    for (OutboxEntry entry : OutboxEntry.of(before)) {
      publisher.send(publication, aggregate.id(), entry, 0);
    }
  }
}
