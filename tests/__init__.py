"""Tests of the program, the server and the house they stand in."""

import os

os.environ["TEXTUAL_ANIMATIONS"] = "none"  # read once, where Textual is imported: nothing moves by itself
