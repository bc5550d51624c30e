"""Documents made from a plan as a reader may see it: JSON and Markdown. Pure: a plan in, text out."""
