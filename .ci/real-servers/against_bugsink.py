"""What Bugsink answered, what it stored, and what it shows to a developer."""

import html
import json
import urllib.error
import urllib.request
import uuid
from collections import Counter
from pathlib import Path

import jsonschema
import requests
from bugsink.settings import default as settings

import server as own
from envelope import exception, name, payloads
from story import EVENTS, LEVELS, RUNS, SESSIONS

EVENT_ROWS = """
select event.*, issue.calculated_type as issue_type, issue.calculated_value as issue_value
from events_event event join issues_issue issue on issue.id = event.issue_id
order by event.digest_order
"""
TAG_ROWS = """
select tag.event_id, key.key, value.value
from tags_eventtag tag join tags_tagvalue value on value.id = tag.value_id join tags_tagkey key on key.id = value.key_id
"""


def check(tally, server, story):
    check_answers(tally, server, story)
    check_schema(tally, story)
    check_stored(tally, server, story)
    check_shown(tally, server)
    check_key(tally, server, story)


def check_answers(tally, server, story):
    tally.section("what Bugsink answered")
    arrived = story.ada_arrived
    for one in arrived:
        kinds = "+".join(kind for kind, _ in one.items)
        tally.check(f"{kinds}: 200", one.status == 200, f"{one.status}, {one.body!r}")
    key = server.dsn.split("//")[1].split("@")[0]
    wrong = [one.path for one in arrived if one.path != "/api/1/envelope/"]
    tally.check("the address is the one that the protocol names", not wrong, wrong)
    wrong = [one.headers for one in arrived if one.headers.get("CONTENT_TYPE") != "application/x-sentry-envelope"]
    tally.check("each says that it is an envelope", not wrong, wrong)
    names_key = lambda one: f"sentry_key={key}" in one.headers.get("HTTP_X_SENTRY_AUTH", "")
    wrong = [one.headers for one in arrived if not names_key(one)]
    tally.check("each names its key in the header", not wrong, wrong)
    wrong = [one.envelope.headers for one in arrived if not one.envelope.headers.get("sent_at")]
    tally.check("each says when it was sent", not wrong, wrong)
    wrong = [one.items for one in arrived if len(one.payloads("event")) > 1]
    tally.check("none holds two events", not wrong, wrong)

    events, sessions = payloads(arrived, "event"), payloads(arrived, "session")
    tally.equal("every start, command, check-in, error and crash arrived once", Counter(map(name, events)), EVENTS)
    ends = Counter((one["status"], one["errors"]) for one in sessions)
    tally.equal("each run is one session, and ended as it did", ends, SESSIONS)
    tally.equal("no session is told twice", len({one["sid"] for one in sessions}), len(RUNS))
    users = {one["user"]["id"] for one in events} | {one["did"] for one in sessions}
    tally.equal("one user is one user", len(users), 1)

    refused = [one for one in story.bob_arrived if one.refused_by_the_tap]
    tally.equal("one envelope of the other user was refused", len(refused), 1)
    reports = [one for one in story.bob_arrived if one.payloads("client_report")]
    tally.equal("what was lost is told, and that is answered 200", [one.status for one in reports], [200])
    lost = [each for one in payloads(story.bob_arrived, "client_report") for each in one["discarded_events"]]
    category = "session" if refused and refused[0].payloads("session") else "error"
    expected = [{"reason": "send_error", "category": category, "quantity": 1}]
    tally.equal("the report says what was lost", lost, expected)


def as_named_in_the_schema(event):
    """Without the two liberties that Sentry's own clients take too, and its Relay allows."""
    named = dict(event)
    # The schema knows only the newer name of a message.
    if "message" in named:
        named["logentry"] = {"message": named.pop("message")}
    # Bugsink's copy of the schema is older than the settings.
    named["sdk"] = {key: value for key, value in event["sdk"].items() if key != "settings"}
    return named


def check_schema(tally, story):
    tally.section("Sentry's schema of events")
    schema = json.loads((Path(settings.BASE_DIR) / "api/event.schema.altered.json").read_text())
    validator = jsonschema.Draft7Validator(schema)

    def objection(event):
        named = as_named_in_the_schema(event)
        return jsonschema.exceptions.best_match(validator.iter_errors(named))

    events = payloads(story.ada_arrived, "event")
    for event in events:
        found = objection(event)
        label = f"`{name(event)}` {event['event_id'][:8]}"
        tally.check(f"{label} is allowed", not found, found and f"{found.json_path}: {found.message}")
    first = events[0]
    mistakes = {"level": "loud", "event_id": 42, "modules": ["anyhow"], "user": "ada"}
    mistakes["sdk"] = {**first["sdk"], "mood": "good"}
    for field, value in mistakes.items():
        tally.check(f"another `{field}` is not", objection({**first, field: value}), "it is")


