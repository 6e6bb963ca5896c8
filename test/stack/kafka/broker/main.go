// A Kafka broker for the stack tests, in memory: github.com/twmb/franz-go/pkg/kfake on one port of this machine.
package main

import (
	"fmt"
	"os"
	"os/signal"
	"strconv"
	"syscall"

	"github.com/twmb/franz-go/pkg/kfake"
)

const partitions = 3

// Its arguments are a port and the topics that are there from the start. It says that it is ready, and ends on SIGTERM.
func main() {
	port, err := strconv.Atoi(os.Args[1])
	if err != nil {
		panic(err)
	}
	cluster, err := kfake.NewCluster(
		kfake.Ports(port),
		kfake.NumBrokers(1),
		kfake.SeedTopics(partitions, os.Args[2:]...),
	)
	if err != nil {
		panic(err)
	}
	defer cluster.Close()
	fmt.Println("ready")
	ended := make(chan os.Signal, 1)
	signal.Notify(ended, os.Interrupt, syscall.SIGTERM)
	<-ended
}
