package com.storefront.deployment;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Dashboards and alerts use metrics, labels and jobs that exist. */
final class MonitoringChecks {

  private static final String METRICS =
      "verification/deployment-tests/src/test/resources/metrics.txt";
  private static final String FOLDER = "k8s/base/monitoring/";
  private static final String RULES = FOLDER + "storefront.rules.yml";
  private static final String SYSTEM_TEST =
      "verification/system-tests/src/test/java/com/storefront/system/MonitoringTests.java";

  private static final Pattern TEXT = Pattern.compile("\"[^\"]*\"");
  private static final Pattern SELECTOR =
      Pattern.compile("(?<![\\w.$])([a-zA-Z_:][\\w:]*+)(?!\\s*\\()(\\s*\\{[^}]*})?");
  private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");
  private static final Pattern GROUPING = Pattern.compile("\\bby\\s*\\(([^)]*)\\)");
  private static final Pattern RANGE = Pattern.compile("\\[[^\\]]*]");
  private static final Pattern LEGEND = Pattern.compile("\\{\\{\\s*(?:\\$labels\\.)?(\\w+)\\s*}}");
  private static final Pattern VARIABLE = Pattern.compile("\\$(?!__)(\\w+)");
  private static final Pattern OWN = Pattern.compile("\"(storefront\\.[a-z.]+)\"");
  private static final Set<String> KEYWORDS = Set.of("and", "or", "unless", "bool", "on");
  private static final Set<String> LABELS_OF_SCRAPES = Set.of("job", "instance");

  private final Checkout checkout;
  private final Report report;
  private final Map<String, Set<String>> metrics = new HashMap<>();
  private final Set<String> jobs;

