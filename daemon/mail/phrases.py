"""What systems without proper headers write in subjects and first words, in the languages in which mail reaches a partnership.

Every pattern is anchored or has no open-ended repetition, so that it costs a bounded time for each character.
"""

from __future__ import annotations

import re

# Tags that gateways and people's programs put before a subject; they say nothing of who wrote.
_TAGS = r"^\s{0,9}(?:(?:\[[^\]\n]{1,40}\]|\*{1,4}\s?(?:external|extern|spam\??|caution|ext)\s?\*{1,4}|\{[^}\n]{1,40}\}|external(?: e-?mail)?:|\(external\))\s{0,9}){0,4}"

# A subject that begins so names the mail as an automatic answer; no person begins a subject in this way.
_REPLY_NAMES = (
    r"auto(?:matic|mated|matically generated)?[\s_-]{0,2}(?:e-?mail[\s_-])?(?:reply|response|responder|answer|acknowledge?ment)|auto-?re|auto(?=\s?:)|autoreply|auto-?responder|out[\s-]of[\s-](?:the[\s-])?office(?: auto-?reply| reply| response| message| notification| notice)?|"
    r"ooo|oof|away from (?:the |my )?(?:office|desk|e-?mail)|vacation (?:reply|notice|message|response)|holiday (?:reply|message)|"
    r"r[ée]ponse automatique|message automatique|(?:message d.)?absence du bureau|absent(?:e)? du bureau|avis d.absence|notification d.absence|"
    r"automatische antwort|auto-antwort|automatische r[üu]ckantwort|automatische r[üu]ckmeldung|automatische eingangsbest[äa]tigung|abwesenheit(?:s(?:notiz|nachricht|meldung|assistent|hinweis|info(?:rmation)?|mitteilung|agent))?|abwesend|nicht im (?:b[üu]ro|haus)|au(?:ß|ss)er haus|"
    r"respuesta autom[áa]tica|respuesta de fuera de (?:la )?oficina|fuera de (?:la )?oficina|contestaci[óo]n autom[áa]tica|mensaje autom[áa]tico|resposta autom[àá]tica|resposta autom[áa]tica|fora do escrit[óo]rio|aus[êe]ncia tempor[áa]ria|"
    r"risposta automatica|risponditore automatico|fuori (?:sede|ufficio)|assenza dall.ufficio|r[ăa]spuns automat|"
    r"automatisch(?:e)? (?:antwoord|beantwoording|bericht|reactie)|afwezigheid(?:s(?:bericht|melding|assistent))?|niet aanwezig|afwezig|"
    r"autosvar|auto-svar|automatiskt svar|automatisk svar|automatisk besvarelse|automatiskt meddelande|fr[åa]nvaro(?:meddelande|assistent|besked)?|frav[æa]r(?:sbesked|smelding|sassistent)?|ikke p[åa] kontoret|ikke til stede|sj[áa]lfvirkt svar|"
    r"automaattinen vastaus|automaattivastaus|poissaolo(?:viesti|ilmoitus)?|poissa toimistosta|automaatvastus|"
    r"automatick[áa] odpove[ďd]|automatick[áa] odpov[ěe][ďd]|automatick[éea] odpov[ěe]di?|mimo kancel[áa][řr]|nep[řr][íi]tomnos[tť]|nep[řr][íi]tomen|"
    r"odpowied[źz] automatyczna|autoodpowied[źz]|automatyczna odpowied[źz]|nieobecno[śs][ćc]|poza biurem|"
    r"автоответ|автоматический ответ|автоматична відповідь|автоматичен отговор|нет на месте|аутоматски одговор|automatski odgovor|samodejni odgovor|"
    r"αυτόματη απάντηση|εκτός γραφείου|otomatik yan[ıi]t|otomatik cevap|ofis d[ıi][şs][ıi]nda|automatikus v[áa]lasz|h[áa]zon k[íi]v[üu]l|automātisk[āa] atbilde|پاسخ خودکار|automatick[áa] odpove[dď]|sj[áa]lfvirkt svar|away message|auto away|yahoo! auto response|automatinis atsakymas|"
    r"自動返信|自動応答|自動回覆|自动(?:回复|答复|应答)|自動(?:答覆|回覆|回信|応答メール)|外出不在|外出通知|不在通知|不在のお知らせ|자동 회신|자동 응답|부재중|तटस्थ उत्तर|स्वचालित उत्तर|الرد التلقائي|رد تلقائي|תשובה אוטומטית|trả lời tự động|การตอบกลับอัตโนมัติ|"
    r"ymateb awtomatig|ateb awtomatig|allan o.r swyddfa|allan o.r swyddfa|neges awtomatig|i ffwrdd o.r swyddfa|freagra uathoibr[íi]och|freagairt gu f[èe]in-obrachail"
)
AUTOMATIC = re.compile(
    _TAGS
    + rf"[\[(<*«\"']{{0,3}}\s{{0,3}}(?P<said>{_REPLY_NAMES})\s{{0,3}}(?P<after>[\])>*»\"']{{0,3}}\s{{0,3}}(?:[:：–—|,;!/-]|re\s?:|$|from\b|by\b)|[\])»]\s)",
    re.IGNORECASE,
)
# The same name at the end, in brackets: "Re: your letter [Auto-Reply]".
AUTOMATIC_AT_END = re.compile(rf"[\[({{<*]\s{{0,2}}(?P<said>{_REPLY_NAMES})\s{{0,2}}[\])}}>*]\s{{0,5}}$", re.IGNORECASE)

