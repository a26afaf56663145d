"""XML from strangers: no entities, no network, no huge trees."""

from __future__ import annotations

from typing import Any

from onrecord.errors import ReadError


def parse_xml(raw: bytes) -> Any:
    """The root element. Raises ReadError for what is no XML and for a document that declares entities of its own (an XML bomb)."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError("", f"the XML in it is damaged: {str(error)[:120]}") from None
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise ReadError("", "the XML in it declares entities of its own, as XML bombs do; it is not read")
    return root


def local(element: Any) -> str:
    """The element's name without its namespace; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
