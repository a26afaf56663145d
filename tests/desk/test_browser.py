"""The desk in a real browser: walked by keyboard alone, without a script, and looked over by axe."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from typing import Any

import pytest

ARGUMENTS = "--no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update --disable-sync"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="needs the Python package playwright")
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not path:
        pytest.skip("needs Chromium (Debian: apt-get install chromium; or its path in CHROMIUM)")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=path, args=ARGUMENTS.split())
        yield browser
        browser.close()


@pytest.fixture
def served(desk, application) -> Iterator[Any]:
    """The desk on a port of its own, with a link to come in by."""
    import waitress

    from onrecord.desk import door

    server = waitress.create_server(application, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    made = door.Door(lambda token: None)
    door.use(made)
    desk.base = f"http://127.0.0.1:{server.effective_port}"
    desk.link = f"{desk.base}/enter/{made.offer()}"
    yield desk
    server.close()
    thread.join(10)


def entered(chromium: Any, served: Any, **options: Any) -> Any:
    page = chromium.new_context(**options).new_page()
    page.set_default_timeout(90_000)
    page.goto(served.link)
    return page


def test_an_unsure_claim_is_accepted_by_keyboard_alone(chromium, served):
    page = entered(chromium, served)
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.dataset.claim") == "clm-shells"
    page.keyboard.press("a")
    page.wait_for_url("**/claim/clm-shells#accept")
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    page.get_by_text("Recorded: right as it was read").wait_for()
    assert [str(d.act) for d in served.shelf().now().decisions.values()] == ["accept"]


def test_a_quote_is_corrected_by_marking_words_in_the_passage(chromium, served):
    page = entered(chromium, served)
    page.goto(f"{served.base}/claim/clm-nine")
    page.locator("summary", has_text="Words").click()
    page.locator("#fix-quote-words").focus()
    page.evaluate(
        """() => { const mark = document.querySelector('[data-passage] mark'), range = document.createRange();
        range.setStart(mark.firstChild, 5); range.setEnd(mark.firstChild, 23);
        getSelection().removeAllRanges(); getSelection().addRange(range); document.dispatchEvent(new MouseEvent('mouseup')); }"""
    )
    assert page.input_value("#fix-quote-words") == "people were killed"
    page.fill("#fix-quote-why", "the number is a figure")
    page.locator("#fix-quote-why").press("Enter")
    page.get_by_text("Recorded: quote corrected").wait_for()
    assert served.shelf().now().whole.index.claims["clm-nine"].quote.text == "people were killed"


def test_everything_can_be_read_and_judged_without_a_script(chromium, served):
    page = entered(chromium, served, java_script_enabled=False)
    page.goto(f"{served.base}/claim/clm-mosque")
    page.fill("#reject", "it is hearsay of a mosque")
    page.locator("#reject").press("Enter")
    page.get_by_text("Recorded: no claim stands in these words").wait_for()
    page.goto(f"{served.base}/map")
    assert page.locator("table").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault_on_any_page_nor_does_one_overflow(chromium, served, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python").Axe()
    page = entered(chromium, served, color_scheme=scheme, viewport={"width": 390, "height": 800}, bypass_csp=True)
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    event = served.shelf().now().whole.index.event_of("clm-taken").id
    pages = ("/", f"/event/{event}", "/report/rpt-arabic", "/report/rpt-morning", "/claim/clm-dead",
             "/compare?left=clm-taken&right=clm-left",
             "/search?q=Karsh", "/matrix", "/map", "/sources", "/source?name=Steppe Watch", "/places", "/place?name=Karsh", "/judgements",
             "/coding", "/coding/rpt-night", "/registers", "/register/casualties", "/exports", "/audit", "/nowhere")  # fmt: skip
    wrong = []
    for address in pages:
        page.goto(served.base + address)
        found = axe.run(page).response["violations"]
        wrong += [(address, v["id"], v["nodes"][0]["html"][:120]) for v in found if v["impact"] in ("serious", "critical")]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append((address, "overflows", ""))
    assert (wrong, said) == ([], [])
