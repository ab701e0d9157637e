import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** Creates the KafkaTopics and the rights of the KafkaUsers that standard input lists, as the operators of Strimzi do. */
class Operator {

  public static void main(String[] arguments) throws Exception {
    List<NewTopic> topics = new ArrayList<>();
    List<AclBinding> rights = new ArrayList<>();
    for (JsonNode item : new ObjectMapper().readTree(System.in).get("items")) {
      String name = item.at("/metadata/name").asText();
      if (item.get("kind").asText().equals("KafkaTopic")) {
        Map<String, String> config = new HashMap<>();
        item.at("/spec/config").properties().forEach(e -> config.put(e.getKey(), e.getValue().asText()));
        topics.add(
            new NewTopic(
                    item.at("/spec/topicName").asText(name),
                    Optional.of(item.at("/spec/partitions").asInt()),
                    Optional.of((short) item.at("/spec/replicas").asInt()))
                .configs(config));
      } else {
        item.at("/spec/authorization/acls").forEach(acl -> add(acl, "User:CN=" + name, rights));
      }
    }
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", "localhost:9091"))) {
      admin.createTopics(topics).all().get();
      admin.createAcls(rights).all().get();
    }
    System.out.println(topics.size() + " topics, " + rights.size() + " rights");
  }

  private static void add(JsonNode acl, String principal, List<AclBinding> rights) {
    JsonNode resource = acl.get("resource");
    ResourceType type =
        switch (resource.get("type").asText()) {
          case "topic" -> ResourceType.TOPIC;
          case "group" -> ResourceType.GROUP;
          case "cluster" -> ResourceType.CLUSTER;
          case "transactionalId" -> ResourceType.TRANSACTIONAL_ID;
          default -> throw new IllegalArgumentException(resource.toString());
        };
    String name = type == ResourceType.CLUSTER ? "kafka-cluster" : resource.get("name").asText();
    PatternType pattern =
        resource.path("patternType").asText().equals("prefix") ? PatternType.PREFIXED : PatternType.LITERAL;
    for (JsonNode operation : acl.get("operations")) {
      String constant = operation.asText().replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase();
      rights.add(
          new AclBinding(
              new ResourcePattern(type, name, pattern),
              new AccessControlEntry(
                  principal, "*", AclOperation.valueOf(constant), AclPermissionType.ALLOW)));
    }
  }
}
