"""Pictures of a brief as people see it: desktop, phone, print. `gate/pictures.py brief.html FOLDER`; needs a Chromium.

docs/images/brief.png, which the README shows, is the desktop picture of `make demo`'s brief.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

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
        for name, width, height, whole in (("brief", 1180, 1500, False), ("desktop", 1280, 900, True), ("phone", 390, 844, True)):
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto(page_file.as_uri())
            page.screenshot(path=folder / f"{name}.png", full_page=whole)
        page.pdf(path=folder / "print.pdf", format="A4")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
