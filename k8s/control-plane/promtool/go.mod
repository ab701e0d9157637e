// Builds promtool, of the version of ../../base/monitoring's image: Prometheus v3.5.0 is v0.305.0 to Go.
module storefront.example/control-plane/promtool

go 1.26.0

require github.com/prometheus/prometheus v0.305.0
