"""The ordered logs in PostgreSQL or SQLite: one gate, one order, stored verdicts, one hash chain a plan."""
