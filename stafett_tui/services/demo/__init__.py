"""The demo: a store of invented plans, written through the same journal as real ones."""
