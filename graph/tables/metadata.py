"""What the tables of a release are, in the forms that research tools read: Frictionless Data Package,
Croissant and RO-Crate. All follow the one definition of the tables and the index of their files.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graph.base.labels import Labels
from graph.formats.table import JSON, PARQUET
from graph.tables.definitions import Column, Table, Type, tables
from graph.tables.files import TableFile

CROISSANT = "http://mlcommons.org/croissant/1.1"
RO_CRATE = "https://w3id.org/ro/crate/1.2"
DATA_PACKAGE = "https://specs.frictionlessdata.io/data-package/"

_Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Described:
    """What is said of the tables as a whole. ``folder`` is the address that the names of files stand below,
    with a slash; ``licence`` is an IRI with its title, ``contact`` the name and mail address of whom to ask;
    ``created`` is ISO 8601."""

    files: Mapping[str, TableFile]
    title: str
    about: str
    folder: str
    language: str
    release: str
    created: str
    publisher: str
    publisher_iri: str
    licence: tuple[str, str] | None = None
    contact: tuple[str, str] | None = None

    def tables(self) -> Iterator[tuple[Table, TableFile]]:
        """Each table with its file."""
        return ((table, self.files[name]) for name, table in tables().items() if name in self.files)

    def say(self, labels: Labels) -> str:
        """Words in the language."""
        return labels.best(self.language)


def written(told: Mapping[str, Any]) -> bytes:
    """One of the documents below as it is served."""
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


# Data Package 1.0 and Table Schema 1.0. Where a whole number may be lacking the column is one of numbers, for
# so it comes out of Parquet in frictionless. It counts no bytes there, so these are told in the other two.

_FRICTIONLESS: Mapping[Type, _Json] = {
    "key": {"type": "integer"},
    "iri": {"type": "string", "format": "uri"},
    "text": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "flag": {"type": "boolean"},
    "day": {"type": "date"},
}


def data_package(told: Described) -> _Json:
    """``datapackage.json``."""
    licences = [{"path": told.licence[0], "title": told.licence[1]}] if told.licence else []
    return {
        "name": "sagsgraf-tabeller",
        "id": told.folder,
        "title": told.title,
        "description": told.about,
        "homepage": told.folder.rstrip("/"),
        "version": told.release,
        "created": told.created,
        "contributors": [{"title": told.publisher, "role": "publisher"}],
        **({"licenses": licences} if licences else {}),
        "resources": [
            {
                "name": table.name,
                "path": file.path,
                "title": told.say(table.labels),
                "description": told.say(table.about),
                "format": PARQUET.suffix,
                "mediatype": PARQUET.media_type,
                "hash": f"sha256:{file.sha256}",
                "schema": _schema(told, table),
            }
            for table, file in told.tables()
        ],
    }


def _schema(told: Described, table: Table) -> _Json:
    foreign = [
        {"fields": column.name, "reference": {"resource": column.refers, "fields": column.refers}}
        for column in table.columns
        if column.refers
    ]
    return {
        "fields": [
            {
                "name": column.name,
                **_FRICTIONLESS[_frictionless_type(column)],
                "title": told.say(column.labels),
                "description": told.say(column.about),
                **({"rdfType": column.property} if column.property else {}),
                **({"constraints": {"required": True}} if column.always else {}),
            }
            for column in table.columns
        ],
        **({"primaryKey": table.key} if table.key else {}),
        **({"foreignKeys": foreign} if foreign else {}),
    }


def _frictionless_type(column: Column) -> Type:
    return "number" if column.type in ("key", "integer") and not column.always else column.type


# Croissant 1.1, https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html, its context of section
# "Appendix 1: JSON-LD context".

_CROISSANT_CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
_CROISSANT_TYPES: Mapping[Type, str] = {
    "key": "sc:Integer",
    "iri": "sc:URL",
    "text": "sc:Text",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "flag": "sc:Boolean",
    "day": "sc:Date",
}
_CROISSANT_PARQUET = PARQUET.aliases[0]  # what its tools know the format by


def croissant(told: Described) -> _Json:
    """``croissant.json``."""
    return {
        "@context": {**_CROISSANT_CONTEXT, "@language": told.language},
        "@type": "sc:Dataset",
        "@id": told.folder,
        "conformsTo": CROISSANT,
        "name": told.title,
        "description": told.about,
        "url": told.folder.rstrip("/"),
        "version": f"{int(told.release.partition('-')[0])}.0.0",  # Croissant 1.1: MAJOR.MINOR.PATCH
        "sameAs": f"{told.folder.rstrip('/')}?release={told.release}",
        "datePublished": told.created,
        "inLanguage": "da",
        "publisher": {"@type": "sc:Organization", "@id": told.publisher_iri, "name": told.publisher},
        "creator": {"@type": "sc:Organization", "@id": told.publisher_iri, "name": told.publisher},
        "citeAs": f"{told.publisher}: {told.title}, {told.release}. {told.folder.rstrip('/')}",
        **({"license": told.licence[0]} if told.licence else {}),
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": file.path,
                "name": file.path,
                "description": told.say(table.about),
                "contentUrl": f"{told.folder}{file.path}?release={told.release}",
                "encodingFormat": _CROISSANT_PARQUET,
                "contentSize": f"{file.bytes} B",
                "sha256": file.sha256,
            }
            for table, file in told.tables()
        ],
        "recordSet": [_record_set(told, table, file) for table, file in told.tables()],
    }


def _record_set(told: Described, table: Table, file: TableFile) -> _Json:
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": told.say(table.about),
        **({"key": {"@id": f"{table.name}/{table.key}"}} if table.key else {}),
        "field": [_field(told, table, file, column) for column in table.columns],
    }


def _field(told: Described, table: Table, file: TableFile, column: Column) -> _Json:
    refers = column.refers
    return {
        "@type": "cr:Field",
        "@id": f"{table.name}/{column.name}",
        "name": f"{table.name}/{column.name}",
        "description": f"{told.say(column.labels)}: {told.say(column.about)}",
        "dataType": _CROISSANT_TYPES[column.type],
        "source": {"fileObject": {"@id": file.path}, "extract": {"column": column.name}},
        **({"references": {"field": {"@id": f"{refers}/{refers}"}}} if refers else {}),
        **({"equivalentProperty": column.property} if column.property else {}),
    }


def _publisher(told: Described) -> list[_Json]:
    """Who publishes, and whom to ask."""
    publisher = {
        "@id": told.publisher_iri,
        "@type": "Organization",
        "name": told.publisher,
        "url": told.publisher_iri,
    }
    if not told.contact:
        return [publisher]
    name, address = told.contact
    asked = {"@id": f"mailto:{address}", "@type": "ContactPoint", "name": name, "email": address}
    return [{**publisher, "contactPoint": {"@id": asked["@id"]}}, asked]


def ro_crate(told: Described) -> _Json:
    """``ro-crate-metadata.json`` (RO-Crate 1.2, a crate on the web)."""
    licence = {"license": {"@id": told.licence[0]}} if told.licence else {}
    files: list[_Json] = [
        {
            "@id": file.path,
            "@type": "File",
            "name": f"{told.say(table.labels)} ({file.path})",
            "description": told.say(table.about),
            "encodingFormat": PARQUET.media_type,
            "contentSize": str(file.bytes),
            "sha256": file.sha256,
        }
        for table, file in told.tables()
    ]
    package: _Json = {
        "@id": "datapackage.json",
        "@type": "File",
        "name": "datapackage.json",
        "description": told.say(Labels(da="Hvad hver kolonne betyder.", en="What each column means.")),
        "encodingFormat": JSON.media_type,
        "contentSize": str(len(written(data_package(told)))),
        "conformsTo": {"@id": DATA_PACKAGE},
    }
    graph: list[_Json] = [
        {
            "@id": "ro-crate-metadata.json",
            "@type": "CreativeWork",
            "conformsTo": {"@id": RO_CRATE},
            "about": {"@id": "./"},
        },
        {
            "@id": "./",
            "@type": "Dataset",
            "name": told.title,
            "description": told.about,
            "datePublished": told.created,
            "version": told.release,
            "inLanguage": "da",
            "publisher": {"@id": told.publisher_iri},
            "hasPart": [{"@id": one["@id"]} for one in (*files, package)],
            **licence,
        },
        *files,
        package,
        *_publisher(told),
        {"@id": DATA_PACKAGE, "@type": "CreativeWork", "name": "Frictionless Data Package"},
    ]
    if told.licence:
        iri, title = told.licence
        about = told.say(Labels(da="Data må bruges på disse vilkår.", en="The terms of use of the data."))
        graph.append({"@id": iri, "@type": "CreativeWork", "name": title, "description": about})
    return {"@context": f"{RO_CRATE}/context", "@graph": graph}
