"""A search that is told of pages ahead of time: of what will most likely stand on them, before that is known.

After an edit most pages are as they were, and to make an index takes longer than to find out which. So it is
begun with what was told before; as soon as something else is right, it is begun again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Set

from generator.big_search import Cutting, SearchError
from generator.outputs.search import Words


class Foretelling:
    """Indexes that `afresh` begins, told of one part of a site after the other.

    Of the parts that have `changed` it is known that they will not be as they were. Raises SearchError, and
    OSError.
    """

    def __init__(self, afresh: Callable[[], Cutting], changed: Set[str] = frozenset()) -> None:
        self._afresh, self._changed = afresh, changed
        self._right: list[Words] = []
        """What the indexes were told, and what is right of it."""
        self._ahead = deque[Words]()
        """What they were told beside that, and may be right."""
        self._is_all = False
        """Whether they were told that this was all."""
        self._is_stopped = False
        self._cutting = self._begun()

    def is_like(self, cutting: Cutting) -> bool:
        """Whether the other indexes would be the same, once they are told the same."""
        return self._cutting.is_like == cutting.is_like

    def foretell(self, words: Words) -> None:
        """What may be right of the next part."""
        self._ahead.append(words)
        self._cutting.tell(words)

    def foretell_all(self, likely: Iterable[Words | None]) -> None:
        """What may be right of all parts, or up to None; of the first of them it may be foretold already."""
        known = [*self._ahead]
        for number, words in enumerate(likely):
            if words is None:
                return
            if number >= len(known):
                self.foretell(words)
            elif not words.says_as(known[number]):
                self._forget()
                return
        self._end()

    def tell(self, words: Words) -> None:
        """What is right of the next part."""
        if self._ahead and words.says_as(self._ahead[0]):
            self._ahead.popleft()
            self._right.append(words)
            return
        if self._ahead or self._is_all:
            self._forget()
        self._say(words)

    def end(self) -> None:
        """These were all parts."""
        if self._ahead:
            self._forget()
        if not self._is_all:
            self._end()

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The files of the indexes, once they are made; of what was stopped there are none."""
        if self._is_stopped:
            raise SearchError("The search was stopped.")
        return self._cutting.files()

    def stop(self) -> None:
        """Let nothing go on."""
        self._is_stopped = True
        self._cutting.stop()

    def _begun(self) -> Cutting:
        cutting = self._afresh()
        for part in self._changed:
            cutting.expect(f"{part}/")
        return cutting

    def _forget(self) -> None:
        """Begin again with what was right."""
        self._cutting.stop()
        self._cutting, self._is_all, right, self._right = self._begun(), False, self._right, []
        self._ahead.clear()
        for words in right:
            self._say(words)

    def _say(self, words: Words) -> None:
        self._right.append(words)
        self._cutting.tell(words)

    def _end(self) -> None:
        self._cutting.end()
        self._is_all = True
