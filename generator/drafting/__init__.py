"""A first fact sheet from an article, by rules: proposals for an editor to check, never facts.

The rules are those of English news. What they propose is a draft: the model keeps it from every page.
"""
