package com.storefront.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DeploymentTests {

  @ParameterizedTest
  @EnumSource
  void holdsOfWhatIsDeployed(Check check) {
    assertThat(check.complaints(Checkout.actual())).isEmpty();
  }

  @ParameterizedTest(name = "{2} → {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PORTS_ARE_THE_APPLICATIONS    | k8s/base/services/orders.yaml | containerPort: 8090 | containerPort: 8080 | port http is 8080
          PORTS_ARE_THE_APPLICATIONS    | k8s/base/services/orders.yaml | containerPort: 8091 | containerPort: 8090 | port management is 8090
          PORTS_ARE_THE_APPLICATIONS    | k8s/base/services/orders.yaml | port: 8090 | port: 80 | ports of
          PORTS_ARE_THE_APPLICATIONS    | k8s/base/services/orders.yaml | port: 8091 | port: 9091 | ports of
          PORTS_ARE_THE_APPLICATIONS    | k8s/base/services/orders.yaml | name: http-management | name: management | not HTTP by its name
          PORTS_ARE_THE_APPLICATIONS    | k8s/base/services/orders.yaml | targetPort: http | targetPort: web | no port web
          PORTS_ARE_THE_APPLICATIONS    | k8s/base/services/orders.yaml | port: management, | port: admin, | no port admin
          PORTS_ARE_THE_APPLICATIONS    | k8s/base/services/orders.yaml | /health/readiness | /health/ready | probe's path
          PORTS_ARE_THE_APPLICATIONS    | k8s/base/services/orders.yaml | prometheus.io/port: "8091" | prometheus.io/port: "8090" | scraped port
          PORTS_ARE_THE_APPLICATIONS    | k8s/base/mesh/policies.yaml | ports: ["8091"] | ports: ["8086"] | AuthorizationPolicy orders
          PORTS_ARE_THE_APPLICATIONS    | k8s/base/mesh/gateway.yaml | number: 8090 | number: 8080 | port of orders
          PORTS_ARE_THE_APPLICATIONS    | k8s/overlays/gateway-api/routes.yaml | port: 8090 | port: 8080 | port of orders
          PORTS_ARE_THE_APPLICATIONS    | deploy/envoy/envoy.yaml | port_value: 8090 | port_value: 8091 | port of orders
          PORTS_ARE_THE_APPLICATIONS    | deploy/prometheus/prometheus.yml | orders:8091 | orders:8090 | does not scrape orders:8091
          PORTS_ARE_THE_APPLICATIONS    | docker-compose.yml | localhost/8091 | localhost/8090 | orders's health check
          PORTS_ARE_THE_APPLICATIONS    | orders-service/src/main/resources/application.yaml | port: 8090 | port: 8080 | should be 8080
          PORTS_ARE_THE_APPLICATIONS    | docker-compose.yml | 127.0.0.1:8090:8090 | 127.0.0.1:8090:8080 | what orders publishes
          LABELS_MEET                   | k8s/base/services/orders.yaml | selector: {app: orders} | selector: {app: order} | Service orders selects no pod
          LABELS_MEET                   | k8s/base/services/orders.yaml | labels: {app: orders, version: 4.0.0} | labels: {app: order, version: 4.0.0} | own pods
          LABELS_MEET                   | k8s/base/services/orders.yaml | kind: Deployment, name: orders | kind: Deployment, name: order | which is not there
          LABELS_MEET                   | k8s/base/mesh/destination-rules.yaml | version: 4.0.0 | version: 3.0.0 | subset v4 selects no pod
          LABELS_MEET                   | k8s/base/mesh/policies.yaml | {app: orders} | {app: order} | selects no pod
          REFERENCES_LEAD_SOMEWHERE     | k8s/base/services/orders.yaml | configMapRef: {name: storefront} | configMapRef: {name: store} | refers to store
          REFERENCES_LEAD_SOMEWHERE     | k8s/base/services/orders.yaml | serviceAccountName: orders | serviceAccountName: order | refers to order
          REFERENCES_LEAD_SOMEWHERE     | k8s/base/services/orders.yaml | key: mongodb-uri | key: uri | refers to orders uri
          REFERENCES_LEAD_SOMEWHERE     | k8s/base/services/orders.yaml | secretName: orders-kafka | secretName: orders-cert | refers to orders-cert
          REFERENCES_LEAD_SOMEWHERE     | k8s/overlays/minikube/secrets.yaml | orders-password: | order-password: | refers to mongo orders-password
          REFERENCES_LEAD_SOMEWHERE     | k8s/overlays/gateway-api/routes.yaml | kind: ConfigMap, name: storefront-gateway | kind: ConfigMap, name: gateway | refers to gateway deployment
          VARIABLES_ARE_PROPERTIES      | k8s/base/services/orders.yaml | SPRING_MONGODB_URI | SPRING_DATA_MONGODB_URI | is no property
          VARIABLES_ARE_PROPERTIES      | k8s/base/services/accounts.yaml | STOREFRONT_CARDS_KEY | STOREFRONT_CARD_KEY | is no property
          VARIABLES_ARE_PROPERTIES      | k8s/base/services/configuration.yaml | KEYSTORE_PRIVATEKEY | KEYSTORE_KEY | is no property
          VARIABLES_ARE_PROPERTIES      | k8s/base/services/configuration.yaml | STOREFRONT_TOPICS_REPLICAS | STOREFRONT_TOPICS_REPLICATION | is no property
          VARIABLES_ARE_PROPERTIES      | k8s/overlays/minikube/configuration.yaml | SAMPLE_DATA_ENABLED | SAMPLES_ENABLED | is no property
          VARIABLES_ARE_PROPERTIES      | k8s/components/jwt/services.yaml | JWT_ISSUERURI | JWT_ISSUER | is no property
          VARIABLES_ARE_PROPERTIES      | docker-compose.yml | JWT_ISSUERURI | JWT_ISSUER | is no property
          VARIABLES_ARE_PROPERTIES      | docker-compose.yml | SPRING_KAFKA_BOOTSTRAP_SERVERS | SPRING_KAFKA_SERVERS | is no property
          VARIABLES_ARE_PROPERTIES      | shared-messaging/src/main/java/com/storefront/messaging/TopicSettings.java | short replicas | short copies | STOREFRONT_TOPICS_REPLICAS is no property
          TOPICS_ARE_THE_SERVICES       | k8s/base/kafka/topics.yaml | name: orders.order.fulfill | name: orders.order.fulfil | the set of topics
          TOPICS_ARE_THE_SERVICES       | k8s/base/kafka/topics.yaml | partitions: 3 | partitions: 1 | number of partitions
          TOPICS_ARE_THE_SERVICES       | k8s/base/kafka/topics.yaml | min.insync.replicas: 2 | min.insync.replicas: 1 | min.insync.replicas is 1
          TOPICS_ARE_THE_SERVICES       | k8s/base/kafka/topics.yaml | cleanup.policy: compact | cleanup.policy: delete | whether it is compacted
          TOPICS_ARE_THE_SERVICES       | k8s/base/kafka/topics.yaml | retention.ms: | retention: | Unknown topic config name
          TOPICS_ARE_THE_SERVICES       | k8s/base/kafka/users.yaml | [Create, Write, Describe, DescribeConfigs] | [Write, Describe] | rights of orders
          ROUTES_ARE_THE_LOCAL_GATEWAYS | k8s/base/mesh/gateway.yaml | prefix: /orders/ | prefix: /orders | the set of prefixes
          ROUTES_ARE_THE_LOCAL_GATEWAYS | k8s/base/mesh/gateway.yaml | orders.dev.svc | accounts.dev.svc | routes of k8s/base/mesh
          ROUTES_ARE_THE_LOCAL_GATEWAYS | k8s/base/mesh/gateway.yaml | retries: {attempts: 0} | retries: {attempts: 3} | not safe to repeat
          ROUTES_ARE_THE_LOCAL_GATEWAYS | k8s/base/mesh/gateway.yaml | attempts: 2 | perTryTimeout: 20s | has not all the time
          ROUTES_ARE_THE_LOCAL_GATEWAYS | k8s/base/mesh/gateway.yaml | remove: [forwarded, | remove: [ | headers removed
          ROUTES_ARE_THE_LOCAL_GATEWAYS | deploy/envoy/envoy.yaml | [forwarded, | [ | headers removed
          ROUTES_ARE_THE_LOCAL_GATEWAYS | k8s/overlays/gateway-api/routes.yaml | [forwarded, | [ | headers removed
          ROUTES_ARE_THE_LOCAL_GATEWAYS | deploy/envoy/envoy.yaml | path_separated_prefix: /orders} | path_separated_prefix: /order} | routes of deploy/envoy
          ROUTES_ARE_THE_LOCAL_GATEWAYS | k8s/overlays/gateway-api/routes.yaml | value: /orders | value: /order | gateway-api
          ROUTES_ARE_THE_LOCAL_GATEWAYS | local-gateway/src/main/resources/application.yaml | Path=/orders/** | Path=/order/** | routes of local-gateway
          IMAGES_ARE_PINNED             | docker-compose.yml | mongo:8.0.12 | mongo:latest | mongo:latest is not pinned
          IMAGES_ARE_PINNED             | docker-compose.yml | prom/prometheus:v3.5.0 | prom/prometheus | prom/prometheus is not pinned
          IMAGES_ARE_PINNED             | k8s/base/monitoring/prometheus.yaml | prom/prometheus:v3.5.0 | prom/prometheus:v3.6.0 | image that promtool checks
          IMAGES_ARE_PINNED             | k8s/base/services/orders.yaml | storefront/orders:4.0.0 | storefront/orders:3.0.0 | not of version 4.0.0
          IMAGES_ARE_PINNED             | docker-compose.yml | mem_limit: 768m | mem_limit: 1768m | the core may take
          A_MINIKUBE_HAS_ROOM           | k8s/overlays/minikube/tools.yaml | proxyCPU: 10m | proxyCPU: 100m | minikube/ wants 2050 m of CPU
          A_MINIKUBE_HAS_ROOM           | k8s/overlays/minikube/tools.yaml | sidecar.istio.io/proxyCPU | sidecar.istio.io/proxy | minikube/ wants 2050 m of CPU
          A_MINIKUBE_HAS_ROOM           | k8s/overlays/minikube/kafka.yaml | memory: 512Mi | memory: 768Mi | minikube/ wants 4030 MiB
          A_MINIKUBE_HAS_ROOM           | k8s/overlays/gateway-api/routes.yaml | cpu: 10m | cpu: 100m | gateway-api/ wants 2060 m of CPU
          MONITORING_ASKS_FOR_WHAT_THERE_IS | k8s/base/monitoring/dashboards/storefront-choreography.json | storefront_outbox_pending | storefront_outbox_waiting | no metric storefront_outbox_waiting
          MONITORING_ASKS_FOR_WHAT_THERE_IS | k8s/base/monitoring/dashboards/storefront-service.json | jvm_gc_overhead | jvm_gc_overheads | no metric jvm_gc_overheads
          MONITORING_ASKS_FOR_WHAT_THERE_IS | k8s/base/monitoring/dashboards/storefront-overview.json | by (application, topic) (storefront_follower_lag | by (service, topic) (storefront_follower_lag | storefront_follower_lag has no label service
          MONITORING_ASKS_FOR_WHAT_THERE_IS | k8s/base/monitoring/dashboards/storefront-service.json | level=~ | severity=~ | logback_events_total has no label severity
          MONITORING_ASKS_FOR_WHAT_THERE_IS | k8s/base/monitoring/dashboards/storefront-overview.json | spring_micrometer | spring_metrics | there is no job spring_metrics
          MONITORING_ASKS_FOR_WHAT_THERE_IS | k8s/base/monitoring/dashboards/storefront-choreography.json | {{topic}} p95 | {{subject}} p95 | its legend names subject
          MONITORING_ASKS_FOR_WHAT_THERE_IS | k8s/base/monitoring/dashboards/storefront-service.json | "uid": "prometheus" | "uid": "prom" | no data source prom
          MONITORING_ASKS_FOR_WHAT_THERE_IS | k8s/base/monitoring/dashboards/storefront-service.json | "id": 2, | "id": 3, | its id is taken
          MONITORING_ASKS_FOR_WHAT_THERE_IS | k8s/base/monitoring/storefront.rules.yml | storefront_follower_partitions | storefront_follower_partition | no metric storefront_follower_partition
          MONITORING_ASKS_FOR_WHAT_THERE_IS | k8s/base/monitoring/storefront.rules.yml | {topic="orders.order.fulfill"} | {topic="orders.order.fulfil"} | nobody misses the relay of orders.order.fulfill
          MONITORING_ASKS_FOR_WHAT_THERE_IS | k8s/base/monitoring/storefront.rules.yml | #dead-consumer | #dead-follower | runbook has no
          MONITORING_ASKS_FOR_WHAT_THERE_IS | k8s/base/monitoring/storefront.rules.test.yml | alertname: OrdersStuck | alertname: OrderStuck | OrdersStuck has no test
          MONITORING_ASKS_FOR_WHAT_THERE_IS | system-tests/src/test/java/com/storefront/system/MonitoringTests.java | "OutboxParked" | "OutboxPark" | OutboxParked is never raised
          MONITORING_ASKS_FOR_WHAT_THERE_IS | k8s/base/monitoring/prometheus.yaml | job_name: spring_micrometer | job_name: spring | job spring is not that
          MONITORING_ASKS_FOR_WHAT_THERE_IS | deploy/prometheus/prometheus.yml | job_name: spring_micrometer | job_name: spring | no job spring_micrometer
          MONITORING_ASKS_FOR_WHAT_THERE_IS | shared-messaging/src/main/java/com/storefront/messaging/outbox/RelayMetrics.java | storefront.outbox.pending | storefront.outbox.waiting | nobody counts storefront_outbox_pending
          """)
  void findsAPlantedMistake(
      Check check, String file, String correct, String wrong, String complaint) {
    var planted = Checkout.actual().with(file, correct, wrong);

    assertThat(check.complaints(planted)).anyMatch(found -> found.contains(complaint));
  }
}
