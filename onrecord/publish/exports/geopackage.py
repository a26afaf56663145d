"""Events and claims as an OGC GeoPackage 1.3, with findings, spells and reports as plain tables.

Written with SQLite alone: what writes GeoPackages otherwise is GDAL, some 100 MB of it, and puts the time of making into the file.
The tables are those of the standard (OGC 12-128r18).
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from onrecord.publish.exports.base import Cell, Exporter, plain
from onrecord.publish.exports.outgoing import Outgoing
from onrecord.publish.exports.tables import CLAIMS, EVENTS, TABLES, Table

_APPLICATION = 0x47504B47  # "GPKG"
_VERSION = 10300
_TYPES = {"text": "TEXT", "whole": "INTEGER", "number": "REAL", "day": "DATE"}
_LAYERS = (EVENTS, CLAIMS)
_NEVER = "1970-01-01T00:00:00.000Z"
_WGS84 = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],'
    'PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]'
)
_STANDARD = """
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE,
  srs_id INTEGER, CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL, CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name), CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
  scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
"""

RULES = (
    "Layers `events` and `claims` have a point (WGS 84, EPSG:4326) in `geom`: the centre of the town, district or province named, to two"
    " decimals for a town and one for a unit. `place_precision` says which.",
    "A row whose place is not known, or is larger than a province, has no geometry.",
    "`findings`, `spells` and `reports` are tables without geometry. `fid` is the row's number and means nothing.",
    "Several values in one cell are joined by `; `.",
    "Where two groups are counted apart and nothing counts the whole, the count is null: counts are never added.",
    "`last_change` in `gpkg_contents` is the first moment of 1970: when the file was made is not in it.",
)


def _write(out: Outgoing, path: Path) -> int:
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as base:
        base.execute(f"PRAGMA application_id = {_APPLICATION}")
        base.execute(f"PRAGMA user_version = {_VERSION}")
        base.execute("PRAGMA journal_mode = OFF")
        base.execute("BEGIN")
        for statement in _STANDARD.split(";\n"):
            base.execute(statement)
        base.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?,?,?,?,?,?)", _systems())
        count = sum(_table(base, table, out) for table in TABLES)
        base.execute("COMMIT")
    return count


def _systems() -> Iterator[tuple[Any, ...]]:
    yield "WGS 84 geodetic", 4326, "EPSG", 4326, _WGS84, "longitude and latitude in degrees"
    yield "Undefined cartesian SRS", -1, "NONE", -1, "undefined", None
    yield "Undefined geographic SRS", 0, "NONE", 0, "undefined", None


def _table(base: sqlite3.Connection, table: Table, out: Outgoing) -> int:
    placed = table in _LAYERS
    geom = ", geom POINT" if placed else ""
    columns = ", ".join(f'"{c.name}" {_TYPES[c.kind]}' for c in table.columns)
    base.execute(f'CREATE TABLE "{table.name}" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL{geom}, {columns})')
    box = [180.0, 90.0, -180.0, -90.0]
    slots = ",".join("?" * (len(table.columns) + placed))
    named = ", ".join([*(["geom"] if placed else []), *(f'"{c.name}"' for c in table.columns)])
    count = 0

    def rows() -> Iterator[list[Any]]:
        nonlocal count
        for row in table.rows(out):
            count += 1
            values: list[Any] = [_value(c.of(row)) for c in table.columns]
            yield [_point(row.place.lon, row.place.lat, box), *values] if placed else values

    base.executemany(f'INSERT INTO "{table.name}" ({named}) VALUES ({slots})', rows())
    inside = box if placed and box[0] <= box[2] else [None] * 4
    base.execute(
        "INSERT INTO gpkg_contents VALUES (?,?,?,?,?,?,?,?,?,?)",
        (table.name, "features" if placed else "attributes", table.name, table.means, _NEVER, *inside, 4326 if placed else None),
    )
    if placed:
        base.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'POINT', 4326, 0, 0)", (table.name,))
    return count


def _value(value: Cell) -> Cell:
    return plain(value) if isinstance(value, str) else value


def _point(lon: float | None, lat: float | None, box: list[float]) -> bytes | None:
    """The standard's header (little-endian, no envelope, EPSG:4326) and a WKB point. Widens the box."""
    if lon is None or lat is None:
        return None
    box[:] = [min(box[0], lon), min(box[1], lat), max(box[2], lon), max(box[3], lat)]
    return b"GP\x00\x01" + struct.pack("<iBIdd", 4326, 1, 1, lon, lat)


GEOPACKAGE = Exporter(
    name="geopackage",
    ending=".gpkg",
    means="Events and claims as layers of a GeoPackage, for QGIS and other maps; findings, spells and reports as tables beside them.",
    columns=[(f"{t.name}.{name}", means) for t in TABLES for name, means in t.dictionary],
    rules=RULES,
    write=_write,
)
