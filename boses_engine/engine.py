"""The Python API: an `Engine` wires settings, models and store to the pipeline."""

import contextlib
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Self

from boses_engine.domain.group import Group
from boses_engine.domain.library import Rules
from boses_engine.domain.passport import Passport, Replay, Reworded
from boses_engine.domain.persona import Persona
from boses_engine.domain.snapshot import Market, Snapshot, as_market
from boses_engine.domain.study import Answer, By, StudyDesign
from boses_engine.embedding_model import EmbeddingModel
from boses_engine.errors import (
    BriefError,
    GroupError,
    InputError,
    ModelError,
    NotFoundError,
    SnapshotError,
    StoreBusyError,
    StudyError,
)
from boses_engine.image_model import WITHOUT, ImageModel
from boses_engine.language.shared import Turns
from boses_engine.pipeline.events import Event, RangesAnswered, RunFinished
from boses_engine.pipeline.plan import Plan, check_place, make_plan
from boses_engine.pipeline.segment import Segment, describe_segment
from boses_engine.settings import Settings
from boses_engine.text_model import TextModel

if TYPE_CHECKING:
    from boses_engine.avatars.port import Painter
    from boses_engine.briefs.parsed import ParsedBrief
    from boses_engine.language.port import LanguageModel
    from boses_engine.library.encoder import Encoder
    from boses_engine.library.library import Library
    from boses_engine.people import People
    from boses_engine.pipeline.effect import Effect
    from boses_engine.pipeline.estimate import Estimate
    from boses_engine.snapshots.in_use import SnapshotsInUse
    from boses_engine.snapshots.inbox import Outcome
    from boses_engine.store import Store
    from boses_engine.studies.ask import Beforehand
    from boses_engine.studies.calibrate import GroupScores
    from boses_engine.studies.events import StudyEvent
    from boses_engine.studies.published import RowGroup
    from boses_engine.studies.respondent import Encode, Respondent
    from boses_engine.studies.similarity import WordsApart
    from boses_engine.studies.wording import Reasons
    from boses_engine.talk.reply import Reply, Turn
    from boses_engine.workers.executor import Executor
    from boses_engine.workers.recorded import RecordedModel
    from boses_engine.workers.task import Range

DEFAULT_SEED = 1
REUSE = Rules()
RESPONDENTS_REMEMBERED = 32  # people whose sentences are kept between the messages of a talk
Progress = Callable[[str, float], None]  # what is being done, and how much of it is done, 0..1