# Subjects that a machine writes and a person may too: only together with words of the same kind.
PERHAPS = re.compile(
    _TAGS
    + r"(?:(?:re|aw|sv|antw|vs|rv|r|tr)\s?:\s?){0,3}(?P<said>"
    + _REPLY_NAMES
    + r"|(?:i am |i'm )?(?:currently )?(?:on |taking )?(?:annual |sick |maternity |paternity |parental |study |compassionate )?leave\b|on holiday|(?:i am |i'm )?(?:currently )?(?:away|absent|out of (?:the )?office|not (?:in|available))\b|"
    r"abwesend|absent|assente|ausente|away\b|in ferie|en vacances|cong[ée]s?\b|urlaub|"
    r"thank(?:s| you) for (?:your (?:e-?mail|enquiry|inquiry|message|request|interest)|contacting|getting in touch|e-?mailing)|we have received your|"
    r"your (?:e-?mail|message|enquiry|request|ticket) (?:has been|was) received|(?:acknowledge?ment|confirmation) of receipt|receipt of your|"
    r"(?:re: )?\[?(?:ticket|case|request|incident|sr|inc)[\s#:-]{1,3}[\w-]{3,20}\]?.{0,40}(?:received|created|opened|logged|registered|assigned))",
    re.IGNORECASE,
)

