"""The HTTP API of the hosted service on one's own machine, and pages to work with."""
