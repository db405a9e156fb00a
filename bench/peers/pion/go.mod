module forwarder

go 1.18
