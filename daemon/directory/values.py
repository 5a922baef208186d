"""The directory as values: agencies, people, and whom an address speaks for (DESIGN 5, contacts.xlsx)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Agency:
    """One agency: its names, the domains its people write from, its single point of contact and their deputies.

    `kind` is what sort of agency it is where the policy asks ("school", "self-employed"), `lead` who deals with a
    difference there then (the head teacher, the safeguarding lead), `board_representative` the address of its
    representative on the Board.
    """

    name: str
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    spoc_name: str | None = None
    spoc_email: str | None = None
    deputy_emails: tuple[str, ...] = ()
    spoc_phone: str | None = None
    kind: str = ""
    lead: str | None = None
    board_representative: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a role that letters go to."""

    role: str
    name: str
    email: str
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class Directory:
    """All agencies and people. Names match exactly once case, punctuation and "the" are set aside; never by likeness.

    `notes` are sentences about the file that are no faults, for `check`.
    """

    agencies: tuple[Agency, ...]
    people: tuple[Person, ...]
    notes: tuple[str, ...] = ()
    _by_name: dict[str, Agency] = field(default_factory=dict, compare=False)
    _by_address: dict[str, list[Agency]] = field(default_factory=dict, compare=False)
    _by_domain: dict[str, list[Agency]] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        for agency in self.agencies:
            for name in (agency.name, *agency.aliases):
                self._by_name.setdefault(plain_name(name), agency)
            for address in (agency.spoc_email, *agency.deputy_emails):
                if address:
                    self._by_address.setdefault(address.casefold(), []).append(agency)
            for domain in agency.domains:
                self._by_domain.setdefault(domain.casefold().lstrip("@"), []).append(agency)

    def find_agency(self, text: str) -> Agency | None:
        """The agency of that name or alias, or None."""
        return self._by_name.get(plain_name(text)) if text else None

    def split_agencies(self, text: str) -> list[str]:
        """The agencies that one cell names: several only where every part is a listed agency, else the text whole."""
        whole = text.strip()
        if self.find_agency(whole) is not None:
            return [whole]
        for separator in (r"[;\n]+", r"[;\n,/]+", r"[;\n,/]+|\band\b|&"):
            parts = [part.strip(" .") for part in re.split(separator, whole) if part.strip(" .")]
            if len(parts) > 1 and all(self.find_agency(part) is not None for part in parts):
                return parts
        return [" ".join(whole.split())] if whole else []

    def agencies_at(self, address: str) -> tuple[Agency, ...]:
        """Agencies that list this very address as their SPOC's or a deputy's."""
        return tuple(self._by_address.get(address.casefold(), ()))

    def domain_agencies(self, address: str) -> tuple[Agency, ...]:
        """Agencies that list the address's domain, or one that it lies under. Several may share one."""
        domain = address.casefold().rpartition("@")[2]
        while domain:
            if domain in self._by_domain:
                return tuple(self._by_domain[domain])
            domain = domain.partition(".")[2]
        return ()

    def is_listed(self, address: str) -> bool:
        folded = address.casefold()
        return bool(self.agencies_at(address) or self.domain_agencies(address)) or any(
            person.email.casefold() == folded for person in self.people
        )

    def role(self, name: str) -> Person | None:
        """Who holds a role ("Deputy manager"), or None while nobody is named with an address."""
        wanted = plain_name(name)
        return next((one for one in self.people if plain_name(one.role) == wanted and one.email), None)

    def holders(self, role: str) -> tuple[Person, ...]:
        """Everybody who holds a role that several may hold ("Nominated person"), each address once."""
        wanted = plain_name(role)
        found = {one.email.casefold(): one for one in self.people if plain_name(one.role) == wanted and one.email}
        return tuple(found.values())

    def person(self, name: str) -> Person | None:
        """The person of that name, on *People* or as an agency's SPOC; None where nobody, or two with different addresses."""
        wanted = plain_name(name)
        spocs = [Person("SPOC", one.spoc_name or "", one.spoc_email or "") for one in self.agencies]
        known = [one for one in (*self.people, *spocs) if one.email and plain_name(one.name) == wanted]
        found = {one.email.casefold(): one for one in known}
        return next(iter(found.values())) if wanted and len(found) == 1 else None

    def nearest(self, name: str) -> tuple[str, ...]:
        """At most three listed names that look like `name`: to be shown to a person, never to be used."""
        from rapidfuzz import fuzz, process

        names = [one for agency in self.agencies for one in (agency.name, *agency.aliases)]
        names += [one.spoc_name for one in self.agencies if one.spoc_name]
        names += [one for person in self.people for one in (person.name, person.role) if one]
        found = process.extract(plain_name(name), {one: plain_name(one) for one in names}, scorer=fuzz.WRatio, limit=3)
        return tuple(dict.fromkeys(key for _, score, key in found if score >= 60))


def plain_name(text: str) -> str:
    """A name for comparing: no case, no punctuation, "&" as "and", no leading "the"."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("&", " and ").replace("’", "'").replace("'", "")
    words = re.sub(r"[^\w]+", " ", folded).split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)
