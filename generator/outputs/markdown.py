"""Pages as plain files that another builder can take: Markdown with front matter.

Headings are Markdown, so that the other builder makes its own contents; what stands below them is
HTML without empty lines, which CommonMark passes as it is. Addresses are those of the site.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from generator.rendering import Renderer
from generator.views import PageView


def markdown_files(pages: Sequence[PageView], renderer: Renderer) -> dict[str, str]:
    """Each page's text by its file name, `<address>index.md`."""
    return {f"{page.address}index.md": markdown_page(page, renderer) for page in pages}


def markdown_page(page: PageView, renderer: Renderer) -> str:
    """One page. JSON strings are YAML strings, so the front matter needs no quoting of its own."""
    front = {"title": page.title, "description": page.description}
    lines = [
        "---",
        *(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in front.items()),
        "---",
        "",
    ]
    lines += [f'<div class="explainer" markdown="0">\n{renderer.head(page)}\n</div>', ""]
    for section in page.sections:
        lines += [f"## {escaped(section.title)} {{#{section.anchor}}}", ""]
        lines += [f'<div class="explainer" markdown="0">\n{renderer.section(page, section)}\n</div>', ""]
    if page.linked_data:
        lines += [f'<script type="application/ld+json">{page.linked_data}</script>', ""]
    return "\n".join(lines)


def escaped(text: str) -> str:
    """A heading's text with Markdown's signs made plain."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]<>#&!|" else c for c in text)
