"""Reading a page back: its tables by caption, its text, its links."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path


class Page(HTMLParser):
    """Tables as lists of rows of cells, by caption; all words outside of styles; all addresses."""

    def __init__(self, path: Path) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: dict[str, list[list[str]]] = {}
        self.text, self.tags, self.addresses = "", [], []
        self._open: list[str] = []
        self._caption, self._rows = "", []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.addresses += [value for name, value in attrs if name in ("href", "src", "action", "data")]
        if tag == "table":
            self._caption, self._rows = "", []
        elif tag == "tr":
            self._rows.append([])
        elif tag in ("td", "th"):
            self._rows[-1].append("")
        if tag not in ("meta", "link", "br"):
            self._open.append(tag)

    def handle_endtag(self, tag):
        if tag == "table":
            self.tables[self._caption] = self._rows
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data):
        if "style" in self._open:
            return
        if "caption" in self._open:
            self._caption += data
        elif {"td", "th"} & set(self._open[-2:]):
            self._rows[-1][-1] += data
        self.text += " " + data

    @property
    def words(self) -> str:
        return " ".join(self.text.split())
