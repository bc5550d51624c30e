"""Measurements of the program against named floors, in one interleaved run; ratios count, not milliseconds."""
