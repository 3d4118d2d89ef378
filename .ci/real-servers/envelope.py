"""Envelopes, read by Sentry's own client library."""

import base64
import json

from sentry_sdk.envelope import Envelope


class Arrived:
    """A request that arrived, and what was in it."""

    def __init__(self, record):
        self.path, self.headers, self.status = record["path"], record["headers"], record["status"]
        self.refused_by_the_tap = record["refused_by_the_tap"]
        self.body = base64.b64decode(record["body"])
        self.envelope = Envelope.deserialize(self.body)
        self.items = [(item.headers["type"], json.loads(item.get_bytes())) for item in self.envelope.items]

    def payloads(self, kind):
        return [payload for found, payload in self.items if found == kind]


def payloads(arrived, kind):
    return [payload for one in arrived for payload in one.payloads(kind)]


def exception(event):
    """The last one is what was thrown; those before it are its causes."""
    return event["exception"]["values"][-1]


def name(event):
    """What an event is called in `story.EVENTS`."""
    if "exception" in event:
        return exception(event)["type"]
    return "start" if event["message"].endswith(" started") else event["message"]
