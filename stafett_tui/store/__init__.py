"""The encrypted store: one file per laptop, the journal its only writer of cases."""