def check_stored(tally, server, story):
    tally.section("what Bugsink stored")
    sent = {one["event_id"]: one for one in payloads(story.ada_arrived, "event")}
    rows = {row["event_id"]: row for row in server.query(EVENT_ROWS) if row["event_id"] in sent}
    tally.equal("every event is in the database", sorted(rows), sorted(sent))
    # It answers 200 before it looks inside.
    tally.check("Bugsink had nothing to complain about", "Traceback" not in server.log(), server.log()[-2000:])
    tags = {}
    for row in server.query(TAG_ROWS):
        tags.setdefault(row["event_id"], {})[row["key"]] = row["value"]

    for event_id, row in rows.items():
        event = sent[event_id]
        label = f"`{name(event)}` {event_id[:8]}"
        columns = ["release", "environment", "platform", "server_name"]
        tally.equal(f"{label} is stored under its columns",
                    {column: row[column] for column in columns}, {column: event.get(column) for column in columns})
        # Sentry itself takes an event without a level for an error; Bugsink shows it without one.
        tally.equal(f"{label} is stored with its level", row["level"], LEVELS.get(name(event), "info"))
        tally.equal(f"{label} is stored with its user", tags.get(row["id"], {}).get("user.id"), event["user"]["id"])
        kept = json.loads(row["data"])
        fields = ["user", "modules", "contexts", "fingerprint", "exception", "message"]
        tally.equal(f"{label} is stored whole", *({field: one.get(field) for field in fields} for one in (kept, event)))

    issues = {}
    for row in rows.values():
        issues.setdefault(row["issue_id"], []).append(name(sent[row["event_id"]]))
    found = Counter({names[0]: len(names) for names in issues.values() if len(set(names)) == 1})
    tally.equal("each kind of event is one issue", (len(issues), found), (len(EVENTS), EVENTS))

    releases = server.query("select version from releases_release where is_semver")
    expected = {one["release"] for one in sent.values()}
    tally.equal("the release is one that can be sorted", {one["version"] for one in releases}, expected)

    for row in rows.values():
        if name(sent[row["event_id"]]) == "panic":
            check_traceback(tally, row, sent[row["event_id"]])


def check_traceback(tally, row, crash):
    frames = exception(crash)["stacktrace"]["frames"]
    last = frames[-1]
    tally.equal("the crash is fatal and was handled by nobody",
                (row["level"], exception(crash)["mechanism"]["handled"]), ("fatal", False))
    tally.equal("the crash is known by its type and message",
                (row["issue_type"], row["issue_value"]), ("panic", exception(crash)["value"]))
    tally.equal("the innermost frame is where it happened",
                (row["last_frame_filename"], row["last_frame_function"]), (last["filename"], last.get("function", "")))
    tally.check("it is in the program's own code, with its line", last["in_app"] and last["lineno"] > 0, last)
    functions = [frame.get("function", "") for frame in frames]
    tally.check("it was reached from `main`, through functions with names",
                len(frames) >= 3 and functions[0].endswith("::main"), functions)


def check_shown(tally, server):
    """The pages that a developer opens."""
    tally.section("what Bugsink shows")
    browser = requests.Session()
    # This machine's proxies are not asked for what is on this machine.
    browser.trust_env = False
    login = f"{server.url}/accounts/login/"
    browser.get(login, timeout=20)
    form = {"username": own.USER, "password": own.PASSWORD, "csrfmiddlewaretoken": browser.cookies.get("csrftoken")}
    browser.post(login, form, headers={"Referer": login}, timeout=20)

    crash = next(iter(server.query(f"select * from ({EVENT_ROWS}) where level = 'fatal'")), None)
    if not tally.check("there is a crash to show", crash):
        return
    page = browser.get(f"{server.url}/issues/", timeout=20)
    shown = page.status_code == 200 and "Start evaluate" in page.text and crash["calculated_value"][:20] in page.text
    tally.check("the list of issues has commands and the crash", shown, f"{page.status_code}, {page.url}")
    page = browser.get(f"{server.url}/issues/event/{uuid.UUID(crash['id'])}/", timeout=20)
    wanted = [crash["last_frame_filename"], crash["last_frame_function"], crash["release"]]
    absent = [each for each in wanted if html.escape(each) not in page.text]
    tally.check("the page of the crash has its place and release",
                page.status_code == 200 and not absent, f"{page.status_code}, {page.url}, without {absent}")


def check_key(tally, server, story):
    """Bugsink reads the key in the envelope first; other servers only read the header. So it must be good by itself."""
    tally.section("the key")
    session = next(one for one in story.ada_arrived if one.payloads("session"))
    anonymous = {key: value for key, value in session.envelope.headers.items() if key != "dsn"}
    body = session.body.split(b"\n", 1)[1]
    headers = {"Content-Type": "application/x-sentry-envelope", "X-Sentry-Auth": session.headers["HTTP_X_SENTRY_AUTH"]}
    envelope = json.dumps(anonymous).encode() + b"\n" + body
    tally.equal("the header alone opens the door", post(server, envelope, headers), 200)
    stranger = {**headers, "X-Sentry-Auth": "Sentry sentry_key=00000000000000000000000000000000, sentry_version=7"}
    tally.equal("another key does not", post(server, envelope, stranger), 403)


def post(server, envelope, headers):
    request = urllib.request.Request(f"{server.url}/api/1/envelope/", envelope, headers)
    try:
        return urllib.request.urlopen(request, timeout=20).status
    except urllib.error.HTTPError as error:
        return error.code
