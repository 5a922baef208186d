"""Notices of systems about themselves, challenges, recalls, and what goes to many at once."""

from __future__ import annotations

import re

from daemon.mail.phrases.subjects import TAGS

# A filter that asks a sender to prove that they are a person.
CHALLENGE = re.compile(
    r"\bnot (?:yet )?(?:on|in) (?:the|my|our|his|her|their) .{0,30}(?:approved|safe|allowed|white|"
    r"trusted).{0,12} ?list|"
    r"(?:confirm|verify|prove|show) (?:to us )?(?:that )?(?:you are|you're|your(?:self| identity)|"
    r"this message) .{0,40}(?:human|person|spammer|sender|robot|spam)|\b(?:you are|you're) not a (?:spammer|"
    r"robot)|(?:message|e-?mail) (?:will (?:only )?be|is being|has been|was) (?:delivered|held|quarantined|"
    r"placed in) .{0,80}(?:once|until|after|unless|pending) .{0,40}(?:approv|confirm|verif|click|respond|reply)|"
    r"senders (?:that )?(?:i|we|you) (?:have )?(?:approved|whitelisted)|complete the verification (?:process|step|"
    r"request)|list of approved senders|protecting (?:myself|ourselves|my inbox) from (?:receiving )?(?:junk|"
    r"spam)|to control spam|"
    r"uses (?:boxbe|spamarrest|sanebox|mailblocks|spam arrest|a challenge)|release your pending message|"
    r"add (?:you|yourself) to .{0,40}(?:guest|approved|allowed|white) ?list",
    re.IGNORECASE,
)
RECALL = re.compile(
    TAGS + r"(?:recall|message recall (?:success|failure|report|status)|r[üu]ckruf|rappel|recuperar|richiamo|"
    r"intrekken)\s{0,2}:",
    re.IGNORECASE,
)
RECALL_WORDS = re.compile(
    r"would like to recall the message|attempt to recall the message|your attempt to recall|"
    r"the sender would like to recall|recall (?:succeeded|failed|is in progress)|"
    r"m[öo]chte die nachricht .{0,200}zur[üu]ckrufen|souhaite rappeler",
    re.IGNORECASE,
)
# Notices of systems about themselves: quarantines, quotas, passwords, tasks, shared files.
SYSTEM_SUBJECT = re.compile(
    TAGS + r"(?:.{0,60}\b(?:quarantine(?:d)?\b.{0,30}(?:notification|digest|summary|report|messages?)|(?:messages?|"
    r"e-?mails?) (?:are |is )?(?:in|on) (?:quarantine|hold)|(?:held|spam|quarantine) (?:messages?|digest|report|"
    r"summary|notification))|"
    r"you have (?:new |\d+ )?(?:held|quarantined) (?:messages?|e-?mails?)|.{0,40}\b(?:end user|daily|weekly|"
    r"monthly|activity|notification|quarantine|spam) digest\b|your (?:mailbox|inbox|e-?mail account|onedrive|"
    r"storage) (?:is|has) (?:(?:almost |nearly )?full|over |reached |exceeded )|mailbox (?:quota|size|full|"
    r"storage)\b|your password (?:will|has|is|expires)|password (?:expir|reset\b)|reset your password|"
    r"your (?:sign-?in|log-?in|verification|security|one-?time|access) (?:code|passcode|link)|(?:confirm|"
    r"verify) your (?:e-?mail(?: address)?|account))",
    re.IGNORECASE,
)
# One who speaks of what is theirs: a system's notice speaks of what is yours.
OF_MINE = re.compile(r"(?:^|[.!?,]\s{1,3}|\bthat )(?:my|our)\s", re.IGNORECASE | re.MULTILINE)
AGGREGATE = re.compile(
    r"^\s{0,9}(?:\[[^\]]{1,40}\]\s?)?(?:dmarc aggregate )?report domain:\s?\S{1,255}\s.{0,20}submitter:|"
    r"^\s{0,9}(?:dmarc|tls-?rpt) (?:aggregate |failure |forensic )?report\b",
    re.IGNORECASE,
)
# Other things that are written below what goes to many at once.
TO_MANY = re.compile(
    r"you(?:\u2019|')?(?:re| are| were) (?:receiving|sent|getting) (?:this|these)\b|you received this (?:e-?mail|"
    r"message) because|why am i (?:receiving|getting) this|this e-?mail was sent to\b|because you (?:subscribed|"
    r"signed up|registered|are a member|opted in)|"
    r"\b(?:view|read|open) (?:it |this |the full )?(?:e-?mail |message |newsletter |issue )?(?:online|in (?:your |"
    r"a |the )?browser|on the web)|\b(?:book|register|sign up|apply|shop|order|buy|donate) (?:now|today|here)\b|"
    r"\bbook your place\b|\bread more\b|\bfind out more\b|\bclick here to\b|\b(?:start|take|complete) (?:the |"
    r"our |this )?survey\b|"
    r"\bprivacy (?:statement|policy|notice)\b|\bfollow us on\b|\bgo to (?:comment|task|message)\b|\bview (?:album|"
    r"all|photos|task|post)\b|\b(?:is|are) registered in england\b|\bregistered (?:office|company|in england)|"
    r"\ball rights reserved\b|\u00a9|in this (?:issue|edition|month's)|\bsave \d{1,2} ?%",
    re.IGNORECASE,
)
# What newsletters write and people do not.
_LEAVES_A_LIST = r"\bunsubscribe\b|(?:no longer wish|don.t want|do not want) (?:to (?:receive|get|hear) |e-?mails? like this)|\bopt[\s-]?out\b|view (?:this |it )?(?:e-?mail |message |newsletter )?(?:in|with) (?:your|a|the) browser|manage (?:your )?(?:e-?mail )?(?:preferences|subscriptions?)|you (?:are|were) (?:receiving|sent) this (?:e-?mail|message|newsletter)? ?because|update (?:your|my) (?:e-?mail )?preferences|abmelden|se d[ée]sabonner|darse de baja|afmelden"
LEAVES_A_LIST = re.compile(_LEAVES_A_LIST, re.IGNORECASE)
NEWSLETTER = re.compile(rf"{_LEAVES_A_LIST}|\b(?:newsletter|e-?bulletin|mailing list)\b", re.IGNORECASE)
STUB = re.compile(r"^\s{0,9}retrieval using the (?:imap4?|pop3?) protocol failed", re.IGNORECASE)
STUB_WORDS = re.compile(
    r"^\s{0,9}(?:the server could ?n[o']t retrieve the following message|retrieval using the (?:imap4?|"
    r"pop3?) protocol failed)",
    re.IGNORECASE,
)
