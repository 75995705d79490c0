import json

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from maps.page.plain import json_block, shown, visible


def test_what_acts_on_text_is_shown_by_its_code_point():
    assert visible("a\u202eb\x00c\ud800") == "a⟨U+202E⟩b⟨U+0000⟩c⟨U+D800⟩"


def test_words_of_every_script_line_ends_and_tabs_stay_as_typed():
    text = "Хасан 하산 哈桑 عمان\tnext\nline – “quoted” 👩‍🚒"
    assert visible(text) == text


def test_a_text_of_nothing_that_is_seen_is_shown_by_its_code_points():
    assert visible("\u200b \u200d") == "⟨U+200B⟩⟨U+0020⟩⟨U+200D⟩"
    assert visible("\u3164") == "⟨U+3164⟩"
    assert visible(" ") == " "
    assert visible("می\u200cشود") == "می\u200cشود"


def test_letters_hidden_as_tags_are_shown_and_a_flag_stays_a_flag():
    assert visible("a\U000e0041\U000e0042") == "a⟨U+E0041⟩⟨U+E0042⟩"
    england = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
    assert visible(england) == england


def test_markup_of_ours_is_left_alone():
    assert shown(Markup("<b>")) == Markup("<b>")
    assert shown(3) == 3


@given(st.text())
def test_a_json_block_never_closes_its_element_and_reads_back(text):
    block = str(json_block({"text": text}))
    assert not set("<>&\u2028\u2029") & set(block)
    assert json.loads(block) == {"text": visible(text)}
    block.encode()
