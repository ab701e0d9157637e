// Stands in for images that cannot be built here. Without arguments it waits for SIGTERM, as the pause container does;
// with PORT it also answers every request with 200. "get URL [FOLDER]" prints the status of a request, or why there was
// none; FOLDER has the client's certificate.
package main

import (
	"crypto/tls"
	"fmt"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	if len(os.Args) > 2 && os.Args[1] == "get" {
		get(os.Args[2], os.Args[3:])
		return
	}
	if port := os.Getenv("PORT"); port != "" {
		go http.ListenAndServe(":"+port, http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	}
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM, syscall.SIGINT)
	<-stop
}

func get(url string, folders []string) {
	configuration := &tls.Config{InsecureSkipVerify: true} // mesh identities are not host names
	for _, folder := range folders {
		certificate, err := tls.LoadX509KeyPair(folder+"/cert-chain.pem", folder+"/key.pem")
		if err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		configuration.Certificates = []tls.Certificate{certificate}
	}
	client := http.Client{Timeout: 10 * time.Second, Transport: &http.Transport{TLSClientConfig: configuration}}
	response, err := client.Get(url)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(response.StatusCode)
}
