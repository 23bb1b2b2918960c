"""What each page says in schema.org's terms, as JSON-LD.

`Description` gives pages their linked data and the files that their heads name: it is the only way in.

It says what the sheet says and no more. A date that is about or possible is left out, since these terms
have no word for it; so is who publishes, and whether a byline is a person. No claim is judged: there is
no ClaimReview. A demand is a Statement, as schema.org's Demand is commerce. A state acts as an
organisation does, and is both. A party whose kind nobody gave is a Thing.
"""

from generator.outputs.linked_data.pages import Description

__all__ = ["Description"]
