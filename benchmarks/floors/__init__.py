"""Small programs that cannot be beaten, or only just: what the figures are compared with."""
