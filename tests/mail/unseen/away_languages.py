"""Answers of people who are away, in the languages in which mail reaches a partnership."""

from __future__ import annotations

from tests.mail.unseen.values import Unseen, machine

AUTO = "Auto-Submitted: auto-replied\nX-Auto-Response-Suppress: All"


def mails() -> list[Unseen]:
    """All of them."""
    return [
        machine(
            "office 365 german",
            "automatic",
            f"From: Anja Weber <anja.weber@amt.example>\nSubject: Automatische Antwort: Eingangsbestätigung\n{AUTO}",
            "Ich bin derzeit nicht im Büro.\n",
        ),
        machine(
            "german without headers",
            "automatic",
            "From: Anja Weber <anja.weber@amt.example>\nSubject: Abwesenheitsnotiz: RPDE-2026-0014",
            "Ich bin bis 1. Dezember abwesend. Ihre Mail wird nicht weitergeleitet.\n",
        ),
        machine(
            "french without headers",
            "automatic",
            "From: Luc Morel <luc@mairie.example>\nSubject: Réponse automatique : Formulaire reçu",
            "Je suis absent jusqu'au 2 décembre.\n",
        ),
        machine(
            "french absence",
            "automatic",
            "From: Luc Morel <luc@mairie.example>\nSubject: Absence du bureau Re: rappel",
            "Je serai de retour le 2 décembre. En cas d'urgence, contactez le standard.\n",
        ),
        machine(
            "spanish without headers",
            "automatic",
            "From: Ana Ruiz <ana@ayto.example>\nSubject: Respuesta automática: recordatorio",
            "Estoy fuera de la oficina.\n",
        ),
        machine(
            "italian without headers",
            "automatic",
            "From: Piero Riva <piero@comune.example>\nSubject: Risposta automatica: sollecito",
            "Sono assente fino al 4 dicembre.\n",
        ),
        machine(
            "dutch without headers",
            "automatic",
            "From: Jan de Boer <jan@gemeente.example>\nSubject: Automatisch antwoord: ontvangstbevestiging",
            "Ik ben afwezig.\n",
        ),
        machine(
            "polish without headers",
            "automatic",
            "From: Ewa Lis <ewa@urzad.example>\nSubject: Odpowiedź automatyczna: przypomnienie",
            "Przebywam na urlopie do 4 grudnia.\n",
        ),
        machine(
            "romanian without headers",
            "automatic",
            "From: Ion Pop <ion@asoc.example>\nSubject: Răspuns automat: RPDE-2026-0014",
            "Sunt în concediu.\n",
        ),
        machine(
            "portuguese without headers",
            "automatic",
            "From: Rui Sá <rui@camara.example>\nSubject: Resposta automática: lembrete",
            "Estou ausente.\n",
        ),
        machine(
            "swedish without headers",
            "automatic",
            "From: Eva Ek <eva@kommun.example>\nSubject: Autosvar: påminnelse",
            "Jag är på semester.\n",
        ),
        machine(
            "danish without headers",
            "automatic",
            "From: Bo Dam <bo@kommune.example>\nSubject: Automatisk svar: påmindelse",
            "Jeg er ikke på kontoret.\n",
        ),
        machine(
            "norwegian out of office",
            "automatic",
            "From: Liv Dal <liv@kommune.example>\nSubject: Fraværsmelding: RPDE-2026-0014",
            "Jeg er bortreist.\n",
        ),
        machine(
            "finnish without headers",
            "automatic",
            "From: Aino Salo <aino@kunta.example>\nSubject: Automaattinen vastaus: muistutus",
            "Olen lomalla.\n",
        ),
        machine(
            "czech without headers",
            "automatic",
            "From: Jana Malá <jana@obec.example>\nSubject: Automatická odpověď: upomínka",
            "Jsem mimo kancelář.\n",
        ),
        machine(
            "hungarian without headers",
            "automatic",
            "From: Nagy Éva <eva@varos.example>\nSubject: Automatikus válasz: emlékeztető",
            "Szabadságon vagyok.\n",
        ),
        machine(
            "turkish without headers",
            "automatic",
            "From: Ayşe Kaya <ayse@vakif.example>\nSubject: Otomatik yanıt: hatırlatma",
            "Ofis dışındayım.\n",
        ),
        machine(
            "russian without headers",
            "automatic",
            "From: Анна Б <anna@fond.example>\nSubject: Автоматический ответ: напоминание",
            "Меня нет на месте.\n",
        ),
        machine(
            "ukrainian without headers",
            "automatic",
            "From: Олена К <olena@fond.example>\nSubject: Автоматична відповідь: нагадування",
            "Я у відпустці.\n",
        ),
        machine(
            "welsh without headers",
            "automatic",
            "From: Siân Rees <sian@cyngor.example>\nSubject: Ateb awtomatig: nodyn atgoffa",
            "Rwyf allan o'r swyddfa tan ddydd Llun. I am out of the office until Monday.\n",
        ),
        machine(
            "greek without headers",
            "automatic",
            "From: Eleni <eleni@ngo.example>\nSubject: Αυτόματη απάντηση: υπενθύμιση",
            "Λείπω από το γραφείο.\n",
        ),
        machine(
            "chinese without headers",
            "automatic",
            "From: Li Wei <li@assoc.example>\nSubject: 自动答复: reminder",
            "我不在办公室。\n",
        ),
        machine(
            "japanese without headers",
            "automatic",
            "From: Sato <sato@assoc.example>\nSubject: 自動応答: reminder",
            "不在にしております。\n",
        ),
        machine(
            "arabic without headers",
            "automatic",
            "From: Huda <huda@assoc.example>\nSubject: رد تلقائي: reminder",
            "أنا خارج المكتب\n",
        ),
        machine(
            "french full",
            "automatic",
            "From: Anne Roux <anne@ville.example>\nSubject: Je suis absente du bureau jusqu'au 4 décembre",
            "Bonjour, je suis absente. Pour toute urgence, merci de contacter Mme Petit. Cordialement\n",
        ),
        machine(
            "german full",
            "automatic",
            "From: Uwe Kern <uwe@amt.example>\nSubject: Uwe Kern ist außer Haus.",
            "Ich kehre zurück am 07.12.2026. Ich werde Ihre Nachricht nach meiner Rückkehr beantworten. Hinweis: Dies ist eine automatische Antwort auf Ihre Nachricht.\n",
        ),
        machine(
            "dutch full",
            "automatic",
            "From: Piet Smit <piet@gem.example>\nSubject: Afwezig tot 7 december: RPDE-2026-0021",
            "Ik ben met verlof tot 7 december. Voor dringende zaken kunt u contact opnemen met mijn collega.\n",
        ),
        machine(
            "spanish full",
            "automatic",
            "From: Luz Gil <luz@ayto.example>\nSubject: Fuera de la oficina: RPDE-2026-0021",
            "Estaré fuera de la oficina hasta el 7 de diciembre. Para asuntos urgentes contacte con mi compañera.\n",
        ),
        machine(
            "italian full",
            "automatic",
            "From: Gia Neri <gia@asl.example>\nSubject: Fuori sede Re: promemoria",
            "Sono fuori ufficio, rientro il 7 dicembre. Per urgenze rivolgersi alla segreteria.\n",
        ),
        machine(
            "polish full",
            "automatic",
            "From: Adam Kot <adam@ops.example>\nSubject: Nieobecność w biurze",
            "Jestem na urlopie do 7 grudnia. W pilnych sprawach proszę o kontakt z sekretariatem.\n",
        ),
        machine(
            "slovak",
            "automatic",
            "From: Ján Malý <jan@obec.example>\nSubject: Automatická odpoveď: pripomienka",
            "Nie som v kancelárii.\n",
        ),
        machine(
            "bulgarian",
            "automatic",
            "From: Ива <iva@fond.example>\nSubject: Автоматичен отговор: напомняне",
            "Няма ме.\n",
        ),
        machine(
            "lithuanian",
            "automatic",
            "From: Rūta <ruta@fondas.example>\nSubject: Automatinis atsakymas: priminimas",
            "Manęs nėra.\n",
        ),
        machine(
            "latvian",
            "automatic",
            "From: Ilze <ilze@fonds.example>\nSubject: Automātiskā atbilde: atgādinājums",
            "Neesmu birojā.\n",
        ),
        machine(
            "croatian",
            "automatic",
            "From: Iva <iva@udruga.example>\nSubject: Automatski odgovor: podsjetnik",
            "Nisam u uredu.\n",
        ),
        machine(
            "icelandic",
            "automatic",
            "From: Jón <jon@felag.example>\nSubject: Sjálfvirkt svar: áminning",
            "Ég er ekki við.\n",
        ),
        machine(
            "hebrew", "automatic", "From: Noa <noa@ngo.example>\nSubject: תשובה אוטומטית: תזכורת", "אני מחוץ למשרד\n"
        ),
        machine(
            "korean", "automatic", "From: Kim <kim@assoc.example>\nSubject: 자동 회신: reminder", "부재중입니다.\n"
        ),
        machine(
            "traditional chinese",
            "automatic",
            "From: Chan <chan@assoc.example>\nSubject: 自動回覆: reminder",
            "我不在辦公室。\n",
        ),
        machine(
            "vietnamese",
            "automatic",
            "From: Lan <lan@assoc.example>\nSubject: Trả lời tự động: reminder",
            "Tôi đang vắng mặt.\n",
        ),
        machine(
            "persian",
            "automatic",
            "From: Sara <sara@assoc.example>\nSubject: پاسخ خودکار: reminder",
            "من در دفتر نیستم\n",
        ),
        machine(
            "hindi",
            "automatic",
            "From: Asha <asha@assoc.example>\nSubject: स्वचालित उत्तर: reminder",
            "मैं कार्यालय में नहीं हूँ।\n",
        ),
        machine(
            "irish",
            "automatic",
            "From: Aoife <aoife@comhairle.example>\nSubject: Freagra uathoibríoch: meabhrúchán",
            "Táim as oifig.\n",
        ),
        machine(
            "bilingual welsh",
            "automatic",
            "From: Siân <sian@cyngor.example>\nSubject: Ymateb Awtomatig / Automatic Reply: RPDE-2026-0021",
            "Diolch am eich e-bost.\n",
        ),
    ]
