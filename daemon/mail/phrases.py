"""What systems without proper headers write in subjects, in the languages in which mail reaches a partnership."""

from __future__ import annotations

import re

AUTOMATIC = re.compile(
    r"^\s*(?:(?:re|aw|sv|antw)\s*:\s*)?[\[(]?\s*(?:"
    r"auto(?:matic|mated|matische)?[\s-]*(?:reply|response|re\b|answer|respuesta|antwort|mail)|autoreply|auto:|out[\s-]of[\s-](?:the[\s-])?office|ooo\b|"
    r"away from (?:the |my )?(?:office|desk)|on (?:annual |sick |maternity )?leave\b|annual leave|vacation (?:reply|notice|message)|"
    r"i am (?:currently )?(?:out of|away)|currently out of|not in the office|"
    r"réponse automatique|absence du bureau|absent du bureau|automatische antwort|abwesenheits|abwesend|nicht im (?:büro|haus)|"
    r"respuesta automática|fuera de la oficina|risposta automatica|assente|fuori sede|resposta automática|automatisch(?:e)? (?:antwoord|bericht)|"
    r"afwezig|niet aanwezig|autosvar|automatiskt svar|frånvaro|automatisk svar|fravær|automaattinen vastaus|odpowiedź automatyczna|autoodpowiedź|"
    r"nieobecność|автоответ|автоматический ответ|自動返信|自动回复|自動回覆|ymateb awtomatig|allan o'r swyddfa|"
    r"read\s*:|gelesen\s*:|lu\s*:|not read\s*:|delivered\s*:|(?:return|read) receipt|"
    r"thank you for (?:your (?:e-?mail|enquiry|message)|contacting)|we have received your (?:e-?mail|message|enquiry|request))",
    re.IGNORECASE,
)
BOUNCED = re.compile(
    r"undeliver|not (?:be )?delivered|delivery (?:status notification|has failed|failure|failed|report)|could(?: not|n't) be delivered|"
    r"returned (?:mail|to sender)|mail (?:delivery|system) (?:failed|failure|error)|failure notice|returning message|delivery problem|"
    r"user unknown|unknown user|no such user|invalid (?:user )?address|recipient (?:address )?rejected|failed permanently|does not exist|mailbox (?:is )?(?:full|unavailable)|unzustellbar|non remis|non[\s-]distribuable|no se pudo entregar|"
    r"mancato recapito|onbestelbaar|kan ej levereras|message not delivered|undelivered|address rejected|permanent(?:ly)? (?:error|fatal)",
    re.IGNORECASE,
)
DELAYED = re.compile(
    r"delay(?:ed)?\b|warning: (?:message|could not)|still (?:being )?(?:retried|trying|undelivered)|will (?:keep|continue) (?:trying|to try)|"
    r"you do not need to resend|verzögert|retardé",
    re.IGNORECASE,
)
