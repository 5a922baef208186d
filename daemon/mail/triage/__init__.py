"""Triage: what kind of mail it is, why, and whether an automatic letter to its sender can do no harm."""

from daemon.mail.triage.showing import as_json
from daemon.mail.triage.table import RULES, Rule, triage

__all__ = ["RULES", "Rule", "as_json", "triage"]
