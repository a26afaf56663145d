"""Natural Earth's outlines, cut to the part of the world a brief speaks of.

Points are [lon, lat] in degrees. Read from the package's file when called, never on import.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import Any

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # west, south, east, north


@cache
def _topology() -> Any:
    file = resources.files("onrecord.publish.brief") / "static" / "natural-earth" / "countries-50m.json"
    return json.loads(file.read_text("utf-8"))


@cache
def _arcs() -> tuple[tuple[Point, ...], ...]:
    topology = _topology()
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(tuple(points))
    return tuple(arcs)


def _ring(numbers: Sequence[int]) -> list[Point]:
    """A closed line from arc numbers; ~n is arc n backwards."""
    points: list[Point] = []
    for number in numbers:
        arc = _arcs()[number] if number >= 0 else _arcs()[~number][::-1]
        points += arc[1:] if points else arc
    return points


def _outer_rings() -> Iterator[tuple[str, list[Point]]]:
    """(name of the country as the data set has it, one of its outer rings)."""
    for geometry in _topology()["objects"]["countries"]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]] if geometry["type"] == "Polygon" else []
        for polygon in polygons:
            yield geometry["properties"]["name"], _ring(polygon[0])


def _clip(ring: list[Point], box: Box) -> list[Point]:
    """The part of a polygon inside a box (Sutherland and Hodgman, 1974)."""
    for axis, edge, keep_below in ((0, box[0], False), (0, box[2], True), (1, box[1], False), (1, box[3], True)):
        if not ring:
            break
        clipped: list[Point] = []
        for here, there in zip(ring, [*ring[1:], ring[0]], strict=True):
            inside, next_inside = ((p[axis] <= edge) == keep_below for p in (here, there))
            if inside:
                clipped.append(here)
            if inside != next_inside:
                share = (edge - here[axis]) / (there[axis] - here[axis])
                clipped.append((here[0] + share * (there[0] - here[0]), here[1] + share * (there[1] - here[1])))
        ring = clipped
    return ring


def _thinned(points: Sequence[Point], step: float) -> list[list[float]]:
    """Points at least a step apart, the last one kept. Two decimals are a kilometre, finer than the outlines are."""
    decimals = 2 if step < 0.05 else 1
    found: list[list[float]] = []
    for n, (x, y) in enumerate(points):
        if not found or n == len(points) - 1 or abs(x - found[-1][0]) >= step or abs(y - found[-1][1]) >= step:
            found.append([round(x, decimals), round(y, decimals)])
    return found


def _middle(ring: Sequence[Point]) -> tuple[float, Point]:
    """Area in square degrees and centroid of a ring, by the shoelace formula."""
    twice = x = y = 0.0
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = ax * by - bx * ay
        twice, x, y = twice + cross, x + (ax + bx) * cross, y + (ay + by) * cross
    if not twice:
        return 0.0, ring[0]
    return abs(twice) / 2, (round(x / (3 * twice), 1), round(y / (3 * twice), 1))


@lru_cache(maxsize=64)  # a desk draws the same part of the world again and again
def outlines(box: Box) -> dict[str, Any]:
    """{"land": rings to fill, "lines": coasts and borders to draw, "names": [name, lon, lat] of countries} inside a box."""
    step = max(0.01, max(box[2] - box[0], box[3] - box[1]) / 1200)  # less than a pixel of the first view
    land, largest = [], dict[str, tuple[float, Point]]()
    for name, ring in _outer_rings():
        part = _clip(ring, box)
        if len(part) > 2:
            land.append(_thinned(part, step))
            largest[name] = max(largest.get(name, (0.0, (0.0, 0.0))), _middle(part))
    least = (box[2] - box[0]) * (box[3] - box[1]) / 60  # smaller pieces have no room for a name
    names = [[name, *middle] for name, (area, middle) in largest.items() if area > least]
    lines: list[list[list[float]]] = []
    for arc in _arcs():
        run: list[Point] = []
        for point in arc:
            if box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]:
                run.append(point)
                continue
            if len(run) > 1:
                lines.append(_thinned(run, step))
            run = []
        if len(run) > 1:
            lines.append(_thinned(run, step))
    return {"land": land, "lines": lines, "names": names}
