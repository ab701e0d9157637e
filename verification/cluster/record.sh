# Sourced by check. Writes docs/kubernetes.md.

record() {
  cat > docs/kubernetes.md << END
# Kubernetes: what a real node shows

Written by \`verification/cluster/check\` on $(date -u +%F), of commit $(git rev-parse --short HEAD), on $(nproc) CPUs, with a
load average of $(cut -d ' ' -f 1 /proc/loadavg) at the end.

It runs the overlay \`minikube\` on one node with the room of a minikube of 2 CPUs and 6 GiB: etcd, Kubernetes
(API server, controller manager, scheduler, kubelet, kube-proxy), containerd, CoreDNS, and Istio with istio-cni,
sidecars and the ingress gateway. The load is ten requests a second through the gateway, of which one registers a
customer. A failed request is one without a 2xx response.

| step | seen |
|---|---|
$(cat "$run/table")

What is not real:

- minikube itself; \`istioctl install\`, whose manifests are rendered with the options of the
  [README](../k8s/README.md) and applied with kubectl;
- Strimzi: a plain broker with the same names, listener and secrets; its topics and rights come from the manifests;
- Envoy without Istio's own filters; MongoDB 6.0 with an own entry point; Debian with a JDK in place of the JRE image;
- Grafana, Kafbat UI and Mongo Express: programs that only answer the probes.

Not checked: NetworkPolicies, which this node does not enforce; memory pressure of the node; the other overlays.
END
}
