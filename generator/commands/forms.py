"""`explainers forms`: what the forms of `make serve` need, once."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from generator.form_bundle import PACKAGE, CannotFetchError, bundle_folder, fetch
from generator.form_server import BUNDLE

NAME = "forms"
HELP = "set up the forms that “mkdocs serve” shows at /admin/"
DESCRIPTION = (
    f"Get {PACKAGE} by npm, once, and put it into this environment. From then on “mkdocs serve” has forms at "
    "/admin/, for this computer alone. Nothing of it is published."
)


def add(command: ArgumentParser) -> None:
    """What the command takes."""


def run(options: Namespace) -> int:  # noqa: ARG001
    """Set up what is missing."""
    folder = bundle_folder()
    try:
        if not (folder / BUNDLE).is_file():
            fetch(folder)
    except CannotFetchError as error:
        print(f"explainers: {error}", file=sys.stderr)
        return 1
    print("The forms are set up: “make serve”, then http://127.0.0.1:8000/admin/")
    return 0
