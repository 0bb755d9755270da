"""The store: one DuckDB file, with the calls of all its tables in one place."""

from boses_engine.store import bin as _bin
from boses_engine.store import groups as _groups
from boses_engine.store import imports, library, library_files, makings, people, portraits, runs
from boses_engine.store import members as _members
from boses_engine.store import project_people as _project_people
from boses_engine.store import project_studies as _project_studies
from boses_engine.store import projects as _projects
from boses_engine.store import queue as _queue
from boses_engine.store import removal as _removal
from boses_engine.store import snapshots as _snapshots
from boses_engine.store import studies as _studies
from boses_engine.store import tokens as _tokens
from boses_engine.store.database import Database


class Store(Database):
    """A context manager over the file at `path`; safe to share between the threads of one process.

    Each call is a function of the module of its table, which is given the database first. Every one that writes does
    so in one transaction, on disk before it returns. Each may raise StoreError.
    """

    add_project = _projects.add_project
    project = _projects.project
    project_named = _projects.project_named
    delete_project = _removal.delete_project
    projects = _projects.projects

    add_group = _groups.add_group
    change_group = _groups.change_group
    delete_group = _groups.delete_group
    same_group = _groups.same_group
    group = _groups.find_group
    group_of_id = _groups.group_of_id
    groups = _groups.groups

    deletions = _bin.deletions
    restore = _bin.restore
    forget_deletion = _bin.forget_deletion

    ask_for_run = _queue.ask_for_run
    cancel_run = _queue.cancel_run
    leave_queue = _queue.leave_queue
    queue = _queue.queue

    start_run = runs.start_run
    finish_run = runs.finish_run
    is_complete = runs.is_complete
    run = runs.find_run
    latest_pace = runs.latest_pace

    save_persona = people.save_persona
    replace_persona = people.replace_persona
    earlier_records = people.earlier_records
    making = makings.making
    finished = people.finished
    people_of_run = people.people_of_run
    page = people.page
    persona = people.persona
    personas = people.personas
    people_page = people.people_page
    people_by_id = people.people_by_id

    project_personas = _project_people.project_personas
    people_of_project = _project_people.people_of_project
    project_persona = _project_people.project_persona
    project_group = _project_people.project_group
    in_project = _project_people.in_project
    people_names = _project_people.people_names
    made_at = _project_people.made_at

    save_portrait = portraits.save_portrait
    painted = portraits.painted
    painted_with = portraits.painted_with
    portrait_png = portraits.portrait_png

    save_snapshot = _snapshots.save_snapshot
    snapshot = _snapshots.snapshot
    snapshots = _snapshots.snapshots

    save_token = _tokens.save_token
    token = _tokens.token
    revoke_token = _tokens.revoke_token
    begin_session = _tokens.begin_session
    session_token = _tokens.session_token
    end_session = _tokens.end_session
    tokens = _tokens.tokens

    join_complete = _members.join_complete
    in_group = _members.in_group
    track = _members.track
    studies = _members.studies
    retire = _members.retire
    record_study = _members.record_study

    start_study = _studies.start_study
    save_answers = _studies.save_answers
    answers = _studies.answers
    drop_answers = _studies.drop_answers
    finish_study = _studies.finish_study
    asked_studies = _studies.asked_studies
    asked_study = _studies.asked_study
    answers_page = _studies.answers_page

    add_study = _project_studies.add_study
    project_studies = _project_studies.project_studies
    study_of_id = _project_studies.study_of_id
    studies_with = _project_studies.studies_with
    ask_for_study = _project_studies.ask_for_study
    study_queue = _project_studies.study_queue
    take_up_study = _project_studies.take_up_study
    queued_study = _project_studies.queued_study
    cancel_study = _project_studies.cancel_study
    end_study = _project_studies.end_study
    delete_study = _project_studies.delete_study

    matches = library.matches
    save_matches = library.save_matches
    reusable = library.reusable
    keys = library.keys
    members = library.members
    count_members = library.count_members
    find_members = library.find_members
    homes_of = library.homes_of
    without_vector = library.without_vector
    save_vectors = library.save_vectors
    vectors = library.vectors
    content = library.content
    identified = library.identified

    export_library = library_files.export_library
    import_library = library_files.import_library
    import_people = imports.import_people
