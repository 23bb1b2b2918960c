"""Explainer pages from an article and a fact sheet.

Content enters at one end (`gathering.read_library`) and pages leave at the other (`build.build`).
CONTRIBUTING.md shows the house in one screen.
"""
