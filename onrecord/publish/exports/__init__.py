"""Files for other people's tools. A new format is one file and one line in EXPORTS. See docs/exports.md."""

from __future__ import annotations

from onrecord.publish.exports import (
    acled,
    claimreview,
    ftm,
    ged,
    geojson,
    geopackage,
    hxl,
    interchange,
    package,
    parquet,
    prov,
    registers,
    workbook,
)
from onrecord.publish.exports.base import Exporter, sidecar
from onrecord.publish.exports.outgoing import EMBARGO_HOURS, LEAST_EMBARGO, Outgoing, outgoing

EXPORTS: tuple[Exporter, ...] = (
    workbook.BOOK,
    hxl.EVENTS,
    hxl.CLAIMS,
    geojson.EVENTS,
    geojson.CLAIMS,
    geopackage.GEOPACKAGE,
    acled.EVENTS,
    ged.EVENTS,
    *registers.REGISTERS,
    *parquet.EXPORTERS,
    package.PACKAGE,
    prov.ALL,
    claimreview.REVIEWS,
    ftm.ENTITIES,
    interchange.INTERCHANGE,
)

__all__ = ["EMBARGO_HOURS", "EXPORTS", "LEAST_EMBARGO", "Exporter", "Outgoing", "outgoing", "sidecar"]
