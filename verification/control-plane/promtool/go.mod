// Builds promtool in the version of the image in ../../../k8s/base/monitoring: Prometheus v3.5.0 is v0.305.0 in Go.
module storefront.example/control-plane/promtool

go 1.26.0

require github.com/prometheus/prometheus v0.305.0
