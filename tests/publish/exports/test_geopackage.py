"""The GeoPackage, by what the standard asks of the file's head, its tables and its points."""

from __future__ import annotations

import sqlite3
import struct
from contextlib import closing

import pytest
from leaving import made

from onrecord.publish.exports.geopackage import GEOPACKAGE


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    path = tmp_path_factory.mktemp("map") / "x.gpkg"
    path.write_bytes(made(GEOPACKAGE))
    with closing(sqlite3.connect(path)) as opened:
        yield opened


def test_the_head_says_geopackage_1_3(base):
    assert base.execute("PRAGMA application_id").fetchone() == (int.from_bytes(b"GPKG", "big"),)
    assert base.execute("PRAGMA user_version").fetchone() == (10300,)
    assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []


def test_every_table_is_in_the_contents_and_layers_have_a_geometry_column(base):
    contents = dict(base.execute("SELECT table_name, data_type FROM gpkg_contents"))
    assert contents == {
        "events": "features",
        "claims": "features",
        "findings": "attributes",
        "spells": "attributes",
        "reports": "attributes",
    }
    columns = base.execute("SELECT table_name, column_name, geometry_type_name, srs_id FROM gpkg_geometry_columns ORDER BY 1").fetchall()
    assert columns == [("claims", "geom", "POINT", 4326), ("events", "geom", "POINT", 4326)]
    assert {s for (s,) in base.execute("SELECT srs_id FROM gpkg_spatial_ref_sys")} >= {-1, 0, 4326}


def test_a_point_has_the_standards_header_and_longitude_first(base):
    (blob,) = base.execute("SELECT geom FROM events WHERE geom IS NOT NULL").fetchone()
    assert blob[:8] == b"GP\x00\x01" + struct.pack("<i", 4326)
    assert struct.unpack("<BIdd", blob[8:]) == (1, 1, 36.65, 32.12)


def test_the_box_of_a_layer_holds_its_points(base):
    assert base.execute("SELECT min_x, min_y, max_x, max_y FROM gpkg_contents WHERE table_name = 'events'").fetchone() == (
        36.65,
        32.12,
        36.65,
        32.12,
    )
