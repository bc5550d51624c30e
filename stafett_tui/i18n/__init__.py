"""Texts for people: catalogues, dates, names of domain values, sentences for errors."""
