"""The pages of a session in one real browser: what they ask for, their errors, barriers, and pictures of them."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe

SHOTS = os.environ.get("SCREENSHOTS")  # a folder, for people who look at them
PATIENCE = 120_000
HAS_FOCUS = "selector => document.activeElement.matches(selector)"


class Stage:
    """The browser's pages with what they did on the way."""

    def __init__(self, browser) -> None:
        self.browser, self.asked, self.errors, self.pages = browser, set(), [], {}

    def open(self, name: str, url: str, width: int, height: int, scheme: str = "light", still: bool = False):
        motion = "reduce" if still else "no-preference"
        context = self.browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion=motion
        )
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("request", lambda request: self.asked.add(urlsplit(request.url).hostname))
        page.on("pageerror", lambda error: self.errors.append(f"{name}: {error}"))
        page.goto(url)
        page.evaluate("window.unloaded = 'never'")
        self.pages[name] = page
        return page

    def look(self, moment: str, *names: str) -> None:
        """These pages, or all: no barrier, nothing wider than the window; and a picture, if somebody wants to look."""
        for name, page in self.pages.items():
            if names and name not in names:
                continue
            found = Axe().run(page).response["violations"]
            told = [(each["id"], each["nodes"][0]["html"][:160]) for each in found]
            assert not told, f"{moment}, {name}: {told}"
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{moment}, {name}: too wide"
            assert page.evaluate("window.unloaded") == "never", f"{moment}, {name}: the page was loaded again"
            if SHOTS:
                page.screenshot(path=str(Path(SHOTS) / f"{moment}-{name}.png"), full_page=True)

    def close(self) -> None:
        for page in self.pages.values():
            page.context.close()


def tab_to(page, selector: str, most: int = 120) -> None:
    """Go on with the Tab key until this has the focus, and see that it shows."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(HAS_FOCUS, selector):
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", f"{selector}: the focus does not show"
            return
    raise AssertionError(f"the keyboard does not reach {selector}")
