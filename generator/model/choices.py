"""The fields that hold one of a few words, and the words that each can hold."""

from __future__ import annotations

from enum import StrEnum


class PartyKind(StrEnum):
    """What a party is."""

    PERSON = "person"
    STATE = "state"
    ORGANISATION = "organisation"
    ALLIANCE = "alliance"


class DemandKind(StrEnum):
    """What a party does with what it wants."""

    DEMAND = "demand"
    OFFER = "offer"
    PRECONDITION = "precondition"
    REFUSAL = "refusal"
    AGREEMENT = "agreement"


class Position(StrEnum):
    """Where a party stands on a demand."""

    ACCEPTS = "accepts"
    REJECTS = "rejects"
    CONDITIONAL = "conditional"
    SILENT = "silent"
    UNKNOWN = "unknown"


class EventStatus(StrEnum):
    """Whether an event took place."""

    HAPPENED = "happened"
    ONGOING = "ongoing"
    PLANNED = "planned"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"


class Stance(StrEnum):
    """How a reaction takes what it responds to."""

    WELCOMES = "welcomes"
    CONDITIONAL = "conditional"
    NEUTRAL = "neutral"
    CRITICISES = "criticises"
    REJECTS = "rejects"


class ClaimStatus(StrEnum):
    """How far a claim is established."""

    UNCONFIRMED = "unconfirmed"
    CONFIRMED = "confirmed"
    DENIED = "denied"
    WITHDRAWN = "withdrawn"


class SourceKind(StrEnum):
    """What a source is."""

    REPORT = "report"
    STATEMENT = "statement"
    INTERVIEW = "interview"
    POST = "post"
    SPEECH = "speech"
    PRESS_CONFERENCE = "press-conference"
    DOCUMENT = "document"
    ARTICLE = "article"


class UpdateKind(StrEnum):
    """What an update did."""

    NEW = "new"
    CORRECTION = "correction"
    SUPERSEDED = "superseded"
