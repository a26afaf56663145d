"""Pictures of a brief as people see it: desktop, phone, print. `gate/pictures.py brief.html FOLDER`; needs a Chromium.

docs/images/brief.png, which the README shows, is the desktop picture of `make demo`'s brief.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

# name, width, height, the part of the page to show; "" shows the whole page
PICTURES = (
    ("brief", 1180, 1350, "#disputed"),
    ("brief-control", 1180, 900, "#control"),
    ("brief-phone", 390, 844, "#agreed"),
    ("desktop", 1280, 900, ""),
    ("phone", 390, 844, ""),
)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


def main() -> int:
    page_file, folder = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if chromium is None:
        print("no chromium found; set CHROMIUM", file=sys.stderr)
        return 2
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=FLAGS)
        for name, width, height, part in PICTURES:
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto(page_file.as_uri() + part)
            page.screenshot(path=folder / f"{name}.png", full_page=not part)
        page.pdf(path=folder / "print.pdf", format="A4")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
