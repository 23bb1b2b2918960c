"""Jinja for views: they have attributes and nothing else, and what is HTML already is printed as it is.

Templates mean what they mean everywhere. Only what Jinja makes of them is shorter: Python that asks a view
for an attribute and calls a function without looking each time whether there is more to it.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from functools import lru_cache
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from markupsafe import escape


class Html(str):
    """Finished HTML: Jinja prints it as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


def printed(value: object) -> str:
    """A value as templates print it: HTML of ours as it is, everything else escaped."""
    if type(value) is Html:
        return value
    return escaped(value) if type(value) is str else escape(value)


@lru_cache(maxsize=2_000)
def escaped(text: str) -> str:
    """Text as HTML. Most of what a story says stands on several of its pages."""
    return str(escape(text))


def macro(_environment: Environment, body: Callable[..., str], *_about: object) -> Callable[..., Html]:
    """A macro as a function of what its parameters are given, in their order."""
    return lambda *given: Html(body(*given))


class Plain(Context):
    """What a template is given. What it calls needs to know nothing of that."""

    def call(
        self,
        said: Callable[..., Any],
        /,
        *given: Any,
        _loop_vars: object = None,
        _block_vars: object = None,
        **named: Any,
    ) -> Any:
        """What a function says."""
        return said(*given, **named)


class Direct(CodeGenerator):
    """Writes templates as Python."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """An attribute, asked for as Python does."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")


class Printing(Template):
    """A template that prints through `printed`: Jinja's own way copies finished HTML twice."""

    @classmethod
    def from_code(cls, *made_of: Any, **options: Any) -> Template:
        """Its code, run once."""
        template = super().from_code(*made_of, **options)
        template.root_render_func.__globals__.update(escape=printed, Macro=macro)
        return template


class Views(Environment):
    """Jinja for views; what templates share is one mapping."""

    template_class = Printing
    context_class = Plain
    code_generator_class = Direct

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What a template is given beside its view."""
        return {**self.globals, **(d or {})}
