"""The central server: the ordered logs, who takes part, and the way in over HTTP."""