# What an automatic answer says of itself, at the beginning of a line or sentence; within one it may be a person's quotation.
SAYS_SO = re.compile(
    r"(?:^|[.!?:]\s{1,3}|please note,? (?:that )?)[\s*_#=~-]{0,9}(?:"
    r"(?:please )?do not share this (?:e-?mail|link|message)|(?:please )?(?:type your )?reply above this line|(?:auto(?:mated|matic)?|out[\s-]of[\s-]office)[\s-]?(?:reply|response|message)\s?[*=#_~-]{2,9}|"
    r"this (?:is|was) an? (?:fully )?(?:automated|automatic|automatically[\s-]generated|auto-?generated|auto-?reply|auto-?response|system[\s-]generated|out[\s-]of[\s-]office)\b(?! (?:process|system|decision))|"
    r"this (?:e-?mail|message|response|reply|notification) (?:has been |was |is |is being )?(?:automatically|auto)[\s-]?(?:generated|sent|created|produced)\b|"
    r"this (?:e-?mail|message|response|reply|notification) (?:has been |was |is )?(?:generated|sent|created|produced) (?:automatically(?=\s{0,2}(?:[.,;:!)]|$|from |by |in (?:response|reply)|and |because|when ))|by an (?:automated|automatic)|from an (?:unmonitored|automated|unattended))|"
    r"i apologi[sz]e for this automat(?:ic|ed)|(?:auto|out[\s-]of[\s-]office)[\s-](?:reply|response)[\s*_=~-]{0,9}$|"
    r"(?:automated|automatic|auto)[\s-](?:reply|response|message|e-?mail|notification)[\s*_=~-]{0,9}(?:$|[:.]\s)|(?:##-? ?)?please type your reply above this line|"
    r"dies ist eine automatische?|diese (?:e-?mail|nachricht) wurde automatisch|ceci est (?:un message|une r[ée]ponse) automatique|(?:ce (?:message|courriel)|cet e-?mail) (?:a [ée]t[ée]|est) (?:envoy[ée]|g[ée]n[ée]r[ée]) automatiquement|"
    r"este es un mensaje autom[áa]tico|questo [èe] un messaggio automatico|dit is een automatisch|detta [äa]r ett automatiskt|dette er (?:en|et) automatisk|to jest (?:wiadomo[śs][ćc]|odpowied[źz]) (?:wygenerowana )?automatyczn|"
    r"(?:это|данное) (?:сообщение|письмо) (?:сгенерировано|отправлено)? ?автоматическ|esta (?:[ée] )?(?:uma )?(?:mensagem|resposta) autom[áa]tica|neges awtomatig yw hon)",
    re.IGNORECASE | re.MULTILINE,
)
# Asks for no answer: a doubt, for a person may write it too.
NO_ANSWER = re.compile(
    r"(?:do not|don't) (?:reply|respond) (?:directly )?to this (?:e-?mail|message|mail|notification|automated)|reply above this line|(?:mailbox|e-?mail address|inbox|account) is (?:not|un) ?monitored|bitte (?:antworten sie )?nicht auf diese|ne pas r[ée]pondre [àa] ce|no responda a este",
    re.IGNORECASE,
)
# Four things that the answer of somebody who is away, or of a helpdesk, is made of. A person may write one or two.
THANKS = re.compile(
    r"\b(?:thank(?:s| you) (?:very much )?for (?:your (?:recent )?(?:e-?mail|enquiry|inquiry|message|request|correspondence)|contacting|getting in touch|reaching out|e-?mailing|logging|submitting|reporting|calling)|vielen dank f[üu]r ihre|danke f[üu]r ihre|merci (?:pour|de) votre|gracias por (?:su|tu)|grazie per (?:la|aver)|bedankt voor uw|tack f[öo]r (?:ditt|ert)|tak for din|dzi[ęe]kuj[ęe] za|obrigad[oa] pel|diolch am eich)",
    re.IGNORECASE,
)
AWAY = re.compile(
    r"\b(?:i am|i'm|i\u2019m|i will be|i'll be|i shall be) (?:currently |now |presently |also )?(?:out of (?:the |my )?office|on (?:annual |sick |maternity |paternity |parental |study |extended |compassionate |a period of )?leave|on holiday|on vacation|away (?:from|on|until)|not (?:in|at) (?:the|my) office|out of office|absent|unavailable)|"
    r"^\s{0,4}(?:currently )?out of (?:the )?office\b|^\s{0,4}on (?:annual |maternity )?leave (?:until|from|till)|\bi (?:no longer|do not|don't) work (?:for|at|here|on)|has (?:now )?left the (?:organisation|council|trust|company)|(?:is|am|are) no longer (?:working|employed|with|in post|an? employee|at|in th(?:is|e) (?:post|role|office))|no longer works? (?:for|at|here|in|with)|(?:mailbox|e-?mail address|inbox|account) is (?:no longer|not being) (?:in use|monitored|used|active|checked)|this (?:mailbox|e-?mail address|account) is no longer|\bi(?:'ve| have)? (?:now |recently )?(?:left|retired|moved (?:on|to))\b|\bi (?:only )?work (?:only )?(?:part[\s-]?time|term[\s-]?time|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|mornings|school hours)\b|\b(?:my|a) non[\s-]?working days?\b|\bi am (?:currently )?(?:off (?:sick|work|ill)|(?:on|attending) (?:a |an )?(?:training|course|conference|secondment))\b|\bi(?:'m|\u2019m) (?:currently )?(?:off (?:sick|work|ill)|on a (?:training )?course)\b|\b(?:school|office|surgery) re-?opens\b|\b(?:account|mailbox|inbox|address) has (?:now )?been (?:closed|de-?activated|retired|switched off)\b|\b(?:messages|e-?mails?|mail) (?:sent |addressed )?(?:here|to this address|to it) (?:is|are|will be) (?:deleted|not|never)\b|\b(?:i am|i'm|i\u2019m) not (?:working|at work)\b|\b(?:office|school|surgery|service|centre|nursery|college|practice|department) (?:is|will be) (?:now |currently )?closed\b|\b(?:my )?(?:working|work) (?:days|hours|pattern) (?:are|is)\b|"
    r"\bich bin .{0,60}(?:nicht (?:im|erreichbar|am)|abwesend|urlaub|au(?:ß|ss)er haus)|\bje suis (?:actuellement )?(?:absente?|en cong[ée]|en vacances|hors du bureau)|je serai (?:absente?|de retour)|"
    r"\bestoy (?:actualmente )?(?:fuera|de vacaciones|ausente)|estar[ée] (?:fuera|ausente)|\bsono (?:attualmente )?(?:assente|fuori|in ferie)|sar[òo] (?:assente|fuori)|\bik ben .{0,30}(?:afwezig|niet (?:aanwezig|op kantoor)|met (?:vakantie|verlof))|"
    r"jag [äa]r (?:inte p[åa] kontoret|p[åa] semester|ledig|borta|f[öo]r n[äa]rvarande)|jeg er (?:ikke p[åa] kontoret|p[åa] ferie|bortreist|frav[æa]rende|ude af kontoret)|jestem (?:obecnie )?(?:nieobecn|na urlopie|poza biurem)|estou (?:de f[ée]rias|ausente|fora)|я (?:сейчас )?(?:в отпуске|отсутствую)|rydw i (?:allan|ar wyliau)|olen (?:lomalla|poissa)|jsem (?:mimo kancel[áa][řr]|na dovolen[ée])",
    re.IGNORECASE | re.MULTILINE,
)
RECEIVED = re.compile(
    r"\bwe (?:hereby |can |write to )?(?:acknowledge|confirm) (?:safe )?receipt of your\b|\bgot your (?:request|message|ticket)\b|"
    r"\b(?:this|our) (?:e-?mail )?(?:inbox|mailbox|account|address) (?:is|are) (?:not )?(?:for|used for|intended for)\b.{0,80}\b(?:only|quer|enquir|referral|monitor|check|emergenc|urgent)|\b(?:contents? of which|your comments) (?:have been|has been|are|is) noted\b|"
    r"\b(?:uw|je) (?:e-?mail|bericht|melding|verzoek|aanvraag) (?:is|werd) (?:door ons )?(?:goed )?ontvangen|\bwij hebben uw .{0,30}ontvangen|\baccus(?:ons|e) (?:bonne )?r[ée]ception|\bnous avons bien re[çc]u|\bhemos recibido (?:su|tu)|\babbiamo ricevuto (?:la sua|il suo|la tua)|\b(?:wir haben )?ihre (?:nachricht|anfrage|e-?mail|mail|anliegen) (?:(?:ist|wurde) (?:bei uns )?(?:eingegangen|empfangen|registriert)|(?:dankend )?erhalten)|"
    r"\botrzymali[śs]my (?:pa[ńn]stwa|twoj|pana|pani)|\bvi har (?:mottatt|modtaget|mottagit) (?:din|ditt|din[ea]|deres)|\brecebemos (?:a sua|o seu|a tua)|\bam primit (?:mesajul|solicitarea)|\bobdr[žz]eli jsme|\bмы получили ваше|\bваше (?:письмо|сообщение|обращение) (?:получено|зарегистрировано)|\brydym wedi derbyn eich|\bmegkaptuk|\b"
    r"\byour (?:e-?mail|message|request|enquiry|query|ticket|correspondence) \([^()\n]{1,40}\) (?:has been|was) |\byour (?:e-?mail|message|enquiry|request) (?:has (?:now )?reached|is important to us)|\bwe(?:'ve|\u2019ve| have) (?:now |safely )?(?:received|got) (?:your|this) |\bthis (?:is to )?(?:confirms?|acknowledges?) (?:that (?:we have|your)|receipt)|\bconfirm(?:s|ation)? (?:of )?(?:safe )?receipt\b|"
    r"\b(?:e-?mails?|messages|enquiries|(?:this|our) (?:e-?mail )?(?:inbox|mailbox|account|address)) (?:is|are|will be) (?:only )?(?:dealt with|answered|monitored|checked|read|actioned|responded to|looked at|processed)\b|\byour (?:e-?mail|message|request|enquiry|query|ticket|correspondence) (?:has been|was) (?:safely |successfully )?(?:received|logged|registered|forwarded)|\bwe (?:have|'ve) (?:now )?received your (?:e-?mail|message|request|enquiry|query)|\ba (?:ticket|case|request) has been (?:created|opened|logged|raised)|"
    r"(?:e-?mail|message|request) (?:is|will be) (?:being )?(?:dealt with|reviewed|processed|read) (?:by|within|as soon)",
    re.IGNORECASE,
)
RETURN = re.compile(
    r"\b(?:binnen|innerhalb von|inom|inden|w ci[ąa]gu|en un plazo de|entro|sous|dans un d[ée]lai de) (?:\d{1,3}|een|einem|zwei|twee|drei|drie|vijf|f[üu]nf|dw[óo]ch|deux|trois|dos|due|tre) ?(?:\(?\w{0,8}\)? )?(?:werkdag|werktag|arbetsdag|arbejdsdag|dni|d[íi]as|h[oóe]ra|ore|giorni|jours|heures|stunden|uur|dagen|timmar|timer|dygn)|\bschnellstm[öo]glich|\bso bald wie m[öo]glich|\bmeilleurs d[ée]lais|\bal pi[ùu] presto|\bzo spoedig mogelijk|\bhurtigst mulig|\bs[åa] snart som m[öo]jligt|\bjak najszybciej|\blo antes posible|\bcyn gynted [âa] phosibl|"
    r"\b(?:i )?(?:will|shall|'ll|\u2019ll) (?:reply|respond|get back|be back|be returning|return|answer|deal with|pick|read|not be|have (?:limited|no))\b|\b(?:upon|on) my return\b|\breturning (?:on|to|until)\b|\bwe (?:aim|try|endeavour|hope) to (?:respond|reply|answer|get back|acknowledge|contact)|\b(?:will|shall) (?:get back to you|be in touch|be answered|be responded|respond|reply|receive a (?:response|reply))\b|\bwhen i(?:'m| am) next (?:in|at) work\b|\bfollow[\s-]up with you\b|\b(?:we|i)(?:'|\u2019)ll be in touch\b|\b(?:will|shall) be (?:reviewed|read|processed|answered|looked at|dealt with|considered|actioned) by\b|\bback (?:in the office )?on\b|\b(?:we|our team|a member of (?:the|our) team|someone) (?:will|aims? to|endeavours? to|shall) (?:respond|reply|be in touch|contact|review|get back)|"
    r"\bwieder (?:im b[üu]ro|erreichbar|da)|\bab dem \d|\bde retour\b|\bterug\b|\bregreso\b|\btillbaka\b|\btilbage\b|\btilbake\b|\bwr[óo]c|\btorner[òo]|\brientr|\bretorn",
    re.IGNORECASE,
)
# What an office promises of itself, and a person who answers does not.
OFFICE = re.compile(
    r"\bplease allow (?:us )?(?:up to |at least |around )?(?:\d{1,3}|one|two|three|five|seven|ten|\w+-\w+|a few)(?: ?\(\d{1,2}\))?(?: ?(?:-|to) ?\d{1,3})? (?:working |business |school )?(?:hours|days|weeks)\b|\b(?:a|one) (?:member|colleague) (?:of|from) (?:the|our) .{0,40}?(?:team|staff|office|unit) (?:will|shall|is going to)\b|"
    r"\bwe (?:aim|endeavour|strive|try|do our best|will endeavour) to (?:respond|reply|answer|acknowledge|get back|contact|deal with|read)\b|\b(?:due to|because of) (?:the )?(?:high|large|current|unprecedented|exceptional) (?:volume|number|demand)|\bwe are (?:currently )?(?:dealing with|experiencing|receiving|unable to (?:give|offer|provide|acknowledge|respond))\b|\bwe (?:cannot|can't|do not|are not able to|are unable to) (?:accept|give|book|take|offer|provide|process|respond to) .{0,60}\b(?:by|via|through|over) e-?mail\b|\bplease do not chase\b",
    re.IGNORECASE,
)
# One who writes of themselves. Offices write "we"; who is away writes so too.
MYSELF = re.compile(r"(?:^|[\s(,;.])I(?:['\u2019](?:ll|ve|m|d))? (?!would like to (?:thank|confirm|acknowledge))[a-z]")
# The subject speaks of an automatic answer anywhere, or a helpdesk's subject names what became of a mail.
PERHAPS_ANYWHERE = re.compile(
    r"\b(?:is|are|will be|now) closed (?:for|until|till|from|over|on)\b|\b(?:school|office|christmas|easter|summer|half[\s-]term|holiday|bank holiday) (?:holiday |office )?(?:closed|closure|closing)\b|\bauto(?:mated|matic)?[\s-]?(?:response|reply|acknowledge?ment)\b|\b(?:ticket|case|request|enquiry|inquiry|incident|message|e-?mail|referral|contact|submission) (?:has been |was |is )?(?:received|created|logged|registered|opened|submitted)\b|"
    r"\b(?:we(?:'ve| have)? received|received) your\b|\b(?:ticket|case|incident|request) (?:id|number|ref(?:erence)?|no\.?)\s?[:#-]?\s?\w|\bref:_\w|^\s{0,9}\[(?:ticket|case|request|incident|sr)\s?[#:-]?\s?[\w-]{1,30}\]",
    re.IGNORECASE,
)
SAYS_RECEIVED = re.compile(
    r"\b(?:your|the) (?:e-?mail|message|request|enquiry|inquiry|ticket|case|incident|referral|submission|query)(?: \(?(?:ref(?:erence)?\.? ?)?[A-Z]{0,6}[-_#]?\d[\w-]{0,20}\)?)? (?:has been|was|is) (?:successfully )?(?:received|logged|created|registered|opened|submitted|assigned)\b|"
    r"^\s{0,9}(?:e-?mail|message|request|enquiry|ticket|case|referral) received\b|^\s{0,9}automatic acknowledge?ment\b",
    re.IGNORECASE,
)
SAYS_THANKS = re.compile(
    r"^\s{0,9}thank(?:s| you) for (?:your (?:e-?mail|enquiry|message|referral|submission)|contacting|e-?mailing|getting in touch)\b",
    re.IGNORECASE,
)
ANSWERS_OR_FORWARDS = re.compile(_TAGS + r"(?:re|fwd?|aw|wg|sv|vs|tr|rv|antw|odp|doorst|ynt|atb)\s?:", re.IGNORECASE)
TICKET_SUBJECT = re.compile(
    r"^\s{0,9}\[?(?:(?:ticket|case|request|incident|sr)\s?[#:-]?\s?\d|(?:RITM|INC|REQ|CHG|SCTASK|CS)\d{5})[\w-]{1,30}\]?",
    re.IGNORECASE,
)
# A number that a helpdesk gives to what it received.
TICKET = re.compile(
    r"\bref:msg\d{6}|\b(?:ticket|request|case|enquiry|incident)(?: for support)? ?(?:#\d+ )?(?:has been|was) (?:created|opened|logged|raised|assigned|registered)|\bassigned #?\d{3,}|\byour (?:ticket|case|request|enquiry|incident|reference|query) (?:number|id|reference|ref)|\b(?:ticket|case|request|enquiry|inquiry|incident|reference|call|query|contact)(?: ?(?:id|number|ref(?:erence)?|no\.?))?(?: (?:is|has been|was))?(?: (?:logged|assigned|given|created))?(?: (?:as|with|under|the))*\s?[:#(-]{0,3}\s?(?:[A-Z]{0,6}[-_]?\d[\d-]{2,})|"
    r"\byour (?:case|ticket|request|enquiry|query|incident|contact|referral|submission) (?:has been|was|is being) (?:created|received|logged|opened|assigned|registered|submitted)|(?:like to|to) (?:acknowledge|confirm) (?:that )?(?:we have received|receipt of)|we(?:'ve| have)? (?:got|received) your (?:request|ticket|case|enquiry|message|e-?mail)",
    re.IGNORECASE,
)
# What somebody writes who speaks of the matter itself, and an automatic answer does not.
OF_THE_MATTER = re.compile(
    r"\byour (?:decision|position|form|referral|notice|child|letter)\b|\b(?:the|this|that|our) (?:child|boy|girl|baby|teenager|pupil|adult|patient|mother|father|parents|family|case|form|panel|plan|threshold|decision|conference|minutes|papers|strategy|notice|outcome|referral|social worker|disagreement|criteria|position)\b|"
    r"\bdisagree|\bnot agree\b|\bescalat|\bas (?:discussed|agreed)\b|\bcopied\b|\battached\b|\b(?:i|we)(?:'ve|\u2019ve| have)? (?:now |already )?(?:answered|replied|asked|spoken|met|sent|read|discussed|passed)\b|\b(?:in|take) my place\b|\bcannot attend\b|\?",
    re.IGNORECASE,
)
# A filter that asks a sender to prove that they are a person.
CHALLENGE = re.compile(
    r"\bnot (?:yet )?(?:on|in) (?:the|my|our|his|her|their) .{0,30}(?:approved|safe|allowed|white|trusted).{0,12} ?list|"
    r"(?:confirm|verify|prove|show) (?:to us )?(?:that )?(?:you are|you're|your(?:self| identity)|this message) .{0,40}(?:human|person|spammer|sender|robot|spam)|\b(?:you are|you're) not a (?:spammer|robot)|(?:message|e-?mail) (?:will (?:only )?be|is being|has been|was) (?:delivered|held|quarantined|placed in) .{0,80}(?:once|until|after|unless|pending) .{0,40}(?:approv|confirm|verif|click|respond|reply)|"
    r"senders (?:that )?(?:i|we|you) (?:have )?(?:approved|whitelisted)|complete the verification (?:process|step|request)|list of approved senders|protecting (?:myself|ourselves|my inbox) from (?:receiving )?(?:junk|spam)|to control spam|"
    r"uses (?:boxbe|spamarrest|sanebox|mailblocks|spam arrest|a challenge)|release your pending message|add (?:you|yourself) to .{0,40}(?:guest|approved|allowed|white) ?list",
    re.IGNORECASE,
)
RECALL = re.compile(
    _TAGS
    + r"(?:recall|message recall (?:success|failure|report|status)|r[üu]ckruf|rappel|recuperar|richiamo|intrekken)\s{0,2}:",
    re.IGNORECASE,
)
RECALL_WORDS = re.compile(
    r"would like to recall the message|attempt to recall the message|your attempt to recall|the sender would like to recall|recall (?:succeeded|failed|is in progress)|m[öo]chte die nachricht .{0,200}zur[üu]ckrufen|souhaite rappeler",
    re.IGNORECASE,
)
# Notices of systems about themselves: quarantines, quotas, passwords, tasks, shared files.
SYSTEM_SUBJECT = re.compile(
    _TAGS
    + r"(?:.{0,60}\b(?:quarantine(?:d)?\b.{0,30}(?:notification|digest|summary|report|messages?)|(?:messages?|e-?mails?) (?:are |is )?(?:in|on) (?:quarantine|hold)|(?:held|spam|quarantine) (?:messages?|digest|report|summary|notification))|"
    r"you have (?:new |\d+ )?(?:held|quarantined) (?:messages?|e-?mails?)|.{0,40}\b(?:end user|daily|weekly|monthly|activity|notification|quarantine|spam) digest\b|your (?:mailbox|inbox|e-?mail account|onedrive|storage) (?:is|has) (?:(?:almost |nearly )?full|over |reached |exceeded )|mailbox (?:quota|size|full|storage)\b|your password (?:will|has|is|expires)|password (?:expir|reset\b)|reset your password|your (?:sign-?in|log-?in|verification|security|one-?time|access) (?:code|passcode|link)|(?:confirm|verify) your (?:e-?mail(?: address)?|account))",
    re.IGNORECASE,
)
# One who speaks of what is theirs: a system's notice speaks of what is yours.
OF_MINE = re.compile(r"(?:^|[.!?,]\s{1,3}|\bthat )(?:my|our)\s", re.IGNORECASE | re.MULTILINE)
# A subject by which somebody has gone for good, or an address has.
GONE = re.compile(
    _TAGS
    + r"(?:(?:i have|i've|i\u2019ve|i am|i'm) (?:now )?(?:retired|left|moved on|no longer (?:at|with|in|working))|retired\b|no longer (?:at|with|working|in post|in use|monitored)|.{0,20}(?:mailbox|inbox|e-?mail|address|account) (?:is |has been |now )?(?:not in use|no longer|closed|unmonitored|not monitored|de-?activated|retired))",
    re.IGNORECASE,
)
AGGREGATE = re.compile(
    r"^\s{0,9}(?:\[[^\]]{1,40}\]\s?)?(?:dmarc aggregate )?report domain:\s?\S{1,255}\s.{0,20}submitter:|^\s{0,9}(?:dmarc|tls-?rpt) (?:aggregate |failure |forensic )?report\b",
    re.IGNORECASE,
)
# Other things that are written below what goes to many at once.
TO_MANY = re.compile(
    r"you(?:\u2019|')?(?:re| are| were) (?:receiving|sent|getting) (?:this|these)\b|you received this (?:e-?mail|message) because|why am i (?:receiving|getting) this|this e-?mail was sent to\b|because you (?:subscribed|signed up|registered|are a member|opted in)|"
    r"\b(?:view|read|open) (?:it |this |the full )?(?:e-?mail |message |newsletter |issue )?(?:online|in (?:your |a |the )?browser|on the web)|\b(?:book|register|sign up|apply|shop|order|buy|donate) (?:now|today|here)\b|\bbook your place\b|\bread more\b|\bfind out more\b|\bclick here to\b|\b(?:start|take|complete) (?:the |our |this )?survey\b|"
    r"\bprivacy (?:statement|policy|notice)\b|\bfollow us on\b|\bgo to (?:comment|task|message)\b|\bview (?:album|all|photos|task|post)\b|\b(?:is|are) registered in england\b|\bregistered (?:office|company|in england)|\ball rights reserved\b|\u00a9|in this (?:issue|edition|month's)|\bsave \d{1,2} ?%",
    re.IGNORECASE,
)
# What newsletters write and people do not.
_LEAVES_A_LIST = r"\bunsubscribe\b|(?:no longer wish|don.t want|do not want) (?:to (?:receive|get|hear) |e-?mails? like this)|\bopt[\s-]?out\b|view (?:this |it )?(?:e-?mail |message |newsletter )?(?:in|with) (?:your|a|the) browser|manage (?:your )?(?:e-?mail )?(?:preferences|subscriptions?)|you (?:are|were) (?:receiving|sent) this (?:e-?mail|message|newsletter)? ?because|update (?:your|my) (?:e-?mail )?preferences|abmelden|se d[ée]sabonner|darse de baja|afmelden"
LEAVES_A_LIST = re.compile(_LEAVES_A_LIST, re.IGNORECASE)
NEWSLETTER = re.compile(rf"{_LEAVES_A_LIST}|\b(?:newsletter|e-?bulletin|mailing list)\b", re.IGNORECASE)

