package com.storefront.messaging.outbox;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
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
 * What many services do: saves, then sends, and hopes. What is not sent is nowhere remembered. Only
 * to show that the checker notices.
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
    Object what = save.getArguments().length == 0 ? null : save.getArguments()[0];
    List<?> written = what instanceof Collection<?> all ? List.copyOf(all) : List.of(what);
    var sender = new EventSender(kafka, serviceUri);
    for (Object each : written) {
      if (each instanceof Aggregate aggregate) {
        send(aggregate, mongo.getCollection(mongo.getCollectionName(each.getClass())), sender);
      }
    }
    return saved;
  }

  private static void send(
      Aggregate aggregate, MongoCollection<Document> collection, EventSender sender) {
    Document before =
        collection.findOneAndUpdate(
            Filters.eq("_id", aggregate.id()), Updates.unset(OutboxEntry.OUTBOX));
    if (before == null) {
      return;
    }
    Publication publication = Publication.of(aggregate.getClass());
    for (OutboxEntry entry : OutboxEntry.of(before)) {
      sender.send(sender.toRecord(publication, aggregate.id(), entry, 0), failure -> {});
    }
  }
}
