"""Which address shows which page? No code and no word of a complaint is ever part of one."""

from django.urls import path

from ombud.interfaces.portal.views import filing, letter, published, receipt, rules, start, status

urlpatterns = [
    path("", start.start, name="start"),
    path("help/", start.help_numbers, name="help"),
    path("file/", filing.file, name="file"),
    path("file/receipt/", receipt.receipt, name="receipt"),
    path("file/receipt.txt", receipt.receipt_text, name="receipt-text"),
    path("status/", status.status, name="status"),
    path("c/<str:number>", status.complaint, name="complaint"),
    path("letter/", letter.letters, name="letters"),
    path("l/<str:number>", letter.letter, name="letter"),
    path("l/<str:number>/answer", letter.answer_to, name="answer"),
    path("l/<str:number>/record", letter.record_of, name="record"),
    path("l/<str:number>/suit", letter.suit_over, name="suit"),
    path("l/<str:number>/complain", letter.complain_over, name="complain"),
    path("l/<str:number>/else", letter.something_else, name="else"),
    path("l/<str:number>/appeal", letter.appeal_against, name="appeal"),
    path("l/<str:number>/appeal/sent", letter.appeal_sent, name="appeal-sent"),
    path("rules/", rules.rules, name="rules"),
    path("rules/published/", published.published, name="published"),
    path("rules/published.json", published.published_json, name="published-json"),
    path("rules/checkpoint.txt", rules.checkpoint, name="checkpoint"),
]