INSTEAD = re.compile(
    r"\bin (?:an|case of(?: an)?) emergenc|\bplease (?:instead |now )?(?:e-?mail|contact|call|ring|redirect|forward|re-?send|direct|send|speak to|update your records|use)\b.{0,60}(?:@|\d{5}|instead|\bthe \w+$|\bthe \w+[.,;]|enquir|records|address|team|desk|office|colleague|inbox|duty)|\b(?:not|never) be(?:en|ing)? (?:forwarded|read|monitored|redirected)|\bunable to read your (?:message|e-?mail)|\bdo not send duplicate|"
    r"\boutside (?:of )?(?:these|those|my|our|working|office|school|normal) (?:working |office )?(?:hours|days|times)|\b(?:call|ring|dial|phone) 999\b|\b(?:if|for|should) (?:your |you |this |it |any |anything )?.{0,40}(?:urgent|immediate|emergenc|assistance)|\bin (?:my|his|her|their) absence\b|\b(?:limited|no|intermittent) access to (?:my )?e-?mails?|\b(?:dringende?n?|urgence|urgente|urgenza|spoed|br[åa]dskande|haster|piln\w{1,4}|toute urgence|pripade s[úu]rnosti|in vertretung|vertretung|weitergeleitet)\b",
    re.IGNORECASE,
)

