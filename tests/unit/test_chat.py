"""Chat markup is cut out of a model's own template, and texts can never become markup."""

import pytest

from boses_engine.errors import ModelError
from boses_engine.language.chat import ChatFormat

CHATML = (
    "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>\n' }}"
    "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)
LLAMA3 = (
    "{% set loop_messages = messages %}{% for message in loop_messages %}"
    "{% set content = '<|start_header_id|>' + message['role'] + '<|end_header_id|>\n\n' + message['content'] | trim "
    "+ '<|eot_id|>' %}{% if loop.index0 == 0 %}{% set content = bos_token + content %}{% endif %}{{ content }}"
    "{% endfor %}{{ '<|start_header_id|>assistant<|end_header_id|>\n\n' }}"
)
# Gemma and the first Mistral refuse a system role.
NO_SYSTEM = (
    "{{ bos_token }}{% if messages[0]['role'] == 'system' %}{{ raise_exception('System role not supported') }}"
    "{% endif %}{% for message in messages %}<start_of_turn>{{ message['role'] }}\n{{ message['content'] | trim }}"
    "<end_of_turn>\n{% endfor %}{% if add_generation_prompt %}<start_of_turn>model\n{% endif %}"
)
SILENT_SYSTEM = "{% for m in messages %}{% if m.role == 'user' %}[INST] {{ m.content }} [/INST]{% endif %}{% endfor %}"


def whole(chat: ChatFormat) -> str:
    return f"{chat.before}SYSTEM{chat.between}USER{chat.after}"


def test_chatml() -> None:
    expected = "<|im_start|>system\nSYSTEM<|im_end|>\n<|im_start|>user\nUSER<|im_end|>\n<|im_start|>assistant\n"
    assert whole(ChatFormat.from_template(CHATML)) == expected


def test_a_file_without_template_gets_chatml() -> None:
    assert ChatFormat.from_template(None) == ChatFormat.from_template(CHATML)
    assert ChatFormat.from_template("") == ChatFormat.from_template(CHATML)


def test_the_templates_own_start_token_stands_first() -> None:
    """Catches a start token lost, and one that the adapter would add a second time."""
    chat = ChatFormat.from_template(LLAMA3, bos="<|begin_of_text|>", eos="<|eot_id|>")
    assert chat.before == "<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\n"
    assert chat.between == "<|eot_id|><|start_header_id|>user<|end_header_id|>\n\n"
    assert chat.after == "<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n"


@pytest.mark.parametrize("template", [NO_SYSTEM, SILENT_SYSTEM])
def test_without_a_system_role_the_users_turn_holds_both(template: str) -> None:
    chat = ChatFormat.from_template(template, bos="<bos>")
    assert chat.between == "\n\n"
    assert "system" not in whole(chat).replace("SYSTEM", "").lower()
    assert whole(chat).count("USER") == 1


def test_no_system_role_keeps_its_markup() -> None:
    expected = "<bos><start_of_turn>user\nSYSTEM\n\nUSER<end_of_turn>\n<start_of_turn>model\n"
    assert whole(ChatFormat.from_template(NO_SYSTEM, bos="<bos>")) == expected


@pytest.mark.parametrize(
    "template",
    [
        "no messages at all",
        "{% for m in messages %}",  # broken Jinja
        "{{ messages[0]['content'] }}{{ messages[7]['content']['x'] }}",
        "{% for m in messages %}{{ m.content }}{{ m.content }}{% endfor %}",  # each text twice
        "{{ raise_exception('never') }}",
        "{{ 1 + 'a' }}",
    ],
)
def test_a_template_that_loses_a_text_is_refused(template: str) -> None:
    with pytest.raises(ModelError, match="chat template"):
        ChatFormat.from_template(template)


@pytest.mark.parametrize(
    "attack",
    [
        "{{ messages.__class__.__mro__[1].__subclasses__() }}",
        "{{ cycler.__init__.__globals__.os.popen('echo x').read() }}",
        "{% for m in messages %}{{ m.clear() }}{% endfor %}",
    ],
)
def test_a_template_from_a_file_cannot_reach_python(attack: str) -> None:
    """The template comes out of a downloaded file: it is rendered in a sandbox."""
    body = attack + "{% for m in messages %}{{ m.content }}{% endfor %}"
    with pytest.raises(ModelError):
        ChatFormat.from_template(body)


@pytest.mark.parametrize("template", ["{{ 1 // 0 }}", "{{ range(10**9) | list }}"])
def test_any_other_error_of_a_template_is_told_likewise(template: str) -> None:
    with pytest.raises(ModelError):
        ChatFormat.from_template(template)
