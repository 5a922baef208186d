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
    r"αυτόματη απάντηση|εκτός γραφείου|otomatik yan[ıi]t|otomatik cevap|ofis d[ıi][şs][ıi]nda|automatikus v[áa]lasz|h[áa]zon k[íi]v[üu]l|automātiska atbilde|automatinis atsakymas|"
    r"自動返信|自動応答|自動回覆|自动回复|自動答覆|不在通知|不在のお知らせ|자동 회신|자동 응답|부재중|तटस्थ उत्तर|स्वचालित उत्तर|الرد التلقائي|رد تلقائي|תשובה אוטומטית|trả lời tự động|การตอบกลับอัตโนมัติ|"
    r"ymateb awtomatig|ateb awtomatig|allan o.r swyddfa|freagra uathoibr[íi]och|freagairt gu f[èe]in-obrachail"
)
AUTOMATIC = re.compile(
    _TAGS
    + rf"[\[(<*«\"']{{0,3}}\s{{0,3}}(?P<said>{_REPLY_NAMES})\s{{0,3}}(?P<after>[\])>*»\"']{{0,3}}\s{{0,3}}(?:[:：–—|,;!-]|re\s?:|$)|[\])»]\s)",
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
    r"this (?:is|was) an? (?:fully )?(?:automated|automatic|automatically[\s-]generated|auto-?generated|auto-?reply|auto-?response|system[\s-]generated|out[\s-]of[\s-]office)\b(?! (?:process|system|decision))|"
    r"this (?:e-?mail|message|response|reply|notification) (?:has been |was |is |is being )?(?:automatically|auto)[\s-]?(?:generated|sent|created|produced)\b|"
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
    r"\b(?:thank(?:s| you) (?:very much )?for (?:your (?:recent )?(?:e-?mail|enquiry|inquiry|message|request|correspondence)|contacting|getting in touch|e-?mailing)|vielen dank f[üu]r ihre|danke f[üu]r ihre|merci (?:pour|de) votre|gracias por (?:su|tu)|grazie per (?:la|aver)|bedankt voor uw|tack f[öo]r (?:ditt|ert)|tak for din|dzi[ęe]kuj[ęe] za|obrigad[oa] pel|diolch am eich)",
    re.IGNORECASE,
)
AWAY = re.compile(
    r"\b(?:i am|i'm|i\u2019m|i will be|i'll be|i shall be) (?:currently |now |presently |also )?(?:out of (?:the |my )?office|on (?:annual |sick |maternity |paternity |parental |study |extended |compassionate |a period of )?leave|on holiday|on vacation|away (?:from|on|until)|not (?:in|at) (?:the|my) office|out of office|absent|unavailable)|"
    r"^\s{0,4}(?:currently )?out of (?:the )?office\b|^\s{0,4}on (?:annual |maternity )?leave (?:until|from|till)|\bi (?:no longer|do not|don't) work (?:for|at|here|on)|has (?:now )?left the (?:organisation|council|trust|company)|this (?:mailbox|e-?mail address|account) is no longer|"
    r"\bich bin .{0,60}(?:nicht (?:im|erreichbar|am)|abwesend|urlaub|au(?:ß|ss)er haus)|\bje suis (?:actuellement )?(?:absente?|en cong[ée]|en vacances|hors du bureau)|je serai (?:absente?|de retour)|"
    r"\bestoy (?:actualmente )?(?:fuera|de vacaciones|ausente)|estar[ée] (?:fuera|ausente)|\bsono (?:attualmente )?(?:assente|fuori|in ferie)|sar[òo] (?:assente|fuori)|\bik ben .{0,30}(?:afwezig|niet (?:aanwezig|op kantoor)|met (?:vakantie|verlof))|"
    r"jag [äa]r (?:inte p[åa] kontoret|p[åa] semester|ledig|borta|f[öo]r n[äa]rvarande)|jeg er (?:ikke p[åa] kontoret|p[åa] ferie|bortreist|frav[æa]rende|ude af kontoret)|jestem (?:obecnie )?(?:nieobecn|na urlopie|poza biurem)|estou (?:de f[ée]rias|ausente|fora)|я (?:сейчас )?(?:в отпуске|отсутствую)|rydw i (?:allan|ar wyliau)|olen (?:lomalla|poissa)|jsem (?:mimo kancel[áa][řr]|na dovolen[ée])",
    re.IGNORECASE | re.MULTILINE,
)
RECEIVED = re.compile(
    r"\byour (?:e-?mail|message|request|enquiry|query|ticket|correspondence) (?:has been|was) (?:safely |successfully )?(?:received|logged|registered|forwarded)|\bwe (?:have|'ve) (?:now )?received your (?:e-?mail|message|request|enquiry|query)|\ba (?:ticket|case|request) has been (?:created|opened|logged|raised)|"
    r"(?:e-?mail|message|request) (?:is|will be) (?:being )?(?:dealt with|reviewed|processed|read) (?:by|within|as soon)",
    re.IGNORECASE,
)
RETURN = re.compile(
    r"\b(?:i )?(?:will|shall|'ll|\u2019ll) (?:reply|respond|get back|be back|be returning|return|answer|deal with|pick|read|not be|have (?:limited|no))\b|\b(?:upon|on) my return\b|\breturning (?:on|to)\b|\bback (?:in the office )?on\b|\b(?:we|our team|a member of (?:the|our) team|someone) (?:will|aims? to|endeavours? to|shall) (?:respond|reply|be in touch|contact|review|get back)|"
    r"\bwieder (?:im b[üu]ro|erreichbar|da)|\bab dem \d|\bde retour\b|\bterug\b|\bregreso\b|\btillbaka\b|\btilbage\b|\btilbake\b|\bwr[óo]c|\btorner[òo]|\brientr|\bretorn",
    re.IGNORECASE,
)
INSTEAD = re.compile(
    r"\b(?:if|for|should) (?:your |you |this |it |any |anything )?.{0,40}(?:urgent|immediate|emergenc|assistance)|\bin my absence\b|\b(?:limited|no|intermittent) access to (?:my )?e-?mails?|\b(?:dringende?n?|urgence|urgente|urgenza|spoed|br[åa]dskande|haster|piln[aey]|in vertretung|vertretung|weitergeleitet)\b",
    re.IGNORECASE,
)

