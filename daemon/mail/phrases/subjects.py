"""What subjects say of who wrote a mail."""

from __future__ import annotations

import re

# Tags that gateways and people's programs put before a subject; they say nothing of who wrote.
TAGS = r"^\s{0,9}(?:(?:\[[^\]\n]{1,40}\]|\*{1,4}\s?(?:external|extern|spam\??|caution|ext)\s?\*{1,4}|\{[^}\n]{1,40}\}|external(?: e-?mail)?:|\(external\))\s{0,9}){0,4}"
# A subject that begins so names the mail as an automatic answer; no person begins a subject in this way.
_REPLY_NAMES = (
    r"auto(?:matic|mated|matically generated)?[\s_-]{0,2}(?:e-?mail[\s_-])?(?:reply|response|responder|answer|"
    r"acknowledge?ment)|auto-?re|auto(?=\s?:)|autoreply|auto-?responder|"
    r"out[\s-]of[\s-](?:the[\s-])?office(?: auto-?reply| reply| response| message| notification| notice)?|"
    r"ooo|oof|away from (?:the |my )?(?:office|desk|e-?mail)|vacation (?:reply|notice|message|response)|"
    r"holiday (?:reply|message)|"
    r"r[ée]ponse automatique|message automatique|(?:message d.)?absence du bureau|absent(?:e)? du bureau|"
    r"avis d.absence|notification d.absence|"
    r"automatische antwort|auto-antwort|automatische r[üu]ckantwort|automatische r[üu]ckmeldung|"
    r"automatische eingangsbest[äa]tigung|abwesenheit(?:s(?:notiz|nachricht|meldung|assistent|hinweis|"
    r"info(?:rmation)?|mitteilung|agent))?|abwesend|nicht im (?:b[üu]ro|haus)|au(?:ß|ss)er haus|"
    r"respuesta autom[áa]tica|respuesta de fuera de (?:la )?oficina|fuera de (?:la )?oficina|"
    r"contestaci[óo]n autom[áa]tica|mensaje autom[áa]tico|resposta autom[àá]tica|resposta autom[áa]tica|"
    r"fora do escrit[óo]rio|aus[êe]ncia tempor[áa]ria|"
    r"risposta automatica|risponditore automatico|fuori (?:sede|ufficio)|assenza dall.ufficio|r[ăa]spuns automat|"
    r"automatisch(?:e)? (?:antwoord|beantwoording|bericht|reactie)|afwezigheid(?:s(?:bericht|melding|assistent))?|"
    r"niet aanwezig|afwezig|"
    r"autosvar|auto-svar|automatiskt svar|automatisk svar|automatisk besvarelse|automatiskt meddelande|"
    r"fr[åa]nvaro(?:meddelande|assistent|besked)?|frav[æa]r(?:sbesked|smelding|sassistent)?|ikke p[åa] kontoret|"
    r"ikke til stede|sj[áa]lfvirkt svar|"
    r"automaattinen vastaus|automaattivastaus|poissaolo(?:viesti|ilmoitus)?|poissa toimistosta|automaatvastus|"
    r"automatick[áa] odpove[ďd]|automatick[áa] odpov[ěe][ďd]|automatick[éea] odpov[ěe]di?|mimo kancel[áa][řr]|"
    r"nep[řr][íi]tomnos[tť]|nep[řr][íi]tomen|"
    r"odpowied[źz] automatyczna|autoodpowied[źz]|automatyczna odpowied[źz]|nieobecno[śs][ćc]|poza biurem|"
    r"автоответ|автоматический ответ|автоматична відповідь|автоматичен отговор|нет на месте|аутоматски одговор|"
    r"automatski odgovor|samodejni odgovor|"
    r"αυτόματη απάντηση|εκτός γραφείου|otomatik yan[ıi]t|otomatik cevap|ofis d[ıi][şs][ıi]nda|"
    r"automatikus v[áa]lasz|h[áa]zon k[íi]v[üu]l|automātisk[āa] atbilde|پاسخ خودکار|automatick[áa] odpove[dď]|"
    r"sj[áa]lfvirkt svar|away message|auto away|yahoo! auto response|automatinis atsakymas|"
    r"自動返信|自動応答|自動回覆|自动(?:回复|答复|应答)|自動(?:答覆|回覆|回信|応答メール)|外出不在|外出通知|不在通知|不在のお知らせ|자동 회신|자동 응답|부재중|तटस्थ उत्तर|"
    r"स्वचालित उत्तर|الرد التلقائي|رد تلقائي|תשובה אוטומטית|trả lời tự động|การตอบกลับอัตโนมัติ|"
    r"ymateb awtomatig|ateb awtomatig|allan o.r swyddfa|allan o.r swyddfa|neges awtomatig|i ffwrdd o.r swyddfa|"
    r"freagra uathoibr[íi]och|freagairt gu f[èe]in-obrachail"
)
AUTOMATIC = re.compile(
    TAGS
    + rf"[\[(<*«\"']{{0,3}}\s{{0,3}}(?P<said>{_REPLY_NAMES})\s{{0,3}}(?P<after>[\])>*»\"']{{0,3}}\s{{0,3}}(?:[:：–—|"
    rf",;!/-]|re\s?:|$|from\b|by\b)|[\])»]\s)",
    re.IGNORECASE,
)
# The same name at the end, in brackets: "Re: your letter [Auto-Reply]".
AUTOMATIC_AT_END = re.compile(rf"[\[({{<*]\s{{0,2}}(?P<said>{_REPLY_NAMES})\s{{0,2}}[\])}}>*]\s{{0,5}}$", re.IGNORECASE)
# Subjects that a machine writes and a person may too: only together with words of the same kind.
PERHAPS = re.compile(
    TAGS
    + r"(?:(?:re|aw|sv|antw|vs|rv|r|tr)\s?:\s?){0,3}(?P<said>"
    + _REPLY_NAMES
    + r"|(?:i am |i'm )?(?:currently )?(?:on |taking )?(?:annual |sick |maternity |paternity |parental |study |"
    r"compassionate )?leave\b|on holiday|(?:i am |i'm )?(?:currently )?(?:away|absent|out of (?:the )?office|"
    r"not (?:in|available))\b|"
    r"abwesend|absent|assente|ausente|away\b|in ferie|en vacances|cong[ée]s?\b|urlaub|"
    r"thank(?:s| you) for (?:your (?:e-?mail|enquiry|inquiry|message|request|interest)|contacting|"
    r"getting in touch|e-?mailing)|we have received your|"
    r"your (?:e-?mail|message|enquiry|request|ticket) (?:has been|was) received|(?:acknowledge?ment|"
    r"confirmation) of receipt|receipt of your|"
    r"(?:re: )?\[?(?:ticket|case|request|incident|sr|inc)[\s#:-]{1,3}[\w-]{3,20}\]?.{0,40}(?:received|created|"
    r"opened|logged|registered|assigned))",
    re.IGNORECASE,
)
# The subject speaks of an automatic answer anywhere, or a helpdesk's subject names what became of a mail.
PERHAPS_ANYWHERE = re.compile(
    r"\b(?:is|are|will be|now) closed (?:for|until|till|from|over|on)\b|\b(?:school|office|christmas|easter|"
    r"summer|half[\s-]term|holiday|bank holiday) (?:holiday |office )?(?:closed|closure|closing)\b|\bauto(?:mated|"
    r"matic)?[\s-]?(?:response|reply|acknowledge?ment)\b|\b(?:ticket|case|request|enquiry|inquiry|incident|"
    r"message|e-?mail|referral|contact|submission) (?:has been |was |is )?(?:received|created|logged|registered|"
    r"opened|submitted)\b|"
    r"\b(?:we(?:'ve| have)? received|received) your\b|\b(?:ticket|case|incident|request) (?:id|number|"
    r"ref(?:erence)?|no\.?)\s?[:#-]?\s?\w|\bref:_\w|^\s{0,9}\[(?:ticket|case|request|incident|"
    r"sr)\s?[#:-]?\s?[\w-]{1,30}\]",
    re.IGNORECASE,
)
SAYS_RECEIVED = re.compile(
    r"\b(?:your|the) (?:e-?mail|message|request|enquiry|inquiry|ticket|case|incident|referral|submission|"
    r"query)(?: \(?(?:ref(?:erence)?\.? ?)?[A-Z]{0,6}[-_#]?\d[\w-]{0,20}\)?)? (?:has been|was|"
    r"is) (?:successfully )?(?:received|logged|created|registered|opened|submitted|assigned)\b|"
    r"^\s{0,9}(?:e-?mail|message|request|enquiry|ticket|case|referral) received\b|^\s{0,9}automatic acknowledge?ment\b",
    re.IGNORECASE,
)
SAYS_THANKS = re.compile(
    r"^\s{0,9}thank(?:s| you) for (?:your (?:e-?mail|enquiry|message|referral|submission)|contacting|e-?mailing|"
    r"getting in touch)\b",
    re.IGNORECASE,
)
ANSWERS_OR_FORWARDS = re.compile(TAGS + r"(?:re|fwd?|aw|wg|sv|vs|tr|rv|antw|odp|doorst|ynt|atb)\s?:", re.IGNORECASE)
TICKET_SUBJECT = re.compile(
    r"^\s{0,9}\[?(?:(?:ticket|case|request|incident|sr)\s?[#:-]?\s?\d|(?:RITM|INC|REQ|CHG|SCTASK|"
    r"CS)\d{5})[\w-]{1,30}\]?",
    re.IGNORECASE,
)
# A subject by which somebody has gone for good, or an address has.
GONE = re.compile(
    TAGS + r"(?:(?:i have|i've|i\u2019ve|i am|i'm) (?:now )?(?:retired|left|moved on|no longer (?:at|with|in|working))|"
    r"retired\b|no longer (?:at|with|working|in post|in use|monitored)|.{0,20}(?:mailbox|inbox|e-?mail|address|"
    r"account) (?:is |has been |now )?(?:not in use|no longer|closed|unmonitored|not monitored|de-?activated|"
    r"retired))",
    re.IGNORECASE,
)
