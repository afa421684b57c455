"""What is asked of a reconciliation service, and what it answers (Reconciliation Service API 0.2, W3C Entity
Reconciliation Community Group, 10 April 2023)."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.records.models import Model

BATCH = 20
"""Queries that are answered together (section 3, ``batchSize``); a longer batch is 413."""
MOST_CANDIDATES = 20
MOST_IDS, MOST_PROPERTIES = 100, 30
"""Entities and properties of one data extension query."""

LONGEST = 500
"""Characters of a name or value that is matched. A longer one, such as a table may have in a cell, matches
nothing, and does not spoil the batch that it is in."""

Text = Annotated[str, Field(max_length=LONGEST)]


class Reference(BaseModel):
    """An entity as a value: one that was reconciled before."""

    model_config = ConfigDict(extra="ignore")

    id: str
    name: str = ""


Given = str | float | bool | Reference


class PropertyGiven(BaseModel):
    """A property that the entity is to have, with one value or several."""

    model_config = ConfigDict(extra="ignore")

    pid: Text
    v: Given | Annotated[list[Given], Field(max_length=20)]

    @property
    def values(self) -> list[str]:
        """The values as words, those that can be matched."""
        given = self.v if isinstance(self.v, list) else [self.v]
        words = (one.id if isinstance(one, Reference) else _written(one) for one in given)
        return [one for one in words if len(one) <= LONGEST]


def _written(value: str | float) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


class ReconciliationQuery(BaseModel):
    """Section 4.1, of which there is ``query`` or ``properties``; ``type_strict`` is taken and means nothing,
    as the specification says."""

    model_config = ConfigDict(
        extra="ignore",
        json_schema_extra={"anyOf": [{"required": ["query"]}, {"required": ["properties"]}]},
    )

    query: str = ""
    type: Text | Annotated[list[Text], Field(max_length=20)] = ""
    limit: Annotated[int, Field(ge=1)] = 5
    properties: Annotated[list[PropertyGiven], Field(max_length=10)] = []
    type_strict: Literal["any", "should", "all"] = "any"

    @property
    def types(self) -> list[str]:
        """The types, none for any."""
        given = self.type if isinstance(self.type, list) else [self.type]
        return [one for one in given if one]


class Named(Model):
    """An entity, a type or a property by its name."""

    id: str
    name: str


class Described(Named):
    """One that is told from its namesakes."""

    description: str | None = None


class Feature(Model):
    """A matching feature: ``name_similarity`` from 0 to 100, ``name_exact``, ``identifier`` whether the query
    is the identifier or number, and ``property_...`` whether a property has a value that was given."""

    id: str
    value: bool | float


class Candidate(Described):
    """An entity that a query may mean. ``match`` is true of one that no other is as good as, and whose name
    or number is the one asked for; of a person only where a property tells who it is."""

    type: tuple[Named, ...]
    score: float
    features: tuple[Feature, ...]
    match: bool


class Result(Model):
    """The candidates of a query, the best first."""

    result: tuple[Candidate, ...]


class SuggestMetadata(Model):
    """Where a suggest service is, and its flyouts."""

    service_url: str
    service_path: str
    flyout_service_url: str
    flyout_service_path: str


class Suggests(Model):
    """The suggest services."""

    entity: SuggestMetadata
    type: SuggestMetadata
    property: SuggestMetadata


class ServicePath(Model):
    """An address in two parts."""

    service_url: str
    service_path: str


class PropertySetting(Model):
    """What can be set for a property that is fetched."""

    name: str
    label: str
    type: Literal["number"]
    default: int
    help_text: str


class Extend(Model):
    """The data extension service."""

    propose_properties: ServicePath
    property_settings: tuple[PropertySetting, ...]


class Template(Model):
    """An address with ``{{id}}`` in the place of an identifier."""

    url: str


class Preview(Template):
    """The preview service, and the size of its frame in pixels."""

    width: int
    height: int


class Manifest(Model):
    """The service manifest (section 3)."""

    versions: tuple[str, ...]
    name: str
    identifierSpace: str  # noqa: N815  # the specification's names
    schemaSpace: str  # noqa: N815
    documentation: str
    serviceVersion: str  # noqa: N815
    logo: str
    defaultTypes: tuple[Named, ...]  # noqa: N815
    view: Template
    preview: Preview
    suggest: Suggests
    extend: Extend
    batchSize: int  # noqa: N815


class Suggested(Described):
    """A suggestion; ``notable`` are the types of an entity."""

    notable: tuple[Named, ...] | None = None


class Suggestions(Model):
    """The answer of a suggest service."""

    result: tuple[Suggested, ...]


class Flyout(Model):
    """A few words about what is suggested, as HTML."""

    id: str
    html: str


class Proposed(Model):
    """Properties that entities of a type have."""

    type: str
    properties: tuple[Described, ...]
    limit: int | None = None


class PropertyWanted(BaseModel):
    """A property to be fetched; a ``limit`` of 0 is none."""

    model_config = ConfigDict(extra="ignore")

    id: Text
    settings: dict[str, str | float | bool | None] = {}

    @property
    def limit(self) -> int:
        """How many values are wanted; 0 for all."""
        given = str(self.settings.get("limit") or "").partition(".")[0]
        return int(given) if given.isascii() and given.isdigit() and len(given) < 7 else 0


class ExtendQuery(BaseModel):
    """A data extension query (section 7.3)."""

    model_config = ConfigDict(extra="ignore")

    ids: list[Text]
    properties: list[PropertyWanted]


class Column(Named):
    """A property that was fetched; ``type`` is that of its entities."""

    type: Named | None = None


class Extended(Model):
    """The values of properties of entities (section 7.4), each ``{"str": ...}``, ``{"int": ...}`` or an
    entity."""

    meta: tuple[Column, ...]
    rows: dict[str, dict[str, tuple[dict[str, str | int], ...]]]
