"""What automatic answers are made of, and what a person writes who speaks of the matter itself."""

from __future__ import annotations

import re

# What an automatic answer says of itself, at the beginning of a line or sentence; within one it may be a person's quotation.
SAYS_SO = re.compile(
    r"(?:^|[.!?:]\s{1,3}|please note,? (?:that )?)[\s*_#=~-]{0,9}(?:"
    r"(?:please )?do not share this (?:e-?mail|link|message)|(?:please )?(?:type your )?reply above this line|"
    r"(?:auto(?:mated|matic)?|out[\s-]of[\s-]office)[\s-]?(?:reply|response|message)\s?[*=#_~-]{2,9}|"
    r"this (?:is|was) an? (?:fully )?(?:automated|automatic|automatically[\s-]generated|auto-?generated|"
    r"auto-?reply|auto-?response|system[\s-]generated|out[\s-]of[\s-]office)\b(?! (?:process|system|decision))|"
    r"this (?:e-?mail|message|response|reply|notification) (?:has been |was |is |is being )?(?:automatically|"
    r"auto)[\s-]?(?:generated|sent|created|produced)\b|"
    r"this (?:e-?mail|message|response|reply|notification) (?:has been |was |is )?(?:generated|sent|created|"
    r"produced) (?:automatically(?=\s{0,2}(?:[.,;:!)]|$|from |by |in (?:response|reply)|and |because|when ))|"
    r"by an (?:automated|automatic)|from an (?:unmonitored|automated|unattended))|"
    r"i apologi[sz]e for this automat(?:ic|ed)|(?:auto|out[\s-]of[\s-]office)[\s-](?:reply|response)[\s*_=~-]{0,9}$|"
    r"(?:automated|automatic|auto)[\s-](?:reply|response|message|e-?mail|notification)[\s*_=~-]{0,9}(?:$|[:.]\s)|"
    r"(?:##-? ?)?please type your reply above this line|"
    r"dies ist eine automatische?|diese (?:e-?mail|nachricht) wurde automatisch|ceci est (?:un message|"
    r"une r[ée]ponse) automatique|(?:ce (?:message|courriel)|cet e-?mail) (?:a [ée]t[ée]|est) (?:envoy[ée]|"
    r"g[ée]n[ée]r[ée]) automatiquement|"
    r"este es un mensaje autom[áa]tico|questo [èe] un messaggio automatico|dit is een automatisch|"
    r"detta [äa]r ett automatiskt|dette er (?:en|et) automatisk|to jest (?:wiadomo[śs][ćc]|"
    r"odpowied[źz]) (?:wygenerowana )?automatyczn|"
    r"(?:это|данное) (?:сообщение|письмо) (?:сгенерировано|отправлено)? ?автоматическ|"
    r"esta (?:[ée] )?(?:uma )?(?:mensagem|resposta) autom[áa]tica|neges awtomatig yw hon)",
    re.IGNORECASE | re.MULTILINE,
)
# Asks for no answer: a doubt, for a person may write it too.
NO_ANSWER = re.compile(
    r"(?:do not|don't) (?:reply|respond) (?:directly )?to this (?:e-?mail|message|mail|notification|automated)|"
    r"reply above this line|(?:mailbox|e-?mail address|inbox|account) is (?:not|un) ?monitored|"
    r"bitte (?:antworten sie )?nicht auf diese|ne pas r[ée]pondre [àa] ce|no responda a este",
    re.IGNORECASE,
)
# Four things that the answer of somebody who is away, or of a helpdesk, is made of. A person may write one or two.
THANKS = re.compile(
    r"\b(?:thank(?:s| you) (?:very much )?for (?:your (?:recent )?(?:e-?mail|enquiry|inquiry|message|request|"
    r"correspondence)|contacting|getting in touch|reaching out|e-?mailing|logging|submitting|reporting|calling)|"
    r"vielen dank f[üu]r ihre|danke f[üu]r ihre|merci (?:pour|de) votre|gracias por (?:su|tu)|grazie per (?:la|"
    r"aver)|bedankt voor uw|tack f[öo]r (?:ditt|ert)|tak for din|dzi[ęe]kuj[ęe] za|obrigad[oa] pel|diolch am eich)",
    re.IGNORECASE,
)
AWAY = re.compile(
    r"\b(?:i am|i'm|i\u2019m|i will be|i'll be|i shall be) (?:currently |now |presently |also )?(?:out of (?:the |"
    r"my )?office|on (?:annual |sick |maternity |paternity |parental |study |extended |compassionate |"
    r"a period of )?leave|on holiday|on vacation|away (?:from|on|until)|not (?:in|at) (?:the|my) office|"
    r"out of office|absent|unavailable)|"
    r"^\s{0,4}(?:currently )?out of (?:the )?office\b|^\s{0,4}on (?:annual |maternity )?leave (?:until|from|till)|"
    r"\bi (?:no longer|do not|don't) work (?:for|at|here|on)|has (?:now )?left the (?:organisation|council|trust|"
    r"company)|(?:is|am|are) no longer (?:working|employed|with|in post|an? employee|at|in th(?:is|e) (?:post|"
    r"role|office))|no longer works? (?:for|at|here|in|with)|(?:mailbox|e-?mail address|inbox|"
    r"account) is (?:no longer|not being) (?:in use|monitored|used|active|checked)|this (?:mailbox|"
    r"e-?mail address|account) is no longer|\bi(?:'ve| have)? (?:now |recently )?(?:left|retired|moved (?:on|"
    r"to))\b|\bi (?:only )?work (?:only )?(?:part[\s-]?time|term[\s-]?time|mondays?|tuesdays?|wednesdays?|"
    r"thursdays?|fridays?|mornings|school hours)\b|\b(?:my|a) non[\s-]?working days?\b|"
    r"\bi am (?:currently )?(?:off (?:sick|work|ill)|(?:on|attending) (?:a |an )?(?:training|course|conference|"
    r"secondment))\b|\bi(?:'m|\u2019m) (?:currently )?(?:off (?:sick|work|ill)|on a (?:training )?course)\b|"
    r"\b(?:school|office|surgery) re-?opens\b|\b(?:account|mailbox|inbox|address) has (?:now )?been (?:closed|"
    r"de-?activated|retired|switched off)\b|\b(?:messages|e-?mails?|mail) (?:sent |addressed )?(?:here|"
    r"to this address|to it) (?:is|are|will be) (?:deleted|not|never)\b|\b(?:i am|i'm|i\u2019m) not (?:working|"
    r"at work)\b|\b(?:office|school|surgery|service|centre|nursery|college|practice|department) (?:is|"
    r"will be) (?:now |currently )?closed\b|\b(?:my )?(?:working|work) (?:days|hours|pattern) (?:are|is)\b|"
    r"\bich bin .{0,60}(?:nicht (?:im|erreichbar|am)|abwesend|urlaub|au(?:ß|ss)er haus)|"
    r"\bje suis (?:actuellement )?(?:absente?|en cong[ée]|en vacances|hors du bureau)|je serai (?:absente?|"
    r"de retour)|"
    r"\bestoy (?:actualmente )?(?:fuera|de vacaciones|ausente)|estar[ée] (?:fuera|ausente)|"
    r"\bsono (?:attualmente )?(?:assente|fuori|in ferie)|sar[òo] (?:assente|fuori)|\bik ben .{0,30}(?:afwezig|"
    r"niet (?:aanwezig|op kantoor)|met (?:vakantie|verlof))|"
    r"jag [äa]r (?:inte p[åa] kontoret|p[åa] semester|ledig|borta|f[öo]r n[äa]rvarande)|"
    r"jeg er (?:ikke p[åa] kontoret|p[åa] ferie|bortreist|frav[æa]rende|ude af kontoret)|"
    r"jestem (?:obecnie )?(?:nieobecn|na urlopie|poza biurem)|estou (?:de f[ée]rias|ausente|fora)|"
    r"я (?:сейчас )?(?:в отпуске|отсутствую)|rydw i (?:allan|ar wyliau)|olen (?:lomalla|poissa)|"
    r"jsem (?:mimo kancel[áa][řr]|na dovolen[ée])",
    re.IGNORECASE | re.MULTILINE,
)
RECEIVED = re.compile(
    r"\bwe (?:hereby |can |write to )?(?:acknowledge|confirm) (?:safe )?receipt of your\b|\bgot your (?:request|"
    r"message|ticket)\b|"
    r"\b(?:this|our) (?:e-?mail )?(?:inbox|mailbox|account|address) (?:is|are) (?:not )?(?:for|used for|"
    r"intended for)\b.{0,80}\b(?:only|quer|enquir|referral|monitor|check|emergenc|urgent)|\b(?:contents? of which|"
    r"your comments) (?:have been|has been|are|is) noted\b|"
    r"\b(?:uw|je) (?:e-?mail|bericht|melding|verzoek|aanvraag) (?:is|werd) (?:door ons )?(?:goed )?ontvangen|"
    r"\bwij hebben uw .{0,30}ontvangen|\baccus(?:ons|e) (?:bonne )?r[ée]ception|\bnous avons bien re[çc]u|"
    r"\bhemos recibido (?:su|tu)|\babbiamo ricevuto (?:la sua|il suo|la tua)|\b(?:wir haben )?ihre (?:nachricht|"
    r"anfrage|e-?mail|mail|anliegen) (?:(?:ist|wurde) (?:bei uns )?(?:eingegangen|empfangen|registriert)|"
    r"(?:dankend )?erhalten)|"
    r"\botrzymali[śs]my (?:pa[ńn]stwa|twoj|pana|pani)|\bvi har (?:mottatt|modtaget|mottagit) (?:din|ditt|din[ea]|"
    r"deres)|\brecebemos (?:a sua|o seu|a tua)|\bam primit (?:mesajul|solicitarea)|\bobdr[žz]eli jsme|"
    r"\bмы получили ваше|\bваше (?:письмо|сообщение|обращение) (?:получено|зарегистрировано)|"
    r"\brydym wedi derbyn eich|\bmegkaptuk|\b"
    r"\byour (?:e-?mail|message|request|enquiry|query|ticket|correspondence) \([^()\n]{1,40}\) (?:has been|was) |"
    r"\byour (?:e-?mail|message|enquiry|request) (?:has (?:now )?reached|is important to us)|\bwe(?:'ve|\u2019ve|"
    r" have) (?:now |safely )?(?:received|got) (?:your|this) |\bthis (?:is to )?(?:confirms?|"
    r"acknowledges?) (?:that (?:we have|your)|receipt)|\bconfirm(?:s|ation)? (?:of )?(?:safe )?receipt\b|"
    r"\b(?:e-?mails?|messages|enquiries|(?:this|our) (?:e-?mail )?(?:inbox|mailbox|account|address)) (?:is|are|"
    r"will be) (?:only )?(?:dealt with|answered|monitored|checked|read|actioned|responded to|looked at|"
    r"processed)\b|\byour (?:e-?mail|message|request|enquiry|query|ticket|correspondence) (?:has been|"
    r"was) (?:safely |successfully )?(?:received|logged|registered|forwarded)|\bwe (?:have|"
    r"'ve) (?:now )?received your (?:e-?mail|message|request|enquiry|query)|\ba (?:ticket|case|"
    r"request) has been (?:created|opened|logged|raised)|"
    r"(?:e-?mail|message|request) (?:is|will be) (?:being )?(?:dealt with|reviewed|processed|read) (?:by|within|"
    r"as soon)",
    re.IGNORECASE,
)
RETURN = re.compile(
    r"\b(?:binnen|innerhalb von|inom|inden|w ci[ąa]gu|en un plazo de|entro|sous|dans un d[ée]lai de) (?:\d{1,3}|"
    r"een|einem|zwei|twee|drei|drie|vijf|f[üu]nf|dw[óo]ch|deux|trois|dos|due|tre) ?(?:\(?\w{0,8}\)? )?(?:werkdag|"
    r"werktag|arbetsdag|arbejdsdag|dni|d[íi]as|h[oóe]ra|ore|giorni|jours|heures|stunden|uur|dagen|timmar|timer|"
    r"dygn)|\bschnellstm[öo]glich|\bso bald wie m[öo]glich|\bmeilleurs d[ée]lais|\bal pi[ùu] presto|"
    r"\bzo spoedig mogelijk|\bhurtigst mulig|\bs[åa] snart som m[öo]jligt|\bjak najszybciej|\blo antes posible|"
    r"\bcyn gynted [âa] phosibl|"
    r"\b(?:i )?(?:will|shall|'ll|\u2019ll) (?:reply|respond|get back|be back|be returning|return|answer|deal with|"
    r"pick|read|not be|have (?:limited|no))\b|\b(?:upon|on) my return\b|\breturning (?:on|to|until)\b|\bwe (?:aim|"
    r"try|endeavour|hope) to (?:respond|reply|answer|get back|acknowledge|contact)|\b(?:will|"
    r"shall) (?:get back to you|be in touch|be answered|be responded|respond|reply|receive a (?:response|"
    r"reply))\b|\bwhen i(?:'m| am) next (?:in|at) work\b|\bfollow[\s-]up with you\b|\b(?:we|i)(?:'|"
    r"\u2019)ll be in touch\b|\b(?:will|shall) be (?:reviewed|read|processed|answered|looked at|dealt with|"
    r"considered|actioned) by\b|\bback (?:in the office )?on\b|\b(?:we|our team|a member of (?:the|our) team|"
    r"someone) (?:will|aims? to|endeavours? to|shall) (?:respond|reply|be in touch|contact|review|get back)|"
    r"\bwieder (?:im b[üu]ro|erreichbar|da)|\bab dem \d|\bde retour\b|\bterug\b|\bregreso\b|\btillbaka\b|"
    r"\btilbage\b|\btilbake\b|\bwr[óo]c|\btorner[òo]|\brientr|\bretorn",
    re.IGNORECASE,
)
# What an office promises of itself, and a person who answers does not.
OFFICE = re.compile(
    r"\bplease allow (?:us )?(?:up to |at least |around )?(?:\d{1,3}|one|two|three|five|seven|ten|\w+-\w+|"
    r"a few)(?: ?\(\d{1,2}\))?(?: ?(?:-|to) ?\d{1,3})? (?:working |business |school )?(?:hours|days|weeks)\b|"
    r"\b(?:a|one) (?:member|colleague) (?:of|from) (?:the|our) .{0,40}?(?:team|staff|office|unit) (?:will|shall|"
    r"is going to)\b|"
    r"\bwe (?:aim|endeavour|strive|try|do our best|will endeavour) to (?:respond|reply|answer|acknowledge|"
    r"get back|contact|deal with|read)\b|\b(?:due to|because of) (?:the )?(?:high|large|current|unprecedented|"
    r"exceptional) (?:volume|number|demand)|\bwe are (?:currently )?(?:dealing with|experiencing|receiving|"
    r"unable to (?:give|offer|provide|acknowledge|respond))\b|\bwe (?:cannot|can't|do not|are not able to|"
    r"are unable to) (?:accept|give|book|take|offer|provide|process|respond to) .{0,60}\b(?:by|via|through|"
    r"over) e-?mail\b|\bplease do not chase\b",
    re.IGNORECASE,
)
# One who writes of themselves. Offices write "we"; who is away writes so too.
MYSELF = re.compile(r"(?:^|[\s(,;.])I(?:['\u2019](?:ll|ve|m|d))? (?!would like to (?:thank|confirm|acknowledge))[a-z]")
# A number that a helpdesk gives to what it received.
TICKET = re.compile(
    r"\bref:msg\d{6}|\b(?:ticket|request|case|enquiry|incident)(?: for support)? ?(?:#\d+ )?(?:has been|"
    r"was) (?:created|opened|logged|raised|assigned|registered)|\bassigned #?\d{3,}|\byour (?:ticket|case|request|"
    r"enquiry|incident|reference|query) (?:number|id|reference|ref)|\b(?:ticket|case|request|enquiry|inquiry|"
    r"incident|reference|call|query|contact)(?: ?(?:id|number|ref(?:erence)?|no\.?))?(?: (?:is|has been|"
    r"was))?(?: (?:logged|assigned|given|created))?(?: (?:as|with|under|"
    r"the))*\s?[:#(-]{0,3}\s?(?:[A-Z]{0,6}[-_]?\d[\d-]{2,})|"
    r"\byour (?:case|ticket|request|enquiry|query|incident|contact|referral|submission) (?:has been|was|"
    r"is being) (?:created|received|logged|opened|assigned|registered|submitted)|(?:like to|to) (?:acknowledge|"
    r"confirm) (?:that )?(?:we have received|receipt of)|we(?:'ve| have)? (?:got|received) your (?:request|ticket|"
    r"case|enquiry|message|e-?mail)",
    re.IGNORECASE,
)
# What somebody writes who speaks of the matter itself, and an automatic answer does not.
OF_THE_MATTER = re.compile(
    r"\byour (?:decision|position|form|referral|notice|child|letter)\b|\b(?:the|this|that|our) (?:child|boy|girl|"
    r"baby|teenager|pupil|adult|patient|mother|father|parents|family|case|form|panel|plan|threshold|decision|"
    r"conference|minutes|papers|strategy|notice|outcome|referral|social worker|disagreement|criteria|position)\b|"
    r"\bdisagree|\bnot agree\b|\bescalat|\bas (?:discussed|agreed)\b|\bcopied\b|\battached\b|\b(?:i|we)(?:'ve|"
    r"\u2019ve| have)? (?:now |already )?(?:answered|replied|asked|spoken|met|sent|read|discussed|passed)\b|"
    r"\b(?:in|take) my place\b|\bcannot attend\b|\?",
    re.IGNORECASE,
)
INSTEAD = re.compile(
    r"\bin (?:an|case of(?: an)?) emergenc|\bplease (?:instead |now )?(?:e-?mail|contact|call|ring|redirect|"
    r"forward|re-?send|direct|send|speak to|update your records|use)\b.{0,60}(?:@|\d{5}|instead|\bthe \w+$|"
    r"\bthe \w+[.,;]|enquir|records|address|team|desk|office|colleague|inbox|duty)|\b(?:not|never) be(?:en|"
    r"ing)? (?:forwarded|read|monitored|redirected)|\bunable to read your (?:message|e-?mail)|"
    r"\bdo not send duplicate|"
    r"\boutside (?:of )?(?:these|those|my|our|working|office|school|normal) (?:working |office )?(?:hours|days|"
    r"times)|\b(?:call|ring|dial|phone) 999\b|\b(?:if|for|should) (?:your |you |this |it |any |"
    r"anything )?.{0,40}(?:urgent|immediate|emergenc|assistance)|\bin (?:my|his|her|their) absence\b|\b(?:limited|"
    r"no|intermittent) access to (?:my )?e-?mails?|\b(?:dringende?n?|urgence|urgente|urgenza|spoed|br[åa]dskande|"
    r"haster|piln\w{1,4}|toute urgence|pripade s[úu]rnosti|in vertretung|vertretung|weitergeleitet)\b",
    re.IGNORECASE,
)
