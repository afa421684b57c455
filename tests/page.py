"""A page of the site, as its readers take it apart."""

from collections import Counter
from html.parser import HTMLParser


class Page(HTMLParser):
    """What the tests ask of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.language = ""
        self.text = ""
        self.kinds: list[str] = []
        self.scripts: list[str] = []
        self._kind = self._said = False
        self.size = len(html.encode())
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        # A data block is no script: a browser does not run it (HTML, section 4.12.1).
        self.tags[
            "data block" if (tag, values.get("type")) == ("script", "application/ld+json") else tag
        ] += 1
        # A table of the minutes has the head that the minutes give it, if any.
        self._said = (tag == "table" and values.get("class") == "said") or (self._said and tag != "table")
        self.tags["table of ours"] += tag == "table" and not self._said
        self.tags["head of ours"] += tag == "thead" and not self._said
        if tag == "script" and values.get("type") != "application/ld+json":
            self.scripts.append((values.get("src") or "").partition("?")[0].rpartition("/")[2])
        self._kind = values.get("class") == "kind"
        if values.get("id"):
            self.ids.append(values["id"] or "")
        if tag in ("a", "link") and values.get("href"):
            self.links.append(values["href"] or "")
        if tag == "html":
            self.language = values.get("lang") or ""
        assert not any(name.startswith("on") or name == "style" for name in values), (tag, values)

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._kind:
            self.kinds.append(data)
            self._kind = False


def check(page: Page, address: str) -> None:
    """What holds of every page."""
    assert page.language == "da", address
    assert page.tags["h1"] == page.tags["main"] == page.tags["footer"] == 1, address
    assert page.tags["title"] >= 1, address
    assert page.links.count("#indhold") == 1, address
    assert "indhold" in page.ids, address
    assert page.tags["style"] == page.tags["iframe"] == 0, address
    # Every page has those of its search box, its foot and its print, and one may have one more: test_editor.py says when.
    others = [one for one in page.scripts if one not in ("search.js", "fault.js", "printed.js")]
    assert len(others) <= address.startswith("/sparql"), address
    assert page.tags["table of ours"] == page.tags["head of ours"], address
    assert [name for name, count in Counter(page.ids).items() if count > 1] == [], address