  private MonitoringChecks(Checkout checkout, Report report) {
    this.checkout = checkout;
    this.report = report;
    this.jobs = texts(checkout.yaml("compose/prometheus/prometheus.yml").find("job_name"));
    checkout
        .text(METRICS)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> List.of(line.split(" ")))
        .forEach(words -> metrics.put(words.get(0), Set.copyOf(words.subList(1, words.size()))));
  }

  static void check(Checkout checkout, Report report) {
    var checks = new MonitoringChecks(checkout, report);
    checks.checkJobs();
    checks.checkOwnMetrics();
    checks.checkRules();
    checkout.files(FOLDER + "dashboards", ".json").forEach(checks::checkDashboard);
  }

  private static Set<String> texts(Stream<Node> nodes) {
    return nodes.map(Node::text).collect(Collectors.toSet());
  }

  private void checkJobs() {
    for (Manifest manifest : Manifest.base(checkout, "ConfigMap")) {
      Node configuration = manifest.at("data", "prometheus.yml");
      if (configuration.exists()) {
        report.expectEqual(
            manifest + ": the set of jobs",
            texts(Node.parse(configuration.text()).get(0).find("job_name")),
            jobs);
      }
    }
  }

  /** Our own metrics are in the sources. */
  private void checkOwnMetrics() {
    Set<String> registered =
        Stream.of(
                "platform/messaging/src/main/java",
                "accounts-service/src/main/java",
                "orders-service/src/main/java",
                "fulfillment-service/src/main/java",
                "notifications-service/src/main/java")
            .flatMap(folder -> checkout.files(folder, ".java").stream())
            .flatMap(file -> OWN.matcher(checkout.text(file)).results())
            .map(found -> found.group(1).replace('.', '_'))
            .collect(Collectors.toSet());
    for (String metric : metrics.keySet()) {
      String name = metric.replaceAll("_(seconds|total)", "").replaceAll("_(bucket|count)$", "");
      report.expect(
          !metric.startsWith("storefront_") || registered.contains(name),
          METRICS + ": no source registers " + metric);
    }
  }

  private void checkRules() {
    List<Node> rules =
        checkout.yaml(RULES).find("rules").flatMap(group -> group.items().stream()).toList();
    rules.stream()
        .filter(rule -> rule.at("record").exists())
        .forEach(rule -> metrics.put(rule.at("record").text(), grouping(rule.at("expr").text())));
    for (Node rule : rules) {
      checkExpression(rule.at("expr").text(), RULES + ": " + rule.at("record") + rule.at("alert"));
      if (rule.at("alert").exists()) {
        checkAlert(rule.at("alert").text(), rule);
      }
    }
  }

  private void checkAlert(String name, Node rule) {
    String expression = rule.at("expr").text();
    report.expect(
        checkout.text(FOLDER + "storefront.rules.test.yml").contains("alertname: " + name + "\n"),
        name + " has no test");
    report.expect(
        checkout.text(SYSTEM_TEST).contains('"' + name + '"'), name + " is not in a system test");
    String section = rule.at("annotations", "runbook").text().replace("docs/runbook.md#", "");
    report.expect(
        checkout.text("docs/runbook.md").contains("\n## " + section + "\n"),
        name + ": the runbook has no section " + section);
    checkLegend(rule.at("annotations", "summary").text(), expression, name);
    if (name.equals("RelayWithoutHolder")) {
      // A service without an instance is no target on Kubernetes, so its series are absent.
      for (Application application : Application.all(checkout)) {
        for (String topic : Sources.of(checkout, application.sources()).published().keySet()) {
          String absent = "absent(storefront_outbox_relay_active{topic=\"%s\"})".formatted(topic);
          report.expect(expression.contains(absent), name + " has no " + absent);
        }
      }
    }
  }

  private void checkDashboard(String file) {
    Node dashboard = checkout.yaml(file);
    List<Node> variables = dashboard.at("templating", "list").items();
    for (Node variable : variables) {
      String query = variable.at("query", "query").text();
      checkExpression(query.replaceAll("^label_values\\((.*),\\s*\\w+\\)$", "$1"), file);
    }
    Set<String> names = texts(variables.stream().map(variable -> variable.at("name")));
    Set<String> sources =
        texts(
            checkout.yaml("compose/grafana/provisioning/datasources/storefront.yaml").find("uid"));
    var ids = new HashSet<String>();
    for (Node panel : dashboard.at("panels").items()) {
      String where = file + ": " + panel.at("title");
      report.expect(ids.add(panel.at("id").text()), where + " has a duplicate id");
      if (!panel.at("type").text().equals("row")) {
        checkPanel(panel, where, names, sources);
      }
    }
  }

  private void checkPanel(Node panel, String where, Set<String> variables, Set<String> sources) {
    Node source = panel.at("datasource", "uid");
    report.expect(sources.contains(source.text()), where + ": no data source " + source);
    report.expect(panel.at("description").exists(), where + " has no description");
    report.expect(panel.at("fieldConfig", "defaults", "unit").exists(), where + " has no unit");
    report.expect(panel.at("targets").exists(), where + " has no expression");
    for (Node target : panel.at("targets").items()) {
      String expression = target.at("expr").text();
      checkExpression(expression, where);
      checkLegend(target.at("legendFormat").text(), expression, where);
      for (MatchResult found : VARIABLE.matcher(expression).results().toList()) {
        String name = found.group(1);
        report.expect(variables.contains(name), where + ": no variable " + name);
      }
    }
  }

  /** Metrics exist and have the labels that select and group them. */
  private void checkExpression(String expression, String where) {
    String bare = RANGE.matcher(GROUPING.matcher(expression).replaceAll(" ")).replaceAll("");
    for (MatchResult found : SELECTOR.matcher(bare).results().toList()) {
      String metric = found.group(1);
      boolean isText =
          TEXT.matcher(bare)
              .results()
              .anyMatch(text -> text.start() < found.start() && found.start() < text.end());
      if (isText || KEYWORDS.contains(metric)) {
        continue;
      }
      report.expect(metrics.containsKey(metric), where + ": there is no metric " + metric);
      Set<String> used = new HashSet<>(grouping(expression));
      for (MatchResult matcher : matchers(found.group(2))) {
        used.add(matcher.group(1));
        report.expect(
            !matcher.group(1).equals("job") || jobs.contains(matcher.group(3)),
            where + ": there is no job " + matcher.group(3));
      }
      used.removeAll(metrics.getOrDefault(metric, used));
      used.removeAll(LABELS_OF_SCRAPES);
      used.removeIf(label -> label.equals("le") && !metric.endsWith("_bucket"));
      used.forEach(it -> report.expect(false, where + ": " + metric + " has no label " + it));
    }
  }

  private static List<MatchResult> matchers(String selector) {
    return selector == null ? List.of() : MATCHER.matcher(selector).results().toList();
  }

  private void checkLegend(String legend, String expression, String where) {
    Set<String> labels = grouping(expression);
    if (!GROUPING.matcher(expression).find()) {
      labels = metrics.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
      labels.addAll(LABELS_OF_SCRAPES);
    }
    for (MatchResult found : LEGEND.matcher(legend).results().toList()) {
      String label = found.group(1);
      report.expect(labels.contains(label), where + ": no result has the label " + label);
    }
  }

  private static Set<String> grouping(String expression) {
    return GROUPING
        .matcher(expression)
        .results()
        .flatMap(found -> Stream.of(found.group(1).split(",")))
        .map(String::strip)
        .filter(label -> !label.isEmpty())
        .collect(Collectors.toSet());
  }
}