class Engine:
    """Plans and generates people; a context manager that frees model and store at its end.

    `model` is a name from the manifest, the path of a GGUF file, or a ready `LanguageModel`; None is the default: one
    that was trained to write people, and one for all else.
    `avatar_model` is the same for portraits: a name, a diffusers folder, a .safetensors file, or a ready `Painter`;
    without `avatars` none are painted. `encoder` takes the place of the embedding model. Models and store are opened
    when first needed. Several threads may use one engine, each with runs and briefs of its own.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        model: "str | Path | LanguageModel | None" = None,
        avatar_model: "str | Path | Painter | None" = None,
        avatars: bool = True,
        encoder: "Encoder | None" = None,
    ):
        self.settings = settings or Settings.from_env()
        turns = Turns()
        self._text_model = TextModel(self.settings, model, turns=turns)
        self._writer = self._text_model if model is not None else TextModel(self.settings, role="writer", turns=turns)
        self._image_model = ImageModel(self.settings, avatar_model) if avatars else None
        self._embedding_model = EmbeddingModel(self.settings, encoder)
        self._store: Store | None = None
        self._snapshots: SnapshotsInUse | None = None
        self._respondent = lru_cache(RESPONDENTS_REMEMBERED)(self._read_respondent)

    # The line from a group to its people

    def freshen(self, group: Group, *, progress: Progress | None = None) -> Iterator[str]:
        """Takes in the exports that wait for the group's market, and says what became of them; none holds up a run.

        :raises LocationError: there is no such place; GroupError: more people than distinct names.
        """
        if market := as_market(check_place(group).country_code):
            try:
                for outcome in self.take_in_exports(market, progress=progress):
                    yield outcome.message
            except SnapshotError as exc:
                yield str(exc)

    def plan(self, group: Group, *, seed: int = DEFAULT_SEED, snapshot: Snapshot | None = None) -> Plan:
        """The people that would be generated, with a snapshot woven in: that of the market in use, or another.

        No model is loaded, but the embedding model, if it is there, where the occupation is in no table.

        :raises SnapshotError: it is damaged.
        :raises GroupError: more people than distinct names, or a seed out of range; LocationError: no such place.
        """
        if not 0 <= seed < 2**63:
            raise GroupError(f"seed {seed} is out of range: give a whole number from 0 to 2^63 - 1.")
        snapshot = snapshot or self.snapshot_for(group)
        return make_plan(group, seed, snapshot, self._embedding_model.near_titles)

    def generate(
        self,
        group: Group,
        *,
        seed: int = DEFAULT_SEED,
        reuse: Rules | None = REUSE,
        project: str | None = None,
        snapshot: Snapshot | None = None,
        executor: "Executor | None" = None,
    ) -> Iterator[Event]:
        """Plans the group and makes its people, see `plan` and `make_people`; raises as they do."""
        plan = self.plan(group, seed=seed, snapshot=snapshot)
        yield from self.make_people(plan, reuse=reuse, project=project, executor=executor)

    def run(
        self,
        group: Group,
        *,
        seed: int = DEFAULT_SEED,
        reuse: Rules | None = REUSE,
        project: str | None = None,
        snapshot: Snapshot | None = None,
    ) -> "People":
        """Makes the group's people, or goes on with them, and gives all when they stand; raises as `generate` does."""
        from boses_engine.people import People

        for event in self.generate(group, seed=seed, reuse=reuse, project=project, snapshot=snapshot):
            if isinstance(event, RunFinished):
                return People(event.personas, event.report, self.store.portrait_png)
        raise AssertionError("a run ends with RunFinished")

    def make_people(
        self,
        plan: Plan,
        *,
        reuse: Rules | None = REUSE,
        project: str | None = None,
        executor: "Executor | None" = None,
        ranges: Path | None = None,
    ) -> Iterator[Event]:
        """Makes the people of a plan, yielding events; the last is `RunFinished` with the people and the report.

        Every finished person is stored before its event. Calling again with the same group, seed, model and snapshot in
        use goes on where the last call stopped. `reuse` says how many may come from the persona library, None that
        nobody may; without an embedding model nobody does. Portraits come after the text; where the image model does
        not fit beside the language model, that one is unloaded first. Without a `project` it is that of the settings.
        With an `executor` its workers ask the model first, see `workers`; the people are the same. The ranges lie in
        the folder `ranges`, which is kept, or in one of the data folder until the run is complete.

        :raises ModelError: the weights of either model are missing or damaged.
        :raises StoreBusyError: another process holds the store.
        :raises GenerationError: workers die without getting anywhere.
        """
        from boses_engine.pipeline.run import generate, run_key

        weights = self._writer.find()  # before the store: what the user got wrong leaves no trace there
        portraits = self._image_model.offer(self._unload) if self._image_model else None
        store = self.store  # before the weights are loaded: a busy store is told at once
        if plan.snapshot is not None:
            store.save_snapshot(plan.snapshot)
        project = project or self.settings.project
        library = self.library(reuse, project) if reuse and self.check_embedding() is None else None
        making = partial(generate, store=store, portraits=portraits, library=library, project=project)
        if executor is None:
            with contextlib.closing(self._writer.open(weights)) as model:
                yield from making(plan, model)
            return
        from boses_engine.workers.recorded import RecordedModel

        name, sha256 = self._writer.identity(weights)
        run_id = run_key(plan, name, sha256, library, project).run_id
        folder = ranges or self._ranges(run_id)
        laid = self.lay_out(plan, folder, executor.workers)
        if not store.is_complete(run_id):
            yield from executor.run(laid)
        with contextlib.closing(RecordedModel(name, sha256, lambda: self._writer.open(weights))) as recorded:
            recorded.take(laid)
            for event in making(plan, recorded):
                if isinstance(event, RunFinished) and not ranges:  # after which the caller may not come back
                    shutil.rmtree(folder, ignore_errors=True)
                yield event

    def compare_snapshots(
        self, group: Group, before: Snapshot, after: Snapshot, *, seed: int = DEFAULT_SEED
    ) -> "Effect":
        """What the same people claim under one snapshot and under another; raises as `plan` does."""
        from boses_engine.pipeline.effect import compare_plans

        return compare_plans(*(self.plan(group, seed=seed, snapshot=snapshot) for snapshot in (before, after)))

    def describe_segment(self, group: Group) -> Segment:
        """What a user should know of a segment before its people are made; raises LocationError."""
        return describe_segment(group, self._embedding_model.near_titles)

    def ask(
        self,
        study: StudyDesign,
        *,
        by: By = "record",
        resume: bool = True,
        project: str | None = None,
        executor: "Executor | None" = None,
        ranges: Path | None = None,
    ) -> "Iterator[StudyEvent]":
        """Puts a study's questions to its people in the store, yielding events; the last is `StudyFinished`.

        Every answer is stored before its event. Calling again goes on where the last call stopped; without `resume` all
        is asked anew. `by` is how points of scales are found, see `studies.ask`. Without an embedding model the
        sentences that speak of a question are found by their words alone. The study is kept in the project, and its
        people are of the project; without a `project` it is that of the settings. `executor` and `ranges` are as in
        `make_people`: workers word the reasons first, the answers are the same.

        :raises StudyError: nobody is to be asked; NotFoundError: no such group or person.
        :raises ModelError: the weights are missing or damaged.
        :raises GenerationError: workers die without getting anywhere.
        """
        from boses_engine.studies.ask import ask
        from boses_engine.studies.events import StudyFinished, StudyStarted
        from boses_engine.studies.people import choose_people

        store, project = self.store, project or self.settings.project
        people = choose_people(study.people, store, project)
        key = store.add_study(study, project)
        encoder = None if self.check_embedding() is not None else self._embedding_model.open()
        asking = partial(ask, study, people, store=store, encoder=encoder, by=by, resume=resume)
        with contextlib.ExitStack() as stack:
            if executor is None:
                events = asking(stack.enter_context(contextlib.closing(self.language_model())))
            else:
                model, worded = self._worded_apart(study.seed, executor, ranges)
                events = asking(stack.enter_context(contextlib.closing(model)), beforehand=worded)
            for event in events:
                if isinstance(event, StudyStarted):
                    store.take_up_study(key, event.study_id, by)
                elif isinstance(event, StudyFinished):
                    store.end_study(key)
                    if executor is not None and not ranges:
                        shutil.rmtree(self._ranges(event.study_id), ignore_errors=True)
                yield event

    def lay_out_study(
        self, study: StudyDesign, folder: Path, *, by: By = "record", project: str | None = None
    ) -> "list[Range]":
        """Writes the ranges of a study to a folder, for workers that are started by other means; raises as `ask` and
        `lay_out` do, and StudyError where there is nothing to word."""
        from boses_engine.studies.ask import number_reasons, plan_study
        from boses_engine.studies.people import choose_people

        people = choose_people(study.people, self.store, project or self.settings.project)
        encode = None if self.check_embedding() is not None else self._encode()
        noted = number_reasons(plan_study(study, people, encode, by))
        if not noted:
            raise StudyError("no answer of the study is worded by the model: ask it without --workers.")
        return self._lay_out_reasons(study.seed, noted, folder)

    def _worded_apart(self, seed: int, executor: "Executor", ranges: Path | None) -> "tuple[RecordedModel, Beforehand]":
        """A model that knows what workers have worded, and what has them word a study's reasons."""
        from boses_engine.workers.recorded import RecordedModel

        weights = self._text_model.find()
        name, sha256 = self._text_model.identity(weights)
        model = RecordedModel(name, sha256, lambda: self._text_model.open(weights))

        def worded(study_id: str, noted: "Mapping[int, Reasons]") -> "Iterator[RangesAnswered]":
            laid = self._lay_out_reasons(seed, noted, ranges or self._ranges(study_id), executor.workers)
            yield from executor.run(laid)
            model.take(laid)

        return model, worded

    def _lay_out_reasons(
        self, seed: int, noted: "Mapping[int, Reasons]", folder: Path, workers: int = 0
    ) -> "list[Range]":
        from boses_engine.workers.jobs import Wording
        from boses_engine.workers.task import lay_out

        job = Wording(seed=seed, reasons=tuple(noted.values()))
        return lay_out(folder, job, *self._text_model.identity(self._text_model.find()), workers)

    def talk(
        self,
        person: Persona,
        turns: "Sequence[Turn]",
        *,
        seed: int = DEFAULT_SEED,
        repeat: int = 1,
        schema: Mapping[str, object] | None = None,
    ) -> "Reply":
        """What a person says to the last message of a conversation, from their record; in the form of a JSON `schema`
        where one is given. `repeat` is the number of the reply, where several are wanted.

        :raises InputError: no reply can be made for the schema.
        :raises ModelError: the weights are missing or damaged.
        """
        from boses_engine.talk.reply import Talk, answer
        from boses_engine.talk.schema import answer_in_schema

        talk = Talk(self._respondent(person), turns, seed=seed, repeat=repeat)
        with contextlib.closing(self.language_model()) as model:
            return answer(talk, model) if schema is None else answer_in_schema(talk, model, schema)

    def compare_words(
        self, study: StudyDesign, one: "Sequence[Answer]", other: "Sequence[Answer]"
    ) -> "list[WordsApart]":
        """How two models' words for the same answers differ by similarity; ModelError without the embedding model."""
        from boses_engine.studies.similarity import compare_words

        return compare_words(study, one, other, self._encode())

    def calibrate(self, key: str, published: "Sequence[RowGroup]") -> "list[GroupScores]":
        """The scores of an asked study's answers beside published shares, see `studies.calibrate`; nothing is worded.

        :raises StudyError: the study is not complete, or nobody in it is one of those whom the shares are of;
            NotFoundError: no such study.
        """
        from boses_engine.studies.calibrate import calibrate
        from boses_engine.studies.people import still_there

        row = self.store.asked_study(key)
        if row.report is None:
            raise StudyError(f"{row.name} is not complete: ask it again to finish it, then calibrate it.")
        people, answers = still_there(self.store.answers(row.id), self.store)
        encode = self._encode() if row.report.embedding_model else None
        scores = calibrate(row.design, people, answers, published, by=row.report.by, encode=encode)
        if not scores:
            raise StudyError(f"nobody in {row.name} is one of the people whom the published shares are of.")
        return scores

    def _read_respondent(self, person: Persona) -> "Respondent":
        from boses_engine.studies.respondent import Respondent

        return Respondent(person, None if self.check_embedding() is not None else self._encode())

    def _encode(self) -> "Encode":
        """The embedding model, which keeps what it has read; ModelError where it is missing."""
        from boses_engine.studies.ask import remembering

        return remembering(self._embedding_model.open().encode)

    def lay_out(self, plan: Plan, folder: Path, workers: int = 0) -> "list[Range]":
        """Writes a plan's ranges to a folder, for so many workers, or for some that are started by other means.

        :raises InputError: another plan lies there; ModelError: the weights are missing or damaged.
        """
        from boses_engine.workers.jobs import Writing
        from boses_engine.workers.task import lay_out

        # As it is, unread: of a large plan only one range at a time is in memory.
        job = Writing.model_construct(group=plan.group, seed=plan.seed, slots=plan.slots)
        return lay_out(folder, job, *self._writer.identity(self._writer.find()), workers)

    def _ranges(self, key: str) -> Path:
        """Where the ranges of a run or a study lie until it is complete."""
        return self.settings.home / "ranges" / key

    def estimate(self, plan: Plan, *, seconds: float | None = None) -> "Estimate":
        """What making the people of a plan will take on this machine, measured for so long, or about a minute; nothing
        is kept.

        :raises ModelError: the weights are missing or damaged.
        """
        from boses_engine.pipeline.estimate import MEASURED_S, estimate

        with contextlib.closing(self._writer.ready()) as model:
            return estimate(plan, model, seconds=seconds or MEASURED_S, portraits=self._image_model is not None)

    def work(self, folder: Path, *, first: int = 0, owner: int | None = None) -> "Iterator[Range]":
        """Answers ranges that `make_people` or `ask` laid out, as one of their workers; gives each that is done.

        A worker ends with the process `owner` that started it, where that is given.

        :raises InputError: the folder holds no ranges, or they are of another engine or another model.
        :raises ModelError: the weights are missing or damaged.
        """
        from boses_engine.workers.task import ranges, read_task
        from boses_engine.workers.work import work

        writes = read_task(ranges(folder)[0]).job.writes
        return work(folder, (self._writer if writes else self._text_model).ready, first=first, owner=owner)

    # What is made of people who are there

    def rewrite(self, key: str, *, field: str | None = None, seed: int = DEFAULT_SEED) -> Persona:
        """Tells a stored person, or a field ("brand:0"), in other words (`pipeline.rewriting`); the old ones stay."""
        from boses_engine.pipeline.rewriting import rewrite

        persona = self.store.persona(key)
        with contextlib.closing(self._writer.ready()) as model:
            told = rewrite(persona, model, seed, field)
            how = Reworded(field=field, seed=seed, model=model.name, model_sha256=model.sha256)
        if told != persona:
            self.store.replace_persona(told, how)
        return told

    def passport(self, key: str) -> Passport:
        """How a stored person was made."""
        from boses_engine.pipeline.passport import passport_of
        from boses_engine.weights.descent import merged_from

        person = self.store.persona(key)
        return passport_of(
            self.store.making(person.id),
            find_snapshot=self._snapshot_of,
            merged_from=merged_from(person.provenance.model_sha256, self.settings),
            portrait=self.store.painted_with(person.id),
        )

    def replay(self, key: str) -> Replay:
        """Makes a stored person again and compares, see `pipeline.replay`; nothing is stored.

        :raises NotFoundError: it is not kept which group they are of, or their snapshot is not here.
        :raises ModelError: the file that wrote them is not here.
        """
        from boses_engine.pipeline.replay import replay

        person = self.store.persona(key)
        made, making = person.provenance, self.store.making(person.id)
        if (origin := making.origin) is None:
            came = "a file of people" if person.source == "imported" else "a library file of an older engine"
            again = "Use `library export` and `library import`" if person.source == "imported" else "Export it again"
            raise NotFoundError(
                f"it is not known which group {person.name} ({person.id}) was made for: they came in {came}. {again} "
                "where they were made."
            )
        snapshot = self._snapshot_of(made.snapshot) if made.snapshot else None
        plan = make_plan(origin.group, made.seed, snapshot, self._embedding_model.near_titles)
        with self._model_that_wrote(person).lend() as model:
            return replay(making, origin, plan, model)

    def _snapshot_of(self, version: str) -> Snapshot:
        """The snapshot of a version, from the store or the snapshots' folder; NotFoundError where it is in neither."""
        from boses_engine.snapshots.catalogue import find, listing

        try:
            return self.store.snapshot(version)
        except NotFoundError:  # whoever came in a library file has theirs elsewhere
            if version not in {each.version for each in listing(self.settings.snapshots)}:
                raise
        return find(self.settings.snapshots, version)

    def _model_that_wrote(self, person: Persona) -> TextModel:
        """The model of that hash: the one in use, or the one of that name; ModelError where neither has it."""
        made, said = person.provenance, list[str]()
        for each in (self._writer, TextModel(self.settings, made.model)):
            try:
                name, sha256 = each.identity(each.find())
            except (InputError, ModelError) as exc:
                said.append(str(exc))
                continue
            if sha256 == made.model_sha256:
                return each
            said.append(f"{name} has {sha256[:12]}…")
        raise ModelError(
            f"{person.name} ({person.id}) was written by {made.model} with the SHA-256 {made.model_sha256}, which is "
            f"not here ({'; '.join(dict.fromkeys(said))}): put that file into {self.settings.models}, or name it with "
            "--model."
        )

    def render_avatars(self, people: Mapping[int, Persona]) -> Iterator[Event]:
        """Paints the portraits of stored people, by a number of the caller's, in place of any they have.

        :raises ModelError: there is no image model, or it is missing or damaged.
        """
        from boses_engine.pipeline.portrait import paint_all

        offer = (self._image_model or ImageModel(self.settings)).offer(self._unload)
        if offer is None:
            raise ModelError(WITHOUT)
        yield from paint_all(people.items(), len(people), offer, self.store)

    def library(self, rules: Rules = REUSE, project: str | None = None) -> "Library":
        """The store's persona library; raises ModelError where the embedding model is missing or damaged."""
        from boses_engine.library.library import Library

        encoder = self._embedding_model.open()
        return Library(self.store, encoder, self.settings.library_index, rules, project or self.settings.project)

    # Briefs

    def parse_prompt(self, text: str) -> "ParsedBrief":
        """The group that a brief in plain words describes; nothing is created.

        :raises BriefError: the brief cannot be one group; says why.
        :raises ModelError: the weights are missing or damaged.
        """
        (outcome,) = self.parse_prompts([text])
        if isinstance(outcome, BriefError):
            raise outcome
        return outcome

    def parse_prompts(self, texts: Iterable[str]) -> "Iterator[ParsedBrief | BriefError]":
        """A group or an error for each brief, in order; the model is loaded once and asked side by side."""
        from boses_engine.briefs.parse import parse_briefs

        with contextlib.closing(self.language_model()) as model:
            yield from parse_briefs(texts, model, date.today().year)

    # Snapshots

    def snapshot_for(self, group: Group) -> Snapshot | None:
        """The snapshot in use for a group's market, None outside the markets; raises LocationError, SnapshotError."""
        return self.snapshot(check_place(group).country_code)

    def snapshot(self, market: str) -> Snapshot | None:
        """The cultural snapshot in use for a country code, read once; None outside PH, ID and VN, or without one.

        :raises SnapshotError: it is damaged.
        """
        known = as_market(market)
        return self._in_use.of(known) if known else None

    def build_snapshot(
        self,
        market: Market,
        folder: Path,
        *,
        hints: Path | None = None,
        out: Path | None = None,
        report: Path | None = None,
        progress: Progress | None = None,
    ) -> Snapshot:
        """Builds the snapshot of a market from a folder of exports and writes it; the newest is in use from then on.

        It goes to `out`, else to the snapshots' folder and the store. `hints` is a YAML file about the exports,
        `report` the Markdown file that tells what was found in them.

        :raises SnapshotError: an unknown market, or what was built breaks a rule.
        :raises InputError: an export cannot be read, or the model is missing.
        """
        return self._in_use.build(market, folder, hints=hints, out=out, report=report, progress=progress)

    def take_in_exports(self, *markets: Market, progress: Progress | None = None) -> "Iterator[Outcome]":
        """Makes the exports in the inboxes of the markets (of all, where none is named) the snapshots in use.

        Gives what became of each; a broken export is an outcome, and the old snapshot stays.
        """
        for outcome in self.watch_inboxes(*markets, once=True, progress=progress):
            if not isinstance(outcome, str):
                yield outcome

    def watch_inboxes(
        self, *markets: Market, once: bool = False, progress: Progress | None = None
    ) -> "Iterator[Outcome | str]":
        """Looks into the inboxes again and again, or `once`; gives outcomes and messages, see `snapshots.inbox`."""
        yield from self._in_use.watch(*markets, once=once, progress=progress)

    @property
    def _in_use(self) -> "SnapshotsInUse":
        if self._snapshots is None:
            from boses_engine.snapshots.in_use import SnapshotsInUse

            self._snapshots = SnapshotsInUse(
                self.settings.snapshots, self._keep, self._text_model.lend, self.settings.signed_by
            )
        return self._snapshots

    def _keep(self, snapshot: Snapshot) -> None:
        """A copy in the store, which is let go at once: whoever watches an inbox must not keep others from it."""
        with contextlib.suppress(StoreBusyError):  # the run that first uses it keeps it then
            if self._store is not None:
                self._store.save_snapshot(snapshot)
                return
            from boses_engine.store import Store

            with Store(self.settings.database) as store:
                store.save_snapshot(snapshot)

    # Models and store

    def language_model(self) -> "LanguageModel":
        """The text model, loaded when first asked for; each thread asks for its own. ModelError without weights."""
        return self._text_model.ready()

    def load_writer(self) -> None:
        """Loads the model that writes people; ModelError without weights."""
        self._writer.ready().close()

    def _unload(self) -> None:
        for each in (self._writer, self._text_model):
            each.unload()

    @property
    def model_loaded(self) -> bool:
        """Whether a language model is in memory."""
        return self._writer.loaded or self._text_model.loaded

    def check_model(self, *, writes: bool = False) -> None:
        """Looks for the file of the model, or of the one that writes people, in no time; ModelError where the weights
        are missing or cut off."""
        (self._writer if writes else self._text_model).look_up()

    @property
    def paints(self) -> bool:
        """Whether portraits are painted."""
        return self._image_model is not None

    def check_avatar_model(self) -> str:
        """Looks at the image model's files; gives a note for the user where people will have no portraits, else "".

        :raises ModelError: it is missing, damaged, or nothing that can paint.
        """
        return self._image_model.note() if self._image_model else ""

    def check_embedding(self) -> str | None:
        """What speaks against reusing people, see `EmbeddingModel.check`; None where there is an embedding model."""
        return self._embedding_model.check()

    @property
    def store(self) -> "Store":
        """The store of the data folder, opened when first asked for."""
        if self._store is None:
            from boses_engine.store import Store

            self._store = Store(self.settings.database)
        return self._store

    def close(self) -> None:
        """Frees what was opened."""
        for each in {self._writer, self._text_model}:
            each.close()
        if self._store is not None:
            self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()
