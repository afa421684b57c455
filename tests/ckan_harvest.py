"""Run by the Python that CKAN is installed for: ckan_harvest.py REGISTER "LANGUAGE ADDRESS"...

Gathers each catalogue as ckanext-dcat's harvester does (ckanext/dcat/harvesters: HEAD, then GET, nothing said of
formats, page after page), with its own parser and CKAN's own rules for tags and names, and prints what
would be imported as JSON. The register of licences is that of a file, or CKAN's own for
the empty word.
"""

import hashlib
import json
import sys
from typing import Any

import requests
from ckan.common import config
from ckan.lib.munge import munge_title_to_name
from ckan.logic.validators import tag_length_validator, tag_name_validator
from ckanext.dcat.processors import RDFParser


def gathered(address: str, language: str) -> list[dict[str, Any]]:
    """The pages of a catalogue, for a portal of a language."""
    config.update({"ckan.locale_default": language, "ckan.site_url": "http://ckan.example"})
    session = requests.Session()
    pages, last, form = [], None, None
    while address:
        head = session.head(address)
        head.raise_for_status()
        answer = session.get(address)
        answer.raise_for_status()
        assert int(head.headers.get("content-length", len(answer.content))) == len(answer.content)
        digest = hashlib.sha256(answer.content).digest()
        if digest == last:  # the harvester takes that for the end
            break
        last = digest
        form = form or answer.headers["content-type"].split(";", 1)[0]
        parser = RDFParser(profiles=["euro_dcat_ap_3"])
        parser.parse(answer.content.decode(), _format=form)
        datasets = list(parser.datasets())
        for dataset in datasets:
            dataset["name"] = munge_title_to_name(dataset["title"])
            for tag in dataset["tags"]:
                tag_length_validator(tag["name"], {})
                tag_name_validator(tag["name"], {})
        pages.append({"address": address, "format": form, "datasets": datasets})
        address = parser.next_page()
    return pages


register, *asked = sys.argv[1:]
if register:
    config["licenses_group_url"] = f"file://{register}"
each = (one.partition(" ") for one in asked)
sys.stdout.write(json.dumps([gathered(address, language) for language, _, address in each]))
