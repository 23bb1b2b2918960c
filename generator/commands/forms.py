"""`explainers forms`: what the forms of `make serve` need, once."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from generator.form_bundle import CMS, CannotFetchError, bundle_folder, fetch, is_set_up

NAME = "forms"
HELP = "set up the forms that “mkdocs serve” shows at /admin/"
DESCRIPTION = (
    f"Get {CMS.name} by npm, once, and put it into this environment. From then on “mkdocs serve” has forms "
    "at /admin/, for this computer alone; a site publishes them only where mkdocs.yml says so."
)


def add(command: ArgumentParser) -> None:
    """What the command takes."""


def run(_options: Namespace) -> int:
    """Set up what is missing."""
    folder = bundle_folder()
    try:
        if not is_set_up(folder):
            fetch(folder)
    except CannotFetchError as error:
        print(f"explainers: {error}", file=sys.stderr)
        return 1
    print("The forms are set up: “make serve”, then http://127.0.0.1:8000/admin/")
    return 0
