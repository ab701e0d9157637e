package com.storefront.deployment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Dashboards and alerts ask for metrics, labels and jobs that there are, and can be understood. */
final class MonitoringChecks {

  static final String METRICS = "deployment-tests/src/test/resources/metrics.txt";

  private static final String HOME = "k8s/base/monitoring/";
  private static final String RULES = HOME + "storefront.rules.yml";
  private static final Pattern SELECTOR = Pattern.compile("([a-zA-Z_:][\\w:]*+)\\s*+(\\{[^}]*})?+");
  private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");
  private static final Pattern GROUPING = Pattern.compile("\\bby\\s*\\(([^)]*)\\)");
  private static final Pattern RANGE = Pattern.compile("\\[[^\\]]*]");
  private static final Pattern LEGEND = Pattern.compile("\\{\\{\\s*(?:\\$labels\\.)?(\\w+)\\s*}}");
  private static final Pattern OWN = Pattern.compile("\"(storefront\\.[a-z.]+)\"");
  private static final Pattern WORDS =
      Pattern.compile("and|or|unless|by|bool|on|le|[a-z_]+_over_time");

  private final Checkout checkout;
  private final Complaints complaints;
  private final Map<String, Set<String>> metrics = new HashMap<>();
  private final Set<String> jobs;

  private MonitoringChecks(Checkout checkout, Complaints complaints) {
    this.checkout = checkout;
    this.complaints = complaints;
    this.jobs =
        Set.of(
            checkout
                .yaml("deploy/prometheus/prometheus.yml")
                .at("scrape_configs")
                .items()
                .get(0)
                .at("job_name")
                .text());
    checkout
        .text(METRICS)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> List.of(line.split(" ")))
        .forEach(words -> metrics.put(words.get(0), Set.copyOf(words.subList(1, words.size()))));
  }

  static void check(Checkout checkout, Complaints complaints) {
    var checks = new MonitoringChecks(checkout, complaints);
    checks.jobs();
    checks.ownMetrics();
    checks.rules();
    checkout.files(HOME + "dashboards", ".json").forEach(checks::dashboard);
  }

  private void jobs() {
    for (Manifest configuration : Manifest.base(checkout, "ConfigMap")) {
      Node prometheus = configuration.at("data", "prometheus.yml");
      if (prometheus.exists()) {
        Node.parse(prometheus.text())
            .get(0)
            .at("scrape_configs")
            .items()
            .forEach(
                job ->
                    complaints.unless(
                        jobs.contains(job.at("job_name").text()),
                        "%s: job %s is not that of deploy/prometheus",
                        configuration,
                        job.at("job_name")));
      }
    }
  }

  /** Whatever we count ourselves is counted somewhere in the sources. */
  private void ownMetrics() {
    var counted = new TreeSet<String>();
    for (String folder :
        List.of("shared-messaging/src/main/java", "orders-service/src/main/java")) {
      for (String file : checkout.files(folder, ".java")) {
        OWN.matcher(checkout.text(file))
            .results()
            .map(found -> found.group(1).replace('.', '_'))
            .forEach(counted::add);
      }
    }
    for (String metric : metrics.keySet()) {
      if (metric.startsWith("storefront_")) {
        String name = metric.replaceAll("_(seconds|total)", "").replaceAll("_(bucket|count)$", "");
        complaints.unless(counted.contains(name), "%s: nobody counts %s", METRICS, metric);
      }
    }
  }

  private void rules() {
    String tests = checkout.text(HOME + "storefront.rules.test.yml");
    String drill =
        checkout.text("system-tests/src/test/java/com/storefront/system/MonitoringTests.java");
    String runbook = checkout.text("docs/runbook.md");
    List<Node> rules = new ArrayList<>();
    checkout
        .yaml(RULES)
        .at("groups")
        .items()
        .forEach(group -> rules.addAll(group.at("rules").items()));
    for (Node rule : rules) {
      if (rule.at("record").exists()) {
        metrics.put(rule.at("record").text(), groupedBy(rule.at("expr").text()));
      }
    }
    for (Node rule : rules) {
      String name = rule.at("record").text() + rule.at("alert").text();
      expression(rule.at("expr").text(), RULES + ": " + name);
      if (rule.at("alert").exists()) {
        complaints.unless(tests.contains("alertname: " + name + "\n"), "%s has no test", name);
        complaints.unless(drill.contains('"' + name + '"'), "%s is never raised for real", name);
        String page = rule.at("annotations", "runbook").text();
        complaints.unless(
            runbook.contains("\n## " + page.replace("docs/runbook.md#", "") + "\n"),
            "%s: the runbook has no %s",
            name,
            page);
        legend(rule.at("annotations", "summary").text(), rule.at("expr").text(), name);
      }
      if (name.equals("RelayWithoutHolder")) {
        everyRelayIsMissed(rule.at("expr").text());
      }
    }
  }

  /** On Kubernetes a service without an instance is no target, and only missed by name. */
  private void everyRelayIsMissed(String expression) {
    for (Application application : Application.all(checkout)) {
      for (String constant : Sources.of(checkout, application.sources()).published().keySet()) {
        String topic = TopicChecks.topic(constant);
        complaints.unless(
            expression.contains(
                "absent(storefront_outbox_relay_active{topic=\"%s\"})".formatted(topic)),
            "%s: without an instance of %s nobody misses the relay of %s",
            RULES,
            application.name(),
            topic);
      }
    }
  }

  private void dashboard(String file) {
    Node dashboard = checkout.yaml(file);
    var ids = new HashSet<String>();
    Set<String> variables =
        dashboard.at("templating", "list").items().stream()
            .map(variable -> variable.at("name").text())
            .collect(Collectors.toSet());
    dashboard
        .at("templating", "list")
        .items()
        .forEach(variable -> expression(selectorOf(variable.at("query", "query").text()), file));
    for (Node panel : dashboard.at("panels").items()) {
      String where = file + ": " + panel.at("title");
      complaints.unless(ids.add(panel.at("id").text()), "%s: its id is taken", where);
      if (panel.at("type").text().equals("row")) {
        continue;
      }
      complaints.unless(panel.at("description").exists(), "%s has no description", where);
      complaints.unless(
          panel.at("fieldConfig", "defaults", "unit").exists(), "%s has no unit", where);
      complaints.unless(
          dataSources().contains(panel.at("datasource", "uid").text()),
          "%s: no data source %s",
          where,
          panel.at("datasource", "uid"));
      complaints.unless(!panel.at("targets").items().isEmpty(), "%s asks nothing", where);
      for (Node target : panel.at("targets").items()) {
        String asked = target.at("expr").text();
        expression(asked, where);
        legend(target.at("legendFormat").text(), asked, where);
        complaints.unless(
            asked.matches("(?s)(?!.*\\$(?!__)\\w+).*")
                || variables.stream().anyMatch(name -> asked.contains("$" + name)),
            "%s: an unknown variable",
            where);
      }
    }
  }

  private Set<String> dataSources() {
    return checkout
        .yaml("deploy/grafana/provisioning/datasources/storefront.yaml")
        .at("datasources")
        .items()
        .stream()
        .map(source -> source.at("uid").text())
        .collect(Collectors.toSet());
  }

  private static String selectorOf(String variableQuery) {
    return variableQuery.replaceAll("^label_values\\((.*),\\s*\\w+\\)$", "$1");
  }

  /** Metrics exist and have the labels by which they are chosen and grouped. */
  private void expression(String expression, String where) {
    Set<String> groups = groupedBy(expression);
    String bare = RANGE.matcher(GROUPING.matcher(expression).replaceAll(" ")).replaceAll("");
    for (MatchResult found : SELECTOR.matcher(bare).results().toList()) {
      String metric = found.group(1);
      if (WORDS.matcher(metric).matches() || isInQuotesOrNumber(bare, found.start())) {
        continue;
      }
      if (bare.substring(found.end()).stripLeading().startsWith("(")) {
        continue;
      }
      Set<String> labels = metrics.get(metric);
      complaints.unless(labels != null, "%s: there is no metric %s", where, metric);
      if (labels != null) {
        String matchers = found.group(2) == null ? "" : found.group(2);
        for (MatchResult matcher : MATCHER.matcher(matchers).results().toList()) {
          String label = matcher.group(1);
          has(labels, label, metric, where);
          complaints.unless(
              !label.equals("job") || jobs.contains(matcher.group(3)),
              "%s: there is no job %s",
              where,
              matcher.group(3));
        }
        groups.forEach(label -> has(labels, label, metric, where));
      }
    }
  }

  private static boolean isInQuotesOrNumber(String text, int at) {
    boolean quoted = text.substring(0, at).chars().filter(each -> each == '"').count() % 2 == 1;
    return quoted || at > 0 && Character.isLetterOrDigit(text.charAt(at - 1));
  }

  private void has(Set<String> labels, String label, String metric, String where) {
    boolean isScrapes = Set.of("job", "instance").contains(label);
    boolean isOfABucket = label.equals("le") && !metric.endsWith("_bucket");
    complaints.unless(
        labels.contains(label) || isScrapes || isOfABucket,
        "%s: %s has no label %s",
        where,
        metric,
        label);
  }

  private void legend(String legend, String expression, String where) {
    Set<String> groups = groupedBy(expression);
    for (MatchResult label : LEGEND.matcher(legend).results().toList()) {
      String name = label.group(1);
      boolean isAggregated = GROUPING.matcher(expression).find();
      complaints.unless(
          isAggregated
              ? groups.contains(name)
              : Set.of("job", "instance").contains(name)
                  || metrics.values().stream().anyMatch(labels -> labels.contains(name)),
          "%s: its legend names %s, which the answer has not",
          where,
          name);
    }
  }

  private static Set<String> groupedBy(String expression) {
    return GROUPING
        .matcher(expression)
        .results()
        .flatMap(found -> Stream.of(found.group(1).split(",")))
        .map(String::strip)
        .filter(label -> !label.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
