"""People as models of OpenAI's chat completions: by hand, by OpenAI's own client, and by EDSL."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from pydantic import BaseModel
from support.asked import generated
from support.listening import Listening, listening
from support.servers import ServedApp, default_project, served_app

from boses_engine.domain.persona import Persona
from boses_engine.server import guard
from boses_engine.store import Store
from boses_engine.studies.respondent import Respondent

CHAT, MODELS = "/v1/chat/completions", "/v1/models"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedApp]:
    """An app with the people of one group."""
    home = tmp_path_factory.mktemp("chat") / "home"
    with patch.multiple(guard, RATE=1e9, BURST=1e9), served_app(home) as served:
        generated(served.store)
        yield served


@pytest.fixture(scope="module")
def person(app: ServedApp) -> Persona:
    """Somebody who can tell of their worry."""
    people = app.store.personas()
    return next(each for each in people if any(said.id == "life:worry" for said in Respondent(each).said))


def asked(person: Persona, text: str = "What worries you?", **more: Any) -> dict[str, Any]:
    return {"model": f"persona/{person.id}", "messages": [{"role": "user", "content": text}], **more}


def test_a_person_answers(app: ServedApp, person: Persona) -> None:
    """Catches a reply without the fields that OpenAI's clients read, and counts that do not add up."""
    answer = app.client.post(CHAT, json=asked(person, temperature=2, logprobs=False, user="somebody"))
    assert answer.status_code == 200, answer.text
    told = answer.json()
    (choice,) = told["choices"]
    assert (told["object"], told["model"]) == ("chat.completion", f"persona/{person.id}")
    assert (
        choice["message"]["content"]
        == app.client.post(CHAT, json=asked(person)).json()["choices"][0]["message"]["content"]
    )
    assert (choice["message"]["role"], choice["message"]["refusal"], choice["finish_reason"]) == (
        "assistant",
        None,
        "stop",
    )
    assert choice["boses"]["grounds"] == ["life:worry"]
    usage = told["usage"]
    assert usage["prompt_tokens"] == 4
    assert usage["total_tokens"] == usage["prompt_tokens"] + usage["completion_tokens"] > 10


def test_a_person_is_read_once_a_talk(app: ServedApp, person: Persona) -> None:
    """Catches sentences of a record that are read and compared anew for each message, and one person's told as
    another's."""
    other = next(each for each in app.store.personas() if each.id != person.id)
    app.engine._respondent.cache_clear()
    with patch.object(Respondent, "__init__", autospec=True, side_effect=Respondent.__init__) as read:
        for text in ("What worries you?", "Why?", "Do you trust adverts?"):
            app.client.post(CHAT, json=asked(person, text)).raise_for_status()
        assert read.call_count == 1
        name = app.client.post(CHAT, json=asked(other, "What is your name?")).json()["choices"][0]["message"]["content"]
        assert read.call_count == 2
    assert other.name in name


def test_a_stream_says_the_same(app: ServedApp, person: Persona) -> None:
    """Catches a stream that loses a word, or that a client waits on for ever."""
    whole = app.client.post(CHAT, json=asked(person, n=2)).json()
    options: dict[str, Any] = {"stream": True, "n": 2, "stream_options": {"include_usage": True}}
    answer = app.client.post(CHAT, json=asked(person, **options))
    assert answer.headers["content-type"].startswith("text/event-stream")
    lines = answer.text.split("\n\n")
    assert lines[-2:] == ["data: [DONE]", ""]
    chunks = [json.loads(line.removeprefix("data: ")) for line in lines[:-2]]
    assert chunks[-1]["usage"] == whole["usage"]
    for choice in whole["choices"]:
        own = [chunk["choices"][0] for chunk in chunks[:-1] if chunk["choices"][0]["index"] == choice["index"]]
        assert own[0]["delta"]["role"] == "assistant"
        assert "".join(each["delta"].get("content", "") for each in own) == choice["message"]["content"]
        assert [each["finish_reason"] for each in own] == [None] * (len(own) - 1) + ["stop"]


def test_several_replies_and_seeds_are_other_draws(app: ServedApp) -> None:
    """Catches five copies of one draw."""
    prompt = "Which river is longer?\n\n0: Nile\n\n1: Rhine\n\nOnly 1 option may be selected."
    person = app.store.personas()[1]
    told = app.client.post(CHAT, json=asked(person, prompt, n=8)).json()["choices"]
    assert {each["message"]["content"] for each in told} == {"Nile", "Rhine"}
    assert {each["boses"]["guess"] for each in told} == {True}
    seeds = {
        app.client.post(CHAT, json=asked(person, prompt, seed=seed)).json()["choices"][0]["message"]["content"]
        for seed in range(-4, 4)
    }
    assert seeds == {"Nile", "Rhine"}


def test_a_limit_cuts_the_reply(app: ServedApp, person: Persona) -> None:
    """Catches a cut-off reply that says it is whole."""
    (choice,) = app.client.post(CHAT, json=asked(person, max_completion_tokens=3)).json()["choices"]
    assert choice["finish_reason"] == "length"
    assert len(choice["message"]["content"].split()) == 3


