# Sourced by check. What is called, tried and broken; each step adds a row.

# call METHOD PATH: prints the status of a request through the gateway; the response is in $run/response
call() {
  at_client curl -s -L -m 70 -o "$run/response" -w '%{http_code}' -X "$1" \
    --connect-to "localhost:8080:$address:$port" "http://localhost:8080$2" || true
}
answers() { [ "$(call GET "$1")" = 200 ]; }

start_load() {
  nsenter --net="/proc/$client/ns/net" python3 verification/cluster/load.py "$address" "$port" \
    > "$run/load" 2> "$run/load.log" &
  load=$!
  sleep 5
}
# stop_load: prints the figures
stop_load() {
  sleep "${1:-5}"
  kill "$load"
  wait "$load" || fail "load.py: $(cat "$run/load.log")"
  load=
  figures=$(cat "$run/load")
}
# without_failure STEP WHAT: a row; a failed request is a fault
without_failure() {
  case $figures in
    *" 0 failed,"*) row "$1" "$2$figures" ;;
    *) expect "$1" "0 failed" "$2$figures" ;;
  esac
}

pods_of() { kubectl -n dev get pods -l app="$1" --field-selector=status.phase=Running -o jsonpath='{.items[*].metadata.name}'; }
all_ready() { [ "$(kubectl -n dev get deployments -o jsonpath='{.items[?(@.status.unavailableReplicas)].metadata.name}')" = "" ]; }
restarts() { kubectl -n dev get pods -o jsonpath='{range .items[*].status.containerStatuses[*]}{.restartCount}{"\n"}{end}' | awk '{ n += $1 } END { print n + 0 }'; }
# signal SIGNAL NAMESPACE POD CONTAINER
signal() {
  id=$(kubectl -n "$2" get pod "$3" -o jsonpath="{.status.containerStatuses[?(@.name=='$4')].containerID}")
  on_node sh -c "kill -$1 \$(ctr -n k8s.io tasks ls | awk '\$1 == \"${id#containerd://}\" { print \$2 }')"
}
# seconds_until COMMAND...: prints how long it took, at most two minutes
seconds_until() {
  from=$SECONDS
  while [ $((SECONDS - from)) -lt 120 ] && ! "$@" > /dev/null 2>&1; do sleep 0.5; done
  echo $((SECONDS - from))
}

walk_steps() {
  began=$SECONDS
  refused=
  for step in accounts/customers/sample orders/customers/sample/orders orders/customers/sample/fulfill \
    fulfillment/fulfillments/sample/process fulfillment/fulfillments/sample/ship \
    fulfillment/fulfillments/sample/in-transit fulfillment/fulfillments/sample/receive; do
    status=$(call POST "/$step")
    [ "$status" = 200 ] || refused="$refused /$step: $status"
  done
  [ "$(call GET /orders/customers/summary)" = 200 ] && grep -q RECEIVED "$run/response" || refused="$refused no order RECEIVED"
  expect "the seven steps through the ingress gateway" "0 faults" "${refused:-0 faults}"
  row "duration of the seven steps" "$((SECONDS - began)) s"
}

walk_pages() {
  for service in accounts orders fulfillment notifications; do
    expect "Swagger UI of $service" 200 "$(call GET "/$service/swagger-ui")"
  done
  expect "console, at / with host localhost" 200 "$(call GET /)"
  for path in actuator actuator/health %61ctuator/health actuator/prometheus; do
    expect "/orders/$path" 404 "$(call GET "/orders/$path")"
  done
}

# intrude NAMESPACE URL: prints the status, or the error without its addresses
intrude() { kubectl -n "$1" exec intruder -c intruder -- /stand-in get "$2" | sed 's/.*: \(EOF\|connection reset by peer\)$/\1/'; }

walk_intruders() {
  kubectl apply -f verification/cluster/manifests/intruders.yaml > "$run/applied.log" 2>&1 || fail "$(cat "$run/applied.log")"
  for namespace in outside other dev; do
    await "an intruder is not ready" kubectl -n $namespace wait pod/intruder --for=condition=Ready --timeout=1s
  done
  orders=http://orders.dev.svc.cluster.local
  expect "pod without sidecar, to orders" "connection reset by peer" "$(intrude outside $orders:8090/orders/orders)"
  expect "pod without sidecar, to its management port" "connection reset by peer" "$(intrude outside $orders:8091/actuator/health)"
  expect "pod in the mesh, another namespace" 403 "$(intrude other $orders:8090/orders/orders)"
  expect "pod in the mesh, another account" 403 "$(intrude dev $orders:8090/orders/orders)"
  expect "the same, to the management port" 403 "$(intrude dev $orders:8091/actuator/health)"
  kubectl delete -f verification/cluster/manifests/intruders.yaml --wait=false > /dev/null
}

# scrape PORT PATH: as Prometheus, with its certificate
scrape() {
  ip=$(kubectl -n dev get pods -l app=orders -o jsonpath='{.items[0].status.podIP}')
  kubectl -n monitoring exec deployment/prometheus -c prometheus -- /stand-in get "https://$ip:$1$2" /etc/istio-certs
}
# ask_prometheus PATH EXPRESSION: evaluates a Python expression on the data of the response
ask_prometheus() {
  kubectl get --raw "/api/v1/namespaces/monitoring/services/prometheus:9090/proxy/api/v1/$1" |
    python3 -c "import json, sys; data = json.load(sys.stdin)['data']; print($2)"
}
up() { [ "$(targets)" = "5 of 5 up" ]; }
targets() { ask_prometheus targets "'%d of %d up' % (sum(t['health'] == 'up' for t in data['activeTargets']), len(data['activeTargets']))"; }

