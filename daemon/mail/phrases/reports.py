"""What mail systems say of a letter that was not delivered, or not yet."""

from __future__ import annotations

import re

FAILED = re.compile(
    r"undeliver|not (?:be |been |yet )?delivered|\bdelivery (?:status notification|has failed|failure|failed|"
    r"report|error|problem|unsuccessful|incomplete)|could(?: not|n't) (?:be )?(?:deliver|reach|send|sent)|"
    r"was not (?:delivered|sent)|"
    r"(?:unable|trouble|failed) (?:to )?deliver|returned (?:mail|e-?mail|message|to sender)|return(?:ing|"
    r"ed) (?:message )?to (?:the )?sender|mail (?:delivery )?(?:system )?(?:failed|failure|error)|failure notice|"
    r"failure reasons|returning message|"
    r"error (?:sending your|delivering|has occurred while attempting to deliver|occurred while trying to deliver)|"
    r"there was an error|user unknown|unknown user|unknown recipient|no such user|invalid (?:user )?address|"
    r"recipient (?:address )?(?:rejected|unknown)|rejected (?:by|recipient)|"
    r"failed permanently|permanent(?:ly)? (?:error|fatal|fail)|fatal errors?|did not reach|"
    r"mailbox (?:is )?(?:full|unavailable|not found)|quota exceeded|over quota|address rejected|"
    r"could not be found|does not exist|no valid recipients|cannot send|cannot be delivered|bounced|"
    r"メールエラー|送信できませんでした|配送でき|エラーメール|unzustellbar|nicht zugestellt|konnte nicht|zustellung fehlgeschlagen|"
    r"non remis|non[\s-]distribuable|[ée]chec de (?:la )?(?:remise|distribution)|n.a pas pu [êe]tre (?:remis|"
    r"d[ée]livr)|no se (?:pudo|ha podido) entregar|"
    r"no entregado|impossibile recapitare|mancato recapito|onbestelbaar|niet (?:afgeleverd|bezorgd)|"
    r"kan ej levereras|gick inte att leverera|kunne ikke leveres|niedostarczon|nie dostarczono|недоставлен|"
    r"не доставлено|n[ãa]o (?:foi )?entregue|退信|无法投递|"
    # As Exchange and others head their reports in other languages: the stem of "deliver" with "not" or "failed".
    r"fehler bei der (?:nachrichten)?zustellung|nicht zustellbar|zustell\w{0,12} (?:ist )?(?:fehlgeschlagen|"
    r"gescheitert)|remise .{0,80}\b[ée]chou[ée]|n.a pas (?:pu )?[ée]t[ée] (?:remis|d[ée]livr|distribu)|"
    r"erreur de (?:remise|distribution)|"
    r"no se puede entregar|no (?:ha sido|fue|pudo ser|ha podido ser) entregad|error (?:al entregar|en la entrega|"
    r"de entrega)|non (?:[èe] stato |pu[òo] essere )?(?:possibile )?recapita|errore (?:di|nel) recapito|"
    r"niet (?:worden |kunnen worden )?(?:bezorgd|afgeleverd)|bezorging .{0,40}mislukt|"
    r"nie (?:mo[żz]na|mo[żz]e|mog[łl]\w{1,2}|uda[łl]o si[ęe]) (?:zosta[ćc] |by[ćc] )?dostarcz|"
    r"dostarcz\w{1,6} .{0,80}nie powiod|n[ãa]o (?:[ée]|foi) poss[íi]vel entregar|falha (?:na|de) entrega|(?:inte|"
    r"ikke) (?:att )?(?:bli |blive )?lever(?:as|es|era|ere|et|t)\b|lever(?:ering|ans|"
    r"ingen) .{0,40}(?:misslyckades|mislykkedes)|"
    r"nedoru[čc]iteln|(?:nelze|nebylo mo[žz]n[ée]|nepoda[řr]ilo se|nebola) doru[čc]|k[ée]zbes[íi]thetetlen|"
    r"nem (?:siker[üu]lt|lehetett) k[ée]zbes|nu (?:a putut|poate) fi livrat|nelivra|toimit\w{1,8} ep[äa]onnistui|"
    r"ei voi(?:tu|da) toimittaa|teslim edilemedi|iletilemedi|δεν (?:είναι δυνατή η παράδοση|παραδόθηκε)|"
    r"не удалось доставить|не (?:может|могло) быть доставлен|methu (?:danfon|cyflwyno)|(?:ni ellid|"
    r"heb ei) (?:ddanfon|ei ddanfon|gyflwyno)",
    re.IGNORECASE,
)
DELAYED = re.compile(
    r"delivery status notification ?\(delay|\bdelivery (?:is |has been |was )?delayed|message (?:is |has been |"
    r"was )?(?:still )?delayed|delayed (?:mail|delivery|e-?mail)|warning: (?:message|could not|mail)|"
    r"warning message only|still (?:being )?(?:retried|trying|queued)|"
    r"will (?:keep|continue) (?:on )?(?:trying|to (?:try|attempt|be (?:re)?tried|retry))|will be (?:re-?tried|"
    r"attempted again)|attempts? (?:to deliver .{0,40} )?will continue|(?:do not|don't) need to resend|"
    r"not yet been delivered|has not been delivered yet|"
    r"verz[öo]gert|zustellung verz|retard[ée]|retraso en|ritardo nella|vertraagd|f[öo]rdr[öo]jd|forsinket|"
    r"op[óo][źz]ni(?:on|en)|retrasad|in ritardo|atrasad|f[öo]rsenad|zpo[žz]d[ěe]n|k[ée]sleltet|[îi]nt[âa]rzi|"
    r"задержа|viiv[äa]styn|配送遅延",
    re.IGNORECASE,
)
