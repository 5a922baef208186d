"""Receipts, invitations and answers to them."""

from __future__ import annotations

import re

from daemon.mail.phrases.subjects import TAGS

RECEIPT = re.compile(
    TAGS
    + r"(?:read|not read|gelesen|ungelesen(?: gel[öo]scht)?|lu|non lu|le[íi]do|no le[íi]do|letto|non letto|gelezen|"
    r"niet gelezen|l[äa]st|ol[äa]st|l[æa]st|lest|luettu|p[řr]e[čc]teno|przeczytano|прочитано|lido|已读|開封済み|"
    r"read receipt|return receipt(?: \(displayed\))?|"
    r"empfangsbest[äa]tigung|lesebest[äa]tigung|accus[ée] de (?:lecture|r[ée]ception)|confirmaci[óo]n de lectura|"
    r"conferma di lettura|leesbevestiging|disposition notification|delivered|relayed|zugestellt|remis|"
    r"message status - (?:opened|read|deleted|delivered|completed|accepted))\s{0,2}(?:[:：]|$|\()",
    re.IGNORECASE,
)
RECEIPT_WORDS = re.compile(
    r"\bwas (?:opened|read|deleted|accepted|completed) by\b|\bwas (?:read|displayed|opened) (?:on|at)\b|"
    r"\bwas deleted without being read|\bhas been (?:read|displayed|opened)\b|wurde am .{0,60} gelesen|"
    r"a [ée]t[ée] (?:lu|affich[ée])|fue le[íi]do|[èe] stato letto|is gelezen op|this is a (?:read|return) receipt|"
    r"no guarantee that the (?:message|e-?mail) has been read|delivery to these recipients .{0,30}(?:complete|"
    r"successful)|your (?:message|document|e-?mail)\b.{0,120}\b(?:was|has been) (?:delivered|opened|read|deleted)|"
    r"successfully delivered",
    re.IGNORECASE,
)
CALENDAR = re.compile(
    TAGS + r"(?:accepted|declined|tentative(?:ly accepted)?|canceled|cancelled|new time proposed|zugesagt|angenommen|"
    r"abgelehnt|abgesagt|mit vorbehalt|accept[ée]|refus[ée]|annul[ée]|provisoire|aceptado|aceptada|rechazado|"
    r"rechazada|accettato|rifiutato|geaccepteerd|geweigerd|geannuleerd|accepterat|avb[öo]jt|accepteret|afvist|"
    r"zaakceptowano|odrzucono|invitation|updated invitation)\s{0,2}:",
    re.IGNORECASE,
)
CALENDAR_WORDS = re.compile(
    r"\bhas (?:tentatively )?(?:accepted|declined|cancell?ed|proposed)\b.{0,40}(?:invit|meeting|event|time)|"
    r"this (?:event|meeting) has been (?:cancell?ed|updated|changed)|^\s{0,9}when:\s.{0,200}$",
    re.IGNORECASE | re.MULTILINE,
)
