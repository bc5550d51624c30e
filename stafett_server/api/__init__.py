"""The server's outside: protocol 1 over HTTP and over one live socket (docs/sync.md)."""
