"""The brief of a made-up picture: what stands where, and that everything leads to its words."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from publish.brief.sample import ARABIC, CLAIMS, COPY, EVENING, FALL, MORNING, sample_picture

from onrecord.publish.brief import gist, render
from onrecord.publish.brief.disputes import find_disputes
from onrecord.publish.brief.index import Index
from onrecord.publish.brief.matrix import find_matrices
from onrecord.publish.brief.places import find_places, map_data
from onrecord.publish.brief.ranges import Scale, find_charts
from onrecord.publish.brief.timeline import find_timelines
from onrecord.records import Event, Finding, Picture, Report
from onrecord.vocab.findings import FindingKind


@pytest.fixture(scope="module")
def page() -> str:
    return render(sample_picture(), made_at="12 May 2031")


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(sample_picture())


class Page(HTMLParser):
    """Links with class `ev` as (text, target), and the words under each id."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.words: dict[str, str] = {}
        self._open: list[tuple[str, str | None, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("meta", "br", "rect", "circle", "path", "line"):
            return
        if tag == "a" and "ev" in (given.get("class") or "").split():
            self.links.append(("", given["href"] or ""))
        self._open.append((tag, given.get("id"), tag == "a" and "ev" in (given.get("class") or "")))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        for _, anchor, link in self._open:
            if anchor:
                self.words[anchor] = self.words.get(anchor, "") + data
            if link:
                self.links[-1] = (self.links[-1][0] + data, self.links[-1][1])


@pytest.fixture(scope="module")
def parsed(page: str) -> Page:
    parser = Page()
    parser.feed(page)
    return parser


def section(page: str, name: str) -> str:
    start = page.index(f'<section id="{name}">')
    return page[start : page.index("</section>", start)]


def test_sections_stand_in_a_tired_editors_order(page: str) -> None:
    assert re.findall(r'<section id="([a-z-]+)">', page) == [
        "agreed",
        "disputed",
        "control",
        "figures",
        "matrix",
        "map-section",
        "reports",
        "method",
    ]


def test_roots_are_counted_not_outlets(page: str) -> None:
    assert "4 reports, 6 independent roots" in page
    assert "3 reports, 3 independent roots" in section(page, "agreed")


def test_every_cited_value_leads_to_words_of_a_report(parsed: Page) -> None:
    assert len(parsed.links) > 60
    for text, href in parsed.links:
        assert re.fullmatch(r"#t\d+-\d+-\d+", href), (text, href)
        assert parsed.words.get(href[1:]), (text, href)


def test_a_figure_leads_to_its_own_words(parsed: Page) -> None:
    targets = {parsed.words[href[1:]] for text, href in parsed.links if text == "12 or more killed (soldiers)"}
    assert targets == {"at least 12"}


def test_a_name_leads_to_where_it_stands(parsed: Page) -> None:
    assert {parsed.words[h[1:]] for t, h in parsed.links if t == "Governor of Orlan"} == {"The governor of Orlan"}


def test_a_date_leads_to_its_own_words(parsed: Page) -> None:
    assert {parsed.words[h[1:]] for t, h in parsed.links if t == "11 May 2031"} == {"on Sunday"}


def test_reports_stand_in_full_word_for_word(page: str) -> None:
    texts = re.findall(r'<div class="words"[^>]*>(.*?)</div>', page, re.DOTALL)
    assert [re.sub(r"<[^>]+>", "", text) for text in texts] == [r.text for r in (MORNING, EVENING, ARABIC, COPY)]


def test_both_sides_stand_next_to_each_other_with_what_settles_it(page: str) -> None:
    disputed = section(page, "disputed")
    left, right = disputed.index("Says it happened"), disputed.index("Says it did not happen")
    settles = disputed.index("What settles it: an admission")
    assert settles < left < disputed.index("driven the army out of Karsh”") < right < disputed.index("“Karsh had fallen”")
    assert "2 reports, 1 independent root" in disputed  # the copy counts as a report, not as a root
    assert "the army had pulled out of Karsh on Sunday" in disputed[settles:left]


def test_what_only_seems_to_clash_is_folded_away_as_apparent(page: str) -> None:
    assert "apparent only: another day, scope or stage" in section(page, "disputed")


def test_single_claims_do_not_drown_the_rest(page: str) -> None:
    assert "3 more events with one root only" in section(page, "agreed")


def test_unsure_claims_say_so(page: str) -> None:
    assert page.count("unsure: speaker 0.41") >= 2
    assert "type 0.93" not in page
    assert "claim 0.32" not in page  # the chance of three fields at once says nothing of one
    assert "via 0.33" not in page  # the claim names no relay


def test_grades_print_their_rule_and_claims(page: str) -> None:
    assert "Said against the interest of its own side." in page


def test_what_was_skipped_is_said(page: str) -> None:
    assert "reports/photo.jpg" in section(page, "method") and "not text" in section(page, "method")


def test_right_to_left_words_are_marked_and_run_so_with_a_translation_that_is_said_to_be_a_machines(page: str) -> None:
    assert "Arabic, right to left" in page
    assert '<div class="words" dir="auto" lang="ar">' in page and '<blockquote dir="auto" lang="ar">' in page
    assert "unicode-bidi: plaintext" in page or "unicode-bidi:plaintext" in page
    assert '<p lang="en" class="translated"><span class="muted">Machine translation:</span> the army withdrew from Karsh</p>' in page


def test_a_report_without_a_date_says_so(page: str) -> None:
    assert "no date stated: relative dates stay open" in page


def test_same_picture_same_page() -> None:
    assert render(sample_picture()) == render(sample_picture())


def test_nothing_is_loaded_from_outside(page: str) -> None:
    assert not re.search(r"""(?:src|srcset|poster|data)\s*=\s*["']?(?:https?:)?//""", page)
    assert "url(images" not in page and "sourceMappingURL" not in page and "@import" not in page


def test_an_empty_picture_is_a_page_too() -> None:
    empty = Picture(reports={}, claims={})
    assert "Nothing that was read is said by two independent roots" in render(empty)
    assert gist(empty)[0].startswith("0 reports, 0 independent roots")


def test_claims_without_report_or_outside_its_text_are_left_out() -> None:
    short = replace(MORNING, text="Too short.")
    picture = Picture(reports={short.id: short}, claims={c.id: c for c in CLAIMS}, events=(FALL,))
    assert "0 claims" in render(picture)


# --- the parts -------------------------------------------------------------------------------------------------


def test_disputes_gather_into_two_sides(index: Index) -> None:
    direct, apparent = find_disputes(FALL, index)
    assert [[r.root for r in side.roots] for side in direct.sides] == [["Steppe Watch"], ["Ministry of Defence"]]
    assert [[v.id for v in views] for _, views in direct.because] == [["clm-taken", "clm-denied"], ["clm-denied", "clm-copied"]]
    assert not apparent.direct


def test_three_holders_of_one_place_are_pairs(index: Index) -> None:
    ring = [("clm-taken", "clm-denied"), ("clm-denied", "clm-left"), ("clm-left", "clm-taken")]
    findings = tuple(Finding(id=f"f{n}", kind=FindingKind.CONTROL_CLASH, claims=p, because="x") for n, p in enumerate(ring))
    disputes = find_disputes(replace(FALL, findings=findings), index)
    assert len(disputes) == 3 or all(len(d.sides) == 2 for d in disputes)
    shown = {v.id for d in disputes for s in d.sides for r in s.roots for v in r.claims}
    assert shown == {"clm-taken", "clm-denied", "clm-left"}


def test_the_consolidated_band_comes_first(index: Index) -> None:
    (timeline,) = find_timelines(index)
    assert [b.root for b in timeline.bands] == [None, "Ministry of Defence", "Steppe Watch"]
    assert timeline.bands[0].spells[1].time == "from a day in 10–11 May 2031 on"


def test_bars_stay_inside_the_drawing(index: Index) -> None:
    for timeline in find_timelines(index):
        for band in timeline.bands:
            for bar in band.bars:
                assert 0 <= bar.left <= bar.x <= bar.x + bar.width <= bar.right + 0.01 <= 100


def test_figures_are_ranges_by_root(index: Index) -> None:
    killed, vehicles = find_charts(index)
    assert (killed.kind, vehicles.kind) == ("people", "materiel")
    assert [(line.root, line.cited.text, line.open_above) for line in killed.lines] == [
        ("Steppe Watch", "12 or more", True),
        ("Ministry of Defence", "30–40", False),
    ]


def test_a_scale_by_powers_of_ten_only_where_numbers_lie_far_apart() -> None:
    assert not Scale([12, 300]).log
    assert Scale([2, 4000]).log
    assert Scale([0]).at(0) < Scale([0]).at(1)


def test_the_matrix_shows_events_with_several_roots(index: Index) -> None:
    (matrix,) = find_matrices(index)
    (row,) = matrix.rows
    signs = {cell.root: [(sign, count) for sign, _, _, count in cell.signs] for cell in row.cells}
    assert signs == {"Steppe Watch": [("●", 3)], "Ministry of Defence": [("●", 1), ("✕", 1)], "Governor of Orlan": [("●", 1)]}


def test_no_coordinate_is_finer_than_the_words(index: Index, page: str) -> None:
    places = {p.name: p for p in find_places(index)}
    assert (places["Karsh"].lat, places["Karsh"].lon) == (48.12, 67.65)
    assert (places["Orlan"].lat, places["Orlan"].lon, places["Orlan"].radius_km) == (48.5, 68.2, 60)
    assert places["Orlan"].what == "centre of the province named"
    assert "48.1234" not in page and "67.6543" not in page


def test_a_country_is_listed_and_not_drawn() -> None:
    picture = sample_picture()
    claims = {c.id: replace(c, place=replace(c.place, precision=6)) if c.place else c for c in picture.claims.values()}
    places = find_places(Index(replace(picture, claims=claims)))
    assert {p.lat for p in places} == {None} and map_data(places) is None


def test_the_map_carries_only_the_outlines_around_its_places(index: Index) -> None:
    data = map_data(find_places(index))
    assert data is not None
    points = [p for ring in data.outlines["land"] for p in ring]
    assert points and len(points) < 5000
    assert all(data.box[0] - 0.01 <= x <= data.box[2] + 0.01 and data.box[1] - 0.01 <= y <= data.box[3] + 0.01 for x, y in points)


def test_gist_says_agreed_disputed_and_held() -> None:
    lines = gist(sample_picture())
    text = "\n".join(lines)
    assert lines[0] == "4 reports, 6 independent roots; 9 claims of 4 events"
    assert "3 reports, 3 independent roots" in text
    assert "Ministry of Defence (Northern Gazette, 10 May 2031), denied: “Karsh had fallen”" in text
    assert "Settled by an admission: Governor of Orlan" in text
    assert "Karsh: Free Column, lost by admission, from a day in 10–11 May 2031 on" in text


def test_forty_reports_stay_under_three_megabytes() -> None:
    picture = sample_picture()
    reports, claims, events = {}, {}, []
    for n in range(20):
        for report in (MORNING, EVENING):
            text = report.text + "\n\n" + "Further words that nobody marks. " * 150
            reports[f"{report.id}{n}"] = replace(report, id=f"{report.id}{n}", text=text)
        for claim in CLAIMS:
            if claim.report in (MORNING.id, EVENING.id):
                for part in range(3):
                    claims[f"{claim.id}{n}.{part}"] = replace(claim, id=f"{claim.id}{n}.{part}", report=f"{claim.report}{n}")
        members = tuple(c for c in claims if c.split(".")[0].endswith(str(n)))
        roots = tuple(replace(r, claims=tuple(f"{c}{n}.{p}" for c in r.claims if c != "clm-copied" for p in range(3))) for r in FALL.roots)
        events.append(Event(id=f"e{n}", type=FALL.type, claims=members, roots=roots, place=FALL.place, reports=2, grade=None))
    page = render(Picture(reports=reports, claims=claims, events=tuple(events), spells=picture.spells))
    assert len(reports) == 40 and len(claims) >= 400
    assert len(page.encode()) < 3_000_000


def test_a_report_with_nothing_read_from_it_is_shown() -> None:
    report = Report(id="r", text="Nothing happened.")
    page = render(Picture(reports={"r": report}, claims={}))
    assert "No claim was read from this report." in page and "publisher not stated" in page
