"""Saved web pages: their bytes as text, what can be seen on them, and the article among it."""