RECEIPT = re.compile(
    _TAGS
    + r"(?:read|not read|gelesen|ungelesen(?: gel[öo]scht)?|lu|non lu|le[íi]do|no le[íi]do|letto|non letto|gelezen|niet gelezen|l[äa]st|ol[äa]st|l[æa]st|lest|luettu|p[řr]e[čc]teno|przeczytano|прочитано|lido|已读|開封済み|read receipt|return receipt(?: \(displayed\))?|"
    r"empfangsbest[äa]tigung|lesebest[äa]tigung|accus[ée] de (?:lecture|r[ée]ception)|confirmaci[óo]n de lectura|conferma di lettura|leesbevestiging|disposition notification|delivered|relayed|zugestellt|remis|message status - (?:opened|read|deleted|delivered|completed|accepted))\s{0,2}(?:[:：]|$|\()",
    re.IGNORECASE,
)
RECEIPT_WORDS = re.compile(
    r"\bwas (?:opened|read|deleted|accepted|completed) by\b|\bwas (?:read|displayed|opened) (?:on|at)\b|\bwas deleted without being read|\bhas been (?:read|displayed|opened)\b|wurde am .{0,60} gelesen|a [ée]t[ée] (?:lu|affich[ée])|fue le[íi]do|[èe] stato letto|is gelezen op|this is a (?:read|return) receipt|no guarantee that the (?:message|e-?mail) has been read|delivery to these recipients .{0,30}(?:complete|successful)|your (?:message|document|e-?mail)\b.{0,120}\b(?:was|has been) (?:delivered|opened|read|deleted)|successfully delivered",
    re.IGNORECASE,
)
CALENDAR = re.compile(
    _TAGS
    + r"(?:accepted|declined|tentative(?:ly accepted)?|canceled|cancelled|new time proposed|zugesagt|angenommen|abgelehnt|abgesagt|mit vorbehalt|accept[ée]|refus[ée]|annul[ée]|provisoire|aceptado|aceptada|rechazado|rechazada|accettato|rifiutato|geaccepteerd|geweigerd|geannuleerd|accepterat|avb[öo]jt|accepteret|afvist|zaakceptowano|odrzucono|invitation|updated invitation)\s{0,2}:",
    re.IGNORECASE,
)
CALENDAR_WORDS = re.compile(
    r"\bhas (?:tentatively )?(?:accepted|declined|cancell?ed|proposed)\b.{0,40}(?:invit|meeting|event|time)|this (?:event|meeting) has been (?:cancell?ed|updated|changed)|^\s{0,9}when:\s.{0,200}$",
    re.IGNORECASE | re.MULTILINE,
)
STUB = re.compile(r"^\s{0,9}retrieval using the (?:imap4?|pop3?) protocol failed", re.IGNORECASE)
STUB_WORDS = re.compile(
    r"^\s{0,9}(?:the server could ?n[o']t retrieve the following message|retrieval using the (?:imap4?|pop3?) protocol failed)",
    re.IGNORECASE,
)