RECEIPT = re.compile(
    _TAGS
    + r"(?:read|not read|gelesen|ungelesen(?: gel[öo]scht)?|lu|non lu|le[íi]do|no le[íi]do|letto|non letto|gelezen|niet gelezen|l[äa]st|ol[äa]st|l[æa]st|lest|luettu|p[řr]e[čc]teno|przeczytano|прочитано|lido|已读|開封済み|read receipt|return receipt(?: \(displayed\))?|"
    r"empfangsbest[äa]tigung|lesebest[äa]tigung|accus[ée] de (?:lecture|r[ée]ception)|confirmaci[óo]n de lectura|conferma di lettura|leesbevestiging|disposition notification|delivered|relayed|zugestellt|remis)\s{0,2}(?:[:：]|$|\()",
    re.IGNORECASE,
)
RECEIPT_WORDS = re.compile(
    r"\bwas (?:read|displayed|opened) (?:on|at)\b|\bwas deleted without being read|\bhas been (?:read|displayed|opened)\b|wurde am .{0,60} gelesen|a [ée]t[ée] (?:lu|affich[ée])|fue le[íi]do|[èe] stato letto|is gelezen op|this is a (?:read|return) receipt|no guarantee that the (?:message|e-?mail) has been read|delivery to these recipients .{0,30}(?:complete|successful)|your message (?:was|has been) delivered|successfully delivered",
    re.IGNORECASE,
)
CALENDAR = re.compile(
    _TAGS
    + r"(?:accepted|declined|tentative(?:ly accepted)?|canceled|cancelled|new time proposed|zugesagt|angenommen|abgelehnt|abgesagt|mit vorbehalt|accept[ée]|refus[ée]|annul[ée]|provisoire|aceptado|aceptada|rechazado|rechazada|accettato|rifiutato|geaccepteerd|geweigerd|geannuleerd|accepterat|avb[öo]jt|accepteret|afvist|zaakceptowano|odrzucono|invitation|updated invitation)\s{0,2}:",
    re.IGNORECASE,
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
    r"no entregado|impossibile recapitare|mancato recapito|onbestelbaar|niet (?:afgeleverd|bezorgd)|kan ej levereras|gick inte att leverera|kunne ikke leveres|niedostarczon|nie dostarczono|недоставлен|не доставлено|n[ãa]o (?:foi )?entregue|退信|无法投递",
    re.IGNORECASE,
)
DELAYED = re.compile(
    r"delivery status notification ?\(delay|\bdelivery (?:is |has been |was )?delayed|message (?:is |has been |was )?(?:still )?delayed|delayed (?:mail|delivery|e-?mail)|warning: (?:message|could not|mail)|warning message only|still (?:being )?(?:retried|trying|queued)|"
    r"will (?:keep|continue) (?:on )?(?:trying|to (?:try|attempt|be (?:re)?tried|retry))|will be (?:re-?tried|attempted again)|attempts? (?:to deliver .{0,40} )?will continue|(?:do not|don't) need to resend|not yet been delivered|has not been delivered yet|"
    r"verz[öo]gert|zustellung verz|retard[ée]|retraso en|ritardo nella|vertraagd|f[öo]rdr[öo]jd|forsinket|op[óo][źz]nion|配送遅延",
    re.IGNORECASE,
)
