"""How long somebody waits at `sim explore`, from the hand to the picture, in a real browser.

    python benchmarks/page.py [TIMES]

Starts `sim explore` in a process of its own and moves one lever as the arrow keys do. Prints median and 95th percentile
of: one step after a moment's rest; every picture while a key is held down; and from the last of those presses to the
whole picture. Says so where there is no Chromium; asserts nothing.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys

from measuring import percentile
from playwright.sync_api import Page, sync_playwright

LEVER = "#lever-arms-to_armenia-rate"
REST, PRESSES, PRESS = 1500, 20, 33  # milliseconds between single steps; presses while held, and milliseconds of each
PICTURES = "() => performance.getEntriesByName('dragged').map(each => each.duration)"
ALONE = """([lever, up]) => new Promise(done => {
    const begun = performance.now();
    performance.clearMeasures();
    step(lever, up);
    const look = () => performance.getEntriesByType('measure').length
        ? done([performance.now() - begun, document.querySelector('#counted').textContent]) : setTimeout(look, 1);
    look();
})"""
HELD = """([lever, up, presses, every]) => new Promise(done => {
    performance.clearMeasures();
    let left = presses, last = 0;
    const press = () => {
        step(lever, up);
        last = performance.now();
        left -= 1;
        if (left) setTimeout(press, every); else look();
    };
    const look = () => 'busy' in document.body.dataset || document.body.classList.contains('rough')
        ? setTimeout(look, 1) : done(performance.now() - last);
    press();
})"""
STEP = """() => {
    window.step = (lever, up) => {
        const control = document.querySelector(lever);
        control.value = Number(control.value) + up;
        control.dispatchEvent(new Event('input', { bubbles: true }));
    };
}"""


def main(times: int) -> None:
    """Measure, and print."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if chromium is None:
        print("a step of a lever in a browser: no chromium on this machine; CHROMIUM may name one")
        return
    command = [sys.executable, "-m", "caucasus_sim", "explore", "baseline", "--port", "0", "--no-open"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as server:
        assert server.stdout is not None
        address = next(found[0] for line in server.stdout if (found := re.search(r"http://\S+", line)))
        try:
            with sync_playwright() as player:
                browser = player.chromium.launch(executable_path=chromium)
                page = browser.new_page()
                page.goto(address)
                page.wait_for_selector("#strip-0", timeout=120_000)
                page.evaluate(STEP)
                single_steps(page, times)
                held_down(page, times)
                browser.close()
        finally:
            server.terminate()


def single_steps(page: Page, times: int) -> None:
    """One step at a time, five one way and five back, each after a rest."""
    taken, told = [], set()
    for n in range(times):
        page.wait_for_timeout(REST)
        milliseconds, counted = page.evaluate(ALONE, [LEVER, 1 if n % 10 < 5 else -1])
        taken.append(milliseconds)
        told.add(counted.strip())
    print(f"one step after {REST / 1000:g} s: {shown(taken)}; {'; '.join(sorted(told))}", flush=True)


def held_down(page: Page, times: int) -> None:
    """A key held down again and again."""
    pictures, whole = [], []
    for n in range(max(1, times // 4)):
        page.wait_for_timeout(REST)
        whole.append(page.evaluate(HELD, [LEVER, 1 if n % 2 == 0 else -1, PRESSES, PRESS]))
        pictures += page.evaluate(PICTURES)
    print(f"while a key is held: {shown(pictures)} from press to picture; from the last to the whole {shown(whole)}")


def shown(taken: list[float]) -> str:
    """Median and 95th percentile."""
    return f"{statistics.median(taken):.0f} ms, 95th percentile {percentile(taken, 0.95):.0f}"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
