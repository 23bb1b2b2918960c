"""The fact sheet, the shared parties and an article's front matter, as types.

The schema is the documentation: the page for editors is made from these descriptions. Only an
id, the text and its evidence are asked for; everything else is optional or inferred.
"""
