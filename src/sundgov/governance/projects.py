"""What bodies set going: projects, trials, operation, alone or under one frame (indsats)."""

from __future__ import annotations

import enum

from attrs import field, frozen

from sundgov.governance.contract_terms import ContractTerms
from sundgov.governance.fields import time_since, time_until
from sundgov.governance.planned_times import PlannedTime
from sundgov.governance.references import are_references, is_id, is_reference
from sundgov.governance.statements import Proviso, StatedAmount
from sundgov.kinds import checked
from sundgov.text import is_plain, is_plain_or_empty


class ProjectKind(enum.Enum):
    """What is set going: a project, a trial (prøvehandling), operation (drift), a frame grant.

    A frame grant (rammebevilling) is one sum with several projects under it.
    """

    PROJECT = "project"
    TRIAL = "trial"
    OPERATION = "operation"
    FRAME = "frame"


@frozen(field_transformer=checked)
class Project:
    """Something that parties do together for a time (projekt, prøvehandling, rammebevilling).

    `parties` take part, by id, code or name; others may join on the terms of `joining`. `within` is
    the project or frame it lies under, `body` who steers it; `follows` the project it takes over
    from, and which should end before it begins. `terms` are those of the contract or agreement by
    which it is carried out.

    >>> trial = Project("proeve", "Prøvehandling", ProjectKind.TRIAL, parties=("Samsø", "Odder"),
    ...                 joining=(Proviso("En positiv evaluering", due="2024-01-31"),))
    >>> trial.joining[0].text
    'En positiv evaluering'
    """

    id: str = field(validator=is_id)
    name: str = field(validator=is_plain)
    kind: ProjectKind = ProjectKind.PROJECT
    body: str = field(default="", validator=is_reference, kw_only=True)
    owner: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    parties: tuple[str, ...] = field(default=(), kw_only=True)
    joining: tuple[Proviso, ...] = field(default=(), kw_only=True)
    within: str = field(default="", validator=is_reference, kw_only=True)
    follows: tuple[str, ...] = field(default=(), validator=are_references, kw_only=True)
    since: PlannedTime | None = field(default=None, converter=time_since, kw_only=True)
    until: PlannedTime | None = field(default=None, converter=time_until, kw_only=True)
    amounts: tuple[StatedAmount, ...] = field(default=(), kw_only=True)
    terms: ContractTerms | None = field(default=None, kw_only=True)
    decision: str = field(default="", validator=is_reference, kw_only=True)
    note: str = field(default="", validator=is_plain_or_empty, kw_only=True)
