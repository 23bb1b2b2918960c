"""What a browser may load for a page: nothing from elsewhere, and no script that stands in the page.

The terms are those of Content Security Policy Level 3 (W3C), as a `meta` element can state them: a host
such as GitHub Pages sends no headers of ours.
"""

from __future__ import annotations

ALLOWED = {
    "default-src": "'none'",
    "base-uri": "'none'",
    "connect-src": "'self'",
    "font-src": "'self'",
    "form-action": "'self'",
    "img-src": "'self' data:",
    "manifest-src": "'self'",
    "media-src": "'self'",
    "script-src": "'self'",
    # Markdown aligns the columns of a table by style in the page.
    "style-src": "'self' 'unsafe-inline'",
    "worker-src": "'self'",
}
"""Where each kind of thing may come from. The theme's icons are data in its style sheet."""

POLICY = "; ".join(f"{directive} {sources}" for directive, sources in ALLOWED.items())
"""The policy as `Content-Security-Policy` has it."""
