"""Words that stand where an answer belongs and are none: the stock words of Word's controls, and a form's instructions.

Nobody's answer may look like them, so each pattern is narrow: "Please see the attached report" is an answer,
"(please give details)" is not (WORD_TRAPS, *Content controls*).
"""

from __future__ import annotations

import re

from parsers.memory import remembered

_STOCK = re.compile(
    r"(?:click|tap|double[- ]click)(?: or (?:tap|click))?(?: here| on this)?(?: to)? (?:enter|add|select|choose|insert|type|pick|edit)\b.{0,60}|"
    r"(?:click|tap)(?: or tap)? here\b.{0,40}|"
    r"(?:please )?(?:choose|select|pick)(?: an?| one| from)?(?: the)? (?:items?|options?|dates?|answer|agency|list|drop[- ]?down)(?: list)?(?: here)?|"
    r"(?:please )?(?:enter|insert|type|add)(?: an?| your| the)? (?:text|answer|response|dates?|details|name|information)(?: here)?|"
    r"(?:please )?(?:type|write|enter) (?:your (?:answer|response|text) )?here|"
    r"(?:please )?(?:choose|select)|-+ ?(?:please )?(?:select|choose)(?: one)? ?-+|dd ?[/.-] ?mm ?[/.-] ?yy(?:yy)?|your text here|text here",
    re.IGNORECASE,
)
_VERBS = (
    r"(?:describe|specify|indicate|tick|delete|circle|underline|outline|summari[sz]e|explain|list|record|give|state|provide|include|"
    r"detail|complete|continue|use|write|print|enter|insert|select|attach|note|expand|refer|see|add|choose|check|answer|set out|ensure)"
)
_BRACKETED = re.compile(
    rf"[(\[{{<]\s*(?:please\b|e\.?g\b|i\.?e\b|for example|such as|including|if\b|{_VERBS}\b|as appropriate|where|to be|"
    r"block capitals|max(?:imum)?\b|approx|continue|optional|required|mandatory|insert|full|both|up to|do not|don.t|this|what|who|when|how|why|\*)"
    r"[^()\[\]]*[)\]}>]\s*[.:]?",
    re.IGNORECASE,
)
_CERTAIN = re.compile(
    r"(?:please\s+)?(?:"
    r"(?:describe|specify|indicate|outline|summari[sz]e|explain|list|state|set out|tick|circle|underline)\b(?!.*\b(?:i|we|our|my)\b).{0,200}|"
    r"give (?:as much|brief|full|details|reasons|examples|names|dates)\b.{0,160}|provide (?:as much|brief|full|details|reasons|examples|names|dates|a brief|a summary)\b.{0,160}|"
    r"include (?:as much|brief|full|details|reasons|examples|names|dates|any|all|the|what|who|how|when|a)\b.{0,160}|"
    r"delete (?:as|which|where|whichever|those)\b.{0,60}|continue (?:on|over|overleaf)\b.{0,80}|use (?:block|separate|a separate|additional|continuation|black)\b.{0,80}|"
    r"write (?:in|clearly)\b.{0,60}|print (?:clearly|name)\b.{0,40}|complete (?:all|in|this|each|every|as|the)\b.{0,120}|"
    r"refer to (?:the |our |your |local )?(?:[a-z-]+ ){0,3}(?:guidance|policy|procedures?|notes|protocol|document|framework|criteria)\b.{0,80}|e\.?g\.? .{0,160}|(?:for example|such as),? .{0,160}|see (?:guidance|notes?|overleaf|policy|appendix)\b.{0,60}|"
    r"be (?:concise|brief|specific|factual|clear|succinct)\b.{0,120}|say (?:what|who|why|how|when|which|whether)\b.{0,160}|stick to (?:the )?facts\b.{0,80}|"
    r"avoid (?:blame|jargon|abbreviations|acronyms)\b.{0,80}|keep (?:it|this|to)\b.{0,20}(?:brief|short|facts|factual)\b.{0,60}|"
    r"(?:think about|remember to|tell us (?:what|why|how|about|who|when|where|which|if|whether|more|in|as)|make sure (?:that )?(?:you|your|the form|all|each|every|it is clear))\b(?!.*\b(?:i|we|our|my)\b).{0,160}|consider (?:what|whether|how|who)\b.{0,160}|if (?:yes|no|so|not),? .{0,200}|"
    r"(?:attach|add) (?:additional|extra|further|separate|any)\b.{0,80}|do not leave blank|maximum \d+ words|block capitals(?: please)?|as appropriate"
    r")[.:]?",
    re.IGNORECASE,
)


@remembered
def is_stock(text: str) -> bool:
    """True for the words that Word or a form's maker put into an empty control."""
    said = " ".join(text.split()).rstrip(".:… ")
    return bool(said) and len(said) < 90 and _STOCK.fullmatch(said) is not None


@remembered
def is_instruction(text: str) -> bool:
    """True for a line that tells how to answer: in brackets, or in words that no answer begins with."""
    said = " ".join(text.split())
    if not said or len(said) > 300:
        return False
    return _BRACKETED.fullmatch(said) is not None or _CERTAIN.fullmatch(said) is not None


def is_prompt(text: str) -> bool:
    """True for words that are no answer although they stand where one belongs."""
    return is_stock(text) or is_instruction(text)


def without_prompt(text: str) -> str:
    """`text` without a bracketed instruction at its front, where words follow it."""
    found = _BRACKETED.match(text)
    if found and re.search(r"\w", text[found.end() :]):
        return text[found.end() :].strip()
    return text