FAILED = re.compile(
    r"undeliver|not (?:be |been |yet )?delivered|\bdelivery (?:status notification|has failed|failure|failed|report|error|problem|unsuccessful|incomplete)|could(?: not|n't) (?:be )?(?:deliver|reach|send|sent)|was not (?:delivered|sent)|"
    r"(?:unable|trouble|failed) (?:to )?deliver|returned (?:mail|e-?mail|message|to sender)|return(?:ing|ed) (?:message )?to (?:the )?sender|mail (?:delivery )?(?:system )?(?:failed|failure|error)|failure notice|failure reasons|returning message|"
    r"error (?:sending your|delivering|has occurred while attempting to deliver|occurred while trying to deliver)|there was an error|user unknown|unknown user|unknown recipient|no such user|invalid (?:user )?address|recipient (?:address )?(?:rejected|unknown)|rejected (?:by|recipient)|"
    r"failed permanently|permanent(?:ly)? (?:error|fatal|fail)|fatal errors?|did not reach|mailbox (?:is )?(?:full|unavailable|not found)|quota exceeded|over quota|address rejected|could not be found|does not exist|no valid recipients|cannot send|cannot be delivered|bounced|"
    r"メールエラー|送信できませんでした|配送でき|エラーメール|unzustellbar|nicht zugestellt|konnte nicht|zustellung fehlgeschlagen|non remis|non[\s-]distribuable|[ée]chec de (?:la )?(?:remise|distribution)|n.a pas pu [êe]tre (?:remis|d[ée]livr)|no se (?:pudo|ha podido) entregar|"
    r"no entregado|impossibile recapitare|mancato recapito|onbestelbaar|niet (?:afgeleverd|bezorgd)|kan ej levereras|gick inte att leverera|kunne ikke leveres|niedostarczon|nie dostarczono|недоставлен|не доставлено|n[ãa]o (?:foi )?entregue|退信|无法投递|"
    # As Exchange and others head their reports in other languages: the stem of "deliver" with "not" or "failed".
    r"fehler bei der (?:nachrichten)?zustellung|nicht zustellbar|zustell\w{0,12} (?:ist )?(?:fehlgeschlagen|gescheitert)|remise .{0,80}\b[ée]chou[ée]|n.a pas (?:pu )?[ée]t[ée] (?:remis|d[ée]livr|distribu)|erreur de (?:remise|distribution)|"
    r"no se puede entregar|no (?:ha sido|fue|pudo ser|ha podido ser) entregad|error (?:al entregar|en la entrega|de entrega)|non (?:[èe] stato |pu[òo] essere )?(?:possibile )?recapita|errore (?:di|nel) recapito|niet (?:worden |kunnen worden )?(?:bezorgd|afgeleverd)|bezorging .{0,40}mislukt|"
    r"nie (?:mo[żz]na|mo[żz]e|mog[łl]\w{1,2}|uda[łl]o si[ęe]) (?:zosta[ćc] |by[ćc] )?dostarcz|dostarcz\w{1,6} .{0,80}nie powiod|n[ãa]o (?:[ée]|foi) poss[íi]vel entregar|falha (?:na|de) entrega|(?:inte|ikke) (?:att )?(?:bli |blive )?lever(?:as|es|era|ere|et|t)\b|lever(?:ering|ans|ingen) .{0,40}(?:misslyckades|mislykkedes)|"
    r"nedoru[čc]iteln|(?:nelze|nebylo mo[žz]n[ée]|nepoda[řr]ilo se|nebola) doru[čc]|k[ée]zbes[íi]thetetlen|nem (?:siker[üu]lt|lehetett) k[ée]zbes|nu (?:a putut|poate) fi livrat|nelivra|toimit\w{1,8} ep[äa]onnistui|ei voi(?:tu|da) toimittaa|teslim edilemedi|iletilemedi|δεν (?:είναι δυνατή η παράδοση|παραδόθηκε)|"
    r"не удалось доставить|не (?:может|могло) быть доставлен|methu (?:danfon|cyflwyno)|(?:ni ellid|heb ei) (?:ddanfon|ei ddanfon|gyflwyno)",
    re.IGNORECASE,
)
DELAYED = re.compile(
    r"delivery status notification ?\(delay|\bdelivery (?:is |has been |was )?delayed|message (?:is |has been |was )?(?:still )?delayed|delayed (?:mail|delivery|e-?mail)|warning: (?:message|could not|mail)|warning message only|still (?:being )?(?:retried|trying|queued)|"
    r"will (?:keep|continue) (?:on )?(?:trying|to (?:try|attempt|be (?:re)?tried|retry))|will be (?:re-?tried|attempted again)|attempts? (?:to deliver .{0,40} )?will continue|(?:do not|don't) need to resend|not yet been delivered|has not been delivered yet|"
    r"verz[öo]gert|zustellung verz|retard[ée]|retraso en|ritardo nella|vertraagd|f[öo]rdr[öo]jd|forsinket|op[óo][źz]ni(?:on|en)|retrasad|in ritardo|atrasad|f[öo]rsenad|zpo[žz]d[ěe]n|k[ée]sleltet|[îi]nt[âa]rzi|задержа|viiv[äa]styn|配送遅延",
    re.IGNORECASE,
)