walk_prometheus() {
  seconds_until up > /dev/null
  expect "targets of job spring_micrometer" "5 of 5 up" "$(targets)"
  row "rules of Prometheus" "$(ask_prometheus rules "'%d of %d healthy' % (sum(r['health'] == 'ok' for g in data['groups'] for r in g['rules']), sum(len(g['rules']) for g in data['groups']))")"
  expect "certificate of Prometheus: metrics of orders" 200 "$(scrape 8091 /actuator/prometheus)"
  expect "certificate of Prometheus: its health" 403 "$(scrape 8091 /actuator/health)"
  expect "certificate of Prometheus: its API" 403 "$(scrape 8090 /orders/orders)"
}

walk_restart() {
  start_load
  kubectl -n dev rollout restart deployment/orders > /dev/null
  kubectl -n dev rollout status deployment/orders --timeout=300s > "$run/rollout.log" || fail "$(cat "$run/rollout.log")"
  stop_load 15
  without_failure "rolling restart of orders, 1 replica" ""
}

# walk_upgrade: from the previous revision, of all services at once
walk_upgrade() {
  start_load
  apply_overlay "$run/overlay.yaml"
  for service in $services; do
    kubectl -n dev rollout status "deployment/$service" --timeout=300s > "$run/rollout.log" || fail "$(cat "$run/rollout.log")"
  done
  stop_load 15
  without_failure "upgrade of all services from $previous" ""
  expect "pods with an image of $previous" 0 "$(kubectl -n dev get pods -o jsonpath='{.items[*].spec.containers[*].image}' | tr ' ' '\n' | grep -c :previous || true)"
}

# evict POD: prints the status
evict() {
  at_client curl -sk -o /dev/null -w '%{http_code}' -H 'Authorization: Bearer admin' -H 'Content-Type: application/json' \
    -d "{\"apiVersion\": \"policy/v1\", \"kind\": \"Eviction\", \"metadata\": {\"name\": \"$1\", \"namespace\": \"dev\"}}" \
    "https://$address:6443/api/v1/namespaces/dev/pods/$1/eviction"
}

walk_eviction() {
  kubectl -n dev scale deployment/orders --replicas=2 > /dev/null
  await "no second instance" kubectl -n dev rollout status deployment/orders --timeout=1s
  start_load
  # shellcheck disable=SC2046
  set -- $(pods_of orders)
  seen="$(evict "$1"), $(evict "$2")"
  await "no new instance" kubectl -n dev rollout status deployment/orders --timeout=1s
  stop_load 15
  expect "eviction of both of 2 orders" "201, 429" "$seen"
  without_failure "requests during the eviction" ""
}

walk_kill() {
  start_load
  # shellcheck disable=SC2046
  set -- $(pods_of orders)
  signal KILL dev "$1" orders
  await "not restarted" all_ready
  stop_load 15
  row "kill -9 of one of 2 orders" "$figures"
  kubectl -n dev scale deployment/orders --replicas=1 > /dev/null
  await "the second instance has not ended" one_instance
}
one_instance() { [ "$(kubectl -n dev get pods -l app=orders --no-headers | wc -l)" = 1 ]; }

walk_frozen_kafka() {
  before_freeze=$(restarts)
  start_load
  signal STOP kafka storefront-dual-0 kafka
  ready="Ready throughout"
  for _ in $(seq 12); do
    sleep 5
    all_ready || ready="NotReady"
  done
  signal CONT kafka storefront-dual-0 kafka
  stop_load 15
  expect "Kafka frozen for 60 s: pods" "Ready throughout" "$ready"
  without_failure "requests meanwhile" ""
  expect "restarts meanwhile" 0 "$(($(restarts) - before_freeze))"
}

walk_frozen_mongo() {
  before_freeze=$(restarts)
  began=$SECONDS
  signal STOP mongo mongo-0 mongo
  until_unready=$(seconds_until not_ready)
  while [ $((SECONDS - began)) -lt 50 ]; do sleep 1; done
  signal CONT mongo mongo-0 mongo
  row "MongoDB frozen for 50 s" "NotReady after $until_unready s, Ready $(seconds_until all_ready) s after its end"
  expect "restarts meanwhile" 0 "$(($(restarts) - before_freeze))"
  await "orders does not answer" answers "/orders/orders?size=1"
}
not_ready() { ! all_ready; }

walk_deleted() {
  kubectl -n mongo delete pod mongo-0 --wait=false > /dev/null
  sleep 2
  row "mongo-0 deleted" "reads answered again after $(seconds_until answers "/orders/orders?size=1") s"
  await "MongoDB is not ready" kubectl -n mongo rollout status statefulset/mongo --timeout=1s
  await "a service is not ready" all_ready
}

memory() {
  kubectl get --raw /api/v1/nodes/node/proxy/stats/summary | python3 -c '
import json, sys
pods = json.load(sys.stdin)["pods"]
total = 0
seen = []
for pod in pods:
    for container in pod.get("containers", []):
        mib = container.get("memory", {}).get("workingSetBytes", 0) / 1048576
        total += mib
        if container["name"] in sys.argv[1:]:
            seen.append("%s %d" % (container["name"], mib))
print(", ".join(sorted(seen)) + "; all pods %d" % total)
' $services kafka mongo discovery prometheus
}

walk() {
  port=$(kubectl -n istio-system get service istio-ingressgateway -o jsonpath='{.spec.ports[?(@.port==80)].nodePort}')
  await "the gateway does not answer" answers "/orders/orders?size=1"
  walk_steps
  walk_upgrade
  walk_steps
  walk_pages
  walk_intruders
  walk_prometheus
  row "memory, MiB" "$(memory)"
  walk_restart
  walk_eviction
  walk_kill
  walk_frozen_kafka
  walk_frozen_mongo
  walk_deleted
  walk_steps # again
}
