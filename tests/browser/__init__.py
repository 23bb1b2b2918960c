"""Tests in a real browser, and with checkers that read finished pages."""
