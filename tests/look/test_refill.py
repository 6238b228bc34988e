"""Does a page come back with every word that was typed into one of its forms, and with nothing secret?"""

from ombud.look.refill import refill

ROW = """
<details class="dialog"><summary>Why</summary><form method="post" action="/act/">
<input type="hidden" name="csrfmiddlewaretoken" value="fresh"><input type="hidden" name="row" value="{row}">
<input class="input" type="text" name="reason" value="" required aria-label="a &amp; b">
<textarea name="text" rows="3">
</textarea>
<select name="to"><option value="" selected>–</option><option value="mei">梅</option></select>
<input type="radio" name="found" value="yes"><input type="radio" name="found" value="no" checked>
<input type="checkbox" name="lane" value="a" checked><input type="checkbox" name="lane" value="b">
<input type="password" name="word"><input name="code" autocomplete="one-time-code">
<button type="submit" name="do" value="go">Go</button>
</form></details>"""
PAGE = (
    f"<p>a &lt; b</p>{ROW.format(row=1)}{ROW.format(row=2)}<form action='/act/'><input name='reason'></form>"
)
SENT = {
    "csrfmiddlewaretoken": ["stale"],
    "row": ["2"],
    "reason": ['"<b>" & 理由'],
    "text": ["\nfirst\n</textarea>last"],
    "to": ["mei"],
    "found": ["yes"],
    "lane": ["b"],
    "word": ["my secret"],
    "code": ["123456"],
    "do": ["go"],
    "gone": ["nowhere to put this"],
}


def test_the_row_that_was_sent_comes_back_as_it_was_sent_and_all_else_as_it_is():
    page, placed = refill(PAGE, action="/act/", typed=SENT)
    after = page.split(ROW.format(row=1))[1]
    assert page.startswith(PAGE.split("<details", maxsplit=1)[0])
    assert page.endswith(PAGE.rsplit("</details>", maxsplit=1)[-1])
    assert after.startswith('\n<details class="dialog" open>')
    for there in (
        'name="reason" required aria-label="a &amp; b" value="&quot;&lt;b&gt;&quot; &amp; 理由">',
        '<textarea name="text" rows="3">\n\nfirst\n&lt;/textarea&gt;last</textarea>',
        '<option value="">–</option><option value="mei" selected>梅</option>',
        '<input type="radio" name="found" value="yes" checked><input type="radio" name="found" value="no">',
        '<input type="checkbox" name="lane" value="a"><input type="checkbox" name="lane" value="b" checked>',
        'name="csrfmiddlewaretoken" value="fresh"',
    ):
        assert there in after, there
    assert placed == {"row", "reason", "text", "to", "found", "lane"}


def test_no_secret_comes_back():
    page, placed = refill(PAGE, action="/act/", typed=SENT)
    assert not {"stale", "my secret", "123456"} & set(page.split('"'))
    assert not {"word", "code", "csrfmiddlewaretoken"} & placed


def test_a_row_that_is_gone_and_another_address_leave_the_page_as_it_is():
    for action, row in (("/act/", "3"), ("/other/", "2")):
        assert refill(PAGE, action=action, typed={**SENT, "row": [row]}) == (PAGE, frozenset())


def test_fields_of_one_name_take_what_was_sent_in_its_order_and_a_choice_that_is_no_more_is_told():
    page = '<form method="post" action="/a/"><input name="n"><input name="n"><select name="s"><option value="x">X</option></select></form>'
    filled, placed = refill(page, action="/a/", typed={"n": ["1", "2"], "s": ["y"]})
    assert '<input name="n" value="1"><input name="n" value="2">' in filled
    assert placed == {"n"}
