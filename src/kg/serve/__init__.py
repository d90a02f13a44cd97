"""The server: SPARQL 1.1 over HTTP on a store, safe before strangers. A query runs in a child that can be killed."""
