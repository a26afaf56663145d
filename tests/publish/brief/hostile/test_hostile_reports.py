"""Hostile reports run nothing, fetch nothing, and are shown as what they are."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from publish.brief.hostile.hostile_picture import hostile_picture, hostile_report
from publish.brief.hostile.payloads import HOSTILE_URLS, PAYLOADS

from onrecord.publish.brief import gist, render
from onrecord.publish.brief.safety import web_link
from onrecord.publish.brief.wording import shown

TITLE = "<script>window.ran=1</script>"


@pytest.fixture(scope="module")
def page() -> str:
    return render(hostile_picture(), title=TITLE, made_at=TITLE)


class Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.fixture(scope="module")
def elements(page: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = Elements()
    parser.feed(page)
    return parser.found


def test_there_are_forty_hostile_reports() -> None:
    assert len(PAYLOADS) >= 40


def test_no_element_comes_from_a_report(elements: list[tuple[str, dict[str, str | None]]]) -> None:
    names = {tag for tag, _ in elements}
    assert not names & {"img", "iframe", "object", "embed", "form", "base", "link", "input", "video", "audio", "source", "math", "marquee"}
    assert sum(tag == "script" for tag, _ in elements) == 3  # Leaflet, ours, and the map's data
    assert sum(tag == "meta" for tag, _ in elements) == 7


def test_no_attribute_comes_from_a_report(elements: list[tuple[str, dict[str, str | None]]]) -> None:
    attributes = {name for _, attrs in elements for name in attrs}
    assert not {name for name in attributes if name.startswith("on")}
    assert not attributes & {"style", "srcdoc", "xlink:href", "action", "formaction", "src", "autofocus"}


def test_links_lead_into_the_page_or_to_plain_web_addresses(elements: list[tuple[str, dict[str, str | None]]]) -> None:
    ids = {attrs["id"] for _, attrs in elements if attrs.get("id")}
    for _, attrs in elements:
        href = attrs.get("href")
        if href is None:
            continue
        if href.startswith("#"):
            assert href[1:] in ids
        else:
            assert re.match(r"https?://", href)
            assert "noopener" in (attrs["rel"] or "") and "noreferrer" in (attrs["rel"] or "")


def test_ids_stand_once(elements: list[tuple[str, dict[str, str | None]]]) -> None:
    ids = [attrs["id"] for _, attrs in elements if attrs.get("id")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("url", HOSTILE_URLS)
def test_only_plain_web_addresses_become_links(url: str) -> None:
    assert web_link(url) is None


def test_a_plain_web_address_becomes_a_link() -> None:
    assert web_link("https://www.example.org/a?b=1&c=2#d") == "https://www.example.org/a?b=1&c=2#d"


def test_policy_allows_nothing_but_its_own_hashes(page: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    rules = policy.group(1).replace("&#39;", "'")
    assert rules.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in rules and "connect-src" not in rules and "http" not in rules and "*" not in rules
    assert rules.endswith("img-src data:; base-uri 'none'; form-action 'none'")


def test_characters_that_mislead_the_eye_are_written_out(page: str) -> None:
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", page)
    assert "[U+202E]" in page and "[U+0000]" in page and "[U+D800]" in page
    page.encode("utf-8")


def test_gist_sends_no_control_character_to_the_terminal() -> None:
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", "".join(gist(hostile_picture())))


@pytest.fixture(scope="module")
def opened(chromium: Any, page: str, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The page in Chromium, with everything it did noted down."""
    file: Path = tmp_path_factory.mktemp("hostile") / "brief.html"
    file.write_text(page, "utf-8")
    tab = chromium.new_page(viewport={"width": 390, "height": 800})
    noted: dict[str, list[str]] = {"requests": [], "console": [], "errors": [], "dialogs": [], "windows": []}
    tab.on("request", lambda request: noted["requests"].append(request.url))
    tab.on("console", lambda message: noted["console"].append(message.text))
    tab.on("pageerror", lambda error: noted["errors"].append(str(error)))
    tab.on("popup", lambda popup: noted["windows"].append(popup.url))

    def dialog(shown_dialog: Any) -> None:
        noted["dialogs"].append(shown_dialog.message)
        shown_dialog.dismiss()

    tab.on("dialog", dialog)
    tab.goto(file.as_uri(), wait_until="load")
    # What a reader might do: unfold everything, follow links, open what the map says, print.
    tab.evaluate(
        """() => {
            const each = (what, most, type) => [...document.querySelectorAll(what)].slice(0, most).forEach(
                e => e.dispatchEvent(new MouseEvent(type, {bubbles: true})));
            document.querySelectorAll('details').forEach(d => { d.open = true; });
            each('a.ev', 12, 'click');
            each('*', 1500, 'mouseover');
            each('.leaflet-interactive', 100, 'click');
        }"""
    )
    tab.wait_for_timeout(300)
    yield tab, noted, file
    tab.close()


def test_nothing_ran(opened: Any) -> None:
    tab, noted, _ = opened
    assert tab.evaluate("window.ran") is None
    assert noted["dialogs"] == [] and noted["errors"] == [] and noted["windows"] == []


def test_nothing_left_the_page(opened: Any) -> None:
    _, noted, file = opened
    assert {url.split("#")[0] for url in noted["requests"]} == {file.as_uri()}
    assert noted["console"] == []  # not even an attempt that the policy had to stop


def test_the_policy_stops_what_does_not_belong_to_the_page(opened: Any) -> None:
    tab, _, _ = opened
    stopped = tab.evaluate(
        """() => new Promise(done => {
            document.addEventListener('securitypolicyviolation', e => done(e.effectiveDirective));
            const s = document.createElement('script'); s.textContent = 'window.ran = 2'; document.body.append(s);
        })"""
    )
    assert stopped.startswith("script-src")
    assert tab.evaluate("window.ran") is None


def test_the_map_shows_hostile_names_as_text(opened: Any) -> None:
    tab, _, _ = opened
    assert tab.evaluate("document.querySelectorAll('.leaflet-tooltip:not(.country)').length") == len(PAYLOADS)
    assert tab.evaluate("document.querySelectorAll('.leaflet-tooltip script, .leaflet-tooltip img, .leaflet-popup svg').length") == 0


def test_every_report_stands_on_the_page_word_for_word(opened: Any) -> None:
    tab, _, _ = opened
    texts = tab.evaluate("[...document.querySelectorAll('.words')].map(e => e.textContent)")
    wanted = [shown(hostile_report(n, p).text) for n, p in enumerate(PAYLOADS.values())]
    assert sorted(texts) == sorted(wanted)


def test_the_page_can_be_read_without_script(chromium: Any, opened: Any) -> None:
    _, _, file = opened
    context = chromium.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(file.as_uri())
    assert tab.locator("#place-list").is_visible() and not tab.locator("#map").is_visible() and not tab.locator("#return").is_visible()
    assert tab.locator(".words").count() == len(PAYLOADS)
    context.close()


def test_no_line_is_wider_than_a_phone(opened: Any) -> None:
    tab, _, _ = opened
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390
