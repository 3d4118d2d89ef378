"""Sentry's own rules for events, as the library of its Relay has them."""

import copy
import json
import time

from sentry_relay.processing import StoreNormalizer, convert_datascrubbing_config, parse_release, pii_strip_event

from envelope import exception, name, payloads

# As hosted Sentry is configured: what is unknown goes, what is too long is cut, and times must be of these days.
RULES = {
    "project_id": 1,
    "remove_other": True,
    "enable_trimming": True,
    "max_secs_in_past": 30 * 24 * 60 * 60,
    "max_secs_in_future": 60,
}
ALWAYS = [
    "event_id", "timestamp", "release", "environment", "user", "server_name", "platform", "contexts", "modules", "sdk",
]
SCRUBBING = convert_datascrubbing_config({
    "scrubData": True, "scrubDefaults": True, "scrubIpAddresses": True, "sensitiveFields": [], "excludeFields": [],
})


def normalize(event):
    # A copy by way of JSON, as it came over the wire.
    return StoreNormalizer(**RULES).normalize_event(json.loads(json.dumps(event)))


def complaints(normalized):
    """What Relay rejected, cut or replaced, and why."""
    return {key: normalized[key] for key in ("_meta", "errors") if normalized.get(key)}


def as_stored(event):
    """Where Relay keeps what we send, for the few fields that it moves."""
    moved = copy.deepcopy(event)
    if "message" in moved:
        moved["logentry"] = {"formatted": moved.pop("message")}
    tags = moved.pop("tags", {}) | {"server_name": moved.pop("server_name", None)}
    moved["tags"] = [[key, value] for key, value in tags.items()]
    return moved


def missing(sent, kept, path=""):
    """The paths of all that was sent and not kept."""
    if isinstance(sent, dict):
        inner = kept if isinstance(kept, dict) else {}
        return [lost for key in sent for lost in missing(sent[key], inner.get(key), f"{path}.{key}")]
    if isinstance(sent, list):
        if not isinstance(kept, list) or len(sent) != len(kept):
            return [path]
        return [lost for at, (a, b) in enumerate(zip(sent, kept)) for lost in missing(a, b, f"{path}[{at}]")]
    if isinstance(sent, float) and isinstance(kept, (int, float)):
        return [] if abs(sent - kept) < 0.001 else [path]
    return [] if sent == kept else [f"{path}: {sent!r} became {kept!r}"]


def scrubbed(event):
    """What Sentry's own scrubber finds. It does not look into exceptions: their texts are shown to it as messages."""
    texts = [each.get("value") for each in event.get("exception", {}).get("values", [])]
    seen = [pii_strip_event(SCRUBBING, each) for each in (event, *({"message": text} for text in texts))]
    return [each["_meta"] for each in seen if each.get("_meta")]


def broken(event):
    """The same event with one mistake each, as a client could make them."""
    def one(**changes):
        return {**copy.deepcopy(event), **changes}

    no_type, no_line = copy.deepcopy(event), copy.deepcopy(event)
    exception(no_type).update(type=None, value=None)
    exception(no_line)["stacktrace"]["frames"][-1]["lineno"] = "here"
    return {
        "an unknown field": one(nonsense=1),
        "a release with a slash": one(release="snatch/3.2.0"),
        "the environment `none`": one(environment="none"),
        "an unknown level": one(level="loud"),
        "an event id that is none": one(event_id="42"),
        "a time 40 days ago": one(timestamp=time.time() - 40 * 24 * 60 * 60),
        "a time in an hour": one(timestamp=time.time() + 60 * 60),
        "a message of 20 kB": one(message="x" * 20_000),
        "modules as a list": one(modules=["anyhow"]),
        "a frame's line as a word": no_line,
        "an exception without type and value": no_type,
    }


def check(tally, arrived):
    tally.section("Sentry's rules for events (Relay)")
    events = payloads(arrived, "event")
    tally.check("there are events to look at", events)
    for event in events:
        label = f"`{name(event)}` {event['event_id'][:8]}"
        absent = [field for field in ALWAYS if not event.get(field)]
        tally.check(f"{label} has what every event has", not absent, absent)
        normalized = normalize(event)
        tally.check(f"{label} is taken as it is", not complaints(normalized), complaints(normalized))
        lost = missing(as_stored(event), normalized)
        tally.check(f"{label} loses nothing", not lost, lost)
        secrets = scrubbed(event)
        tally.check(f"{label} holds nothing that Sentry would scrub", not secrets, secrets)

    sessions = payloads(arrived, "session")
    releases = {event["release"] for event in events} | {session["attrs"]["release"] for session in sessions}
    for release in sorted(releases):
        parsed = parse_release(release)
        sortable = parsed["package"] and parsed["version_parsed"]
        tally.check(f"adoption of `{release}` is sorted by version", sortable, parsed)

    crashes = [event for event in events if name(event) == "panic"]
    if tally.check("there is a crash to break", crashes):
        check_that_it_can_fail(tally, crashes[0])


def check_that_it_can_fail(tally, crash):
    for mistake, event in broken(crash).items():
        tally.check(f"Relay says so: {mistake}", complaints(normalize(event)), "it did not")
    tally.check("a lost field is seen", missing(as_stored(crash), normalize({**crash, "dist": None, "user": None})))
    secret = copy.deepcopy(crash)
    exception(secret)["value"] = "cannot pay with 4111 1111 1111 1111"
    tally.check("a secret is seen", scrubbed(secret))