def test_the_conversation_is_heard(app: ServedApp, person: Persona) -> None:
    """Catches history that is dropped, and content in parts that is not read."""
    messages = [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": [{"type": "text", "text": "What do you look at first when you buy a phone?"}]},
        {"role": "assistant", "content": "The price."},
        {"role": "user", "content": "Why?"},
    ]
    (choice,) = app.client.post(CHAT, json={**asked(person), "messages": messages}).json()["choices"]
    assert not choice["boses"]["no_basis"]


def refused(answer: Any, status: int, code: str | None, param: str | None) -> str:
    """The message of an error in OpenAI's form."""
    assert answer.status_code == status, answer.text
    error = answer.json()["error"]
    assert (error["code"], error["param"]) == (code, param)
    assert set(error) == {"message", "type", "param", "code"}
    return str(error["message"])


@pytest.mark.parametrize(
    ("changed", "param"),
    [
        ({"messages": []}, "messages"),
        ({"messages": [{"role": "system", "content": "Hello"}]}, "messages"),
        ({"messages": [{"role": "user", "content": " "}]}, "messages"),
        ({"messages": [{"role": "boss", "content": "x"}]}, "messages.0.role"),
        ({"messages": [{"role": "user", "content": [{"type": "image_url"}]}]}, "messages.0.content"),
        ({"n": 11}, "n"),
        ({"seed": 2**64}, "seed"),
        ({"response_format": {"type": "json_schema"}}, "response_format.json_schema"),
    ],
)
def test_a_wrong_request_is_told_in_openais_form(
    app: ServedApp, person: Persona, changed: dict[str, object], param: str
) -> None:
    """Catches a problem document where a client reads `error.message`."""
    refused(app.client.post(CHAT, json={**asked(person), **changed}), 400, None, param)


def test_who_is_not_there_and_who_may_not_ask(app: ServedApp, person: Persona) -> None:
    """Catches a model's name that ends in a server error, and a call without a token."""
    for model in ("gpt-4o", "persona/", "persona/p-0", f"persona/{person.name}"):
        assert "/v1/models" in refused(
            app.client.post(CHAT, json=asked(person) | {"model": model}), 404, "model_not_found", "model"
        )
    refused(app.client.get(f"{MODELS}/persona/p-0"), 404, "model_not_found", "model")
    for call in (app.anyone.get(MODELS), app.anyone.post(CHAT, json=asked(person))):
        refused(call, 401, "invalid_api_key", None)


def test_a_projects_token_talks_with_its_own_people(app: ServedApp, person: Persona) -> None:
    """Catches a conversation with another project's people, and a list that shows them."""
    app.store.add_project("apart")
    stranger = app.with_token(app.new_token(project="apart"))
    assert stranger.get(MODELS).json()["data"] == []
    refused(stranger.get(f"{MODELS}/persona/{person.id}"), 404, "model_not_found", "model")
    message = refused(stranger.post(CHAT, json=asked(person)), 404, "model_not_found", "model")
    assert person.name not in message
    own = app.with_token(app.new_token(project="default"))
    assert {each["id"] for each in own.get(MODELS).json()["data"]} == {
        f"persona/{one.id}" for one in app.store.personas()
    }
    assert own.get(f"{MODELS}/persona/{person.id}").json()["name"] == person.name
    assert own.post(CHAT, json=asked(person)).status_code == 200


def test_schemas(app: ServedApp, person: Persona) -> None:
    """Catches JSON that is not of the schema, and a made-up number in place of a refusal."""
    schema = {"type": "object", "properties": {"years": {"type": "integer"}, "why": {"type": "string"}}}
    form = {"type": "json_schema", "json_schema": {"name": "age", "schema": schema, "strict": True}}
    (choice,) = app.client.post(CHAT, json=asked(person, "How old are you?", response_format=form)).json()["choices"]
    assert json.loads(choice["message"]["content"])["years"] == person.age
    (choice,) = app.client.post(CHAT, json=asked(person, "How long is the Rhine?", response_format=form)).json()[
        "choices"
    ]
    assert (choice["message"]["content"], bool(choice["message"]["refusal"])) == (None, True)
    broken = {"type": "json_schema", "json_schema": {"name": "x", "schema": {"type": "array"}}}
    refused(app.client.post(CHAT, json=asked(person, response_format=broken)), 400, None, None)
    free = app.client.post(CHAT, json=asked(person, response_format={"type": "json_object"})).json()["choices"][0]
    assert json.loads(free["message"]["content"]).keys() == {"answer"}


# Clients of others


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Listening]:
    """A server that listens, with the people of one group."""
    home = tmp_path_factory.mktemp("clients") / "home"
    home.mkdir()
    with Store(home / "boses.duckdb") as store:
        generated(store)
    with listening(home) as running:
        yield running


class Opinion(BaseModel):
    """What OpenAI's client makes a schema of."""

    uses_tiktok: bool
    why: str


@pytest.mark.slow
def test_openais_client(server: Listening) -> None:
    """Catches anything that OpenAI's own client cannot read: lists, replies, streams, schemas, errors."""
    openai = pytest.importorskip("openai", reason="openai is not installed: pip install -e '.[dev]'")
    client = openai.OpenAI(base_url=f"{server.url}/v1", api_key=server.token, max_retries=0)
    models = [model.id for model in client.models.list()]
    assert len(models) == 8
    assert client.models.retrieve(models[0]).owned_by == "boses-engine"
    messages = [{"role": "user", "content": "What worries you?"}]
    replies = {model: client.chat.completions.create(model=model, messages=messages) for model in models}
    telling = next(model for model, each in replies.items() if each.choices[0].boses["grounds"])
    whole = replies[telling]
    assert whole.choices[0].finish_reason == "stop"
    assert whole.usage.total_tokens > 10
    assert whole.choices[0].boses["grounds"] == ["life:worry"]
    stream = client.chat.completions.create(model=telling, messages=messages, stream=True)
    assert "".join(chunk.choices[0].delta.content or "" for chunk in stream) == whole.choices[0].message.content
    for model in models:
        asked = [{"role": "user", "content": "Do you use TikTok?"}]
        parsed = client.chat.completions.parse(model=model, messages=asked, response_format=Opinion)
        opinion = parsed.choices[0].message.parsed
        assert opinion.why.startswith("I use TikTok.") == opinion.uses_tiktok
    with pytest.raises(openai.NotFoundError, match="/v1/models"):
        client.chat.completions.create(model="gpt-4o", messages=messages)
    with pytest.raises(openai.BadRequestError):
        client.chat.completions.create(model=models[0], messages=[])
    with pytest.raises(openai.AuthenticationError):
        openai.OpenAI(base_url=f"{server.url}/v1", api_key="boses_nobody", max_retries=0).models.list()


def test_edsl(server: Listening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Catches a reply that EDSL, which puts surveys to language models, refuses: a survey with its kinds of question is
    answered as the record has it, none of them twice asked for."""
    monkeypatch.setenv("HOME", str(tmp_path))  # where it keeps what it was answered
    monkeypatch.setenv("OPENAI_COMPATIBLE_BASE_URL", f"{server.url}/v1")
    monkeypatch.setenv("OPENAI_COMPATIBLE_API_KEY", server.token)
    edsl = pytest.importorskip("edsl", reason="edsl is not installed, and not needed otherwise: pip install edsl")
    needs = ["A low price", "Reviews of others", "A known brand"]
    apps = ["Facebook", "TikTok", "Viber"]
    matters = {"question_text": "What matters most?", "question_options": needs}
    scale = {"question_options": [1, 2, 3, 4, 5], "option_labels": {1: "not at all", 5: "fully"}}
    survey = edsl.Survey(
        [
            edsl.QuestionFreeText(question_name="free", question_text="What worries you?"),
            edsl.QuestionMultipleChoice(question_name="one", **matters),
            edsl.QuestionMultipleChoice(question_name="coded", **matters, use_code=True),
            edsl.QuestionLinearScale(question_name="scale", question_text="I trust what adverts say.", **scale),
            edsl.QuestionLikertFive(question_name="likert", question_text="I trust what adverts say."),
            edsl.QuestionYesNo(question_name="yes", question_text="Do you use TikTok?"),
            edsl.QuestionCheckBox(question_name="some", question_text="Which do you use?", question_options=apps),
            edsl.QuestionRank(question_name="rank", **matters),
            edsl.QuestionTopK(question_name="top", **matters, min_selections=2, max_selections=2),
            edsl.QuestionNumerical(question_name="age", question_text="How old are you?"),
        ]
    )  # fmt: skip
    with server.client() as client:
        models = client.get(MODELS).json()["data"][:3]
        project = default_project(client)
        found = client.get(f"/api/v1/projects/{project}/persona-groups").json()["items"][0]["id"]
        people = client.get(f"/api/v1/projects/{project}/persona-groups/{found}/personas").json()["items"]
    by_id = {f"persona/{person['id']}": person for person in people}
    every = [edsl.Model(model["id"], service_name="openai_compatible") for model in models]
    results = survey.by(every).run(
        disable_remote_inference=True,
        disable_remote_cache=True,
        cache=False,
        progress_bar=False,
        print_exceptions=False,
    )
    assert len(results) == 3
    for result in results:
        answers, person = result["answer"], by_id[result["model"].model]
        held = person["digital_habits"]["platforms"]
        assert answers["age"] == person["age"]
        assert answers["yes"] == ("Yes" if "TikTok" in held else "No")
        assert answers["some"] == [name for name in apps if name in held]
        assert {answers["one"], answers["coded"]} <= set(needs)
        assert answers["scale"] in scale["question_options"]
        assert sorted(answers["rank"]) == sorted(needs)
        assert len(answers["top"]) == 2
        assert answers["likert"] in ("Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree")
        assert len(answers["free"]) > 20
