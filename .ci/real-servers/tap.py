"""Bugsink's own application with a recorder in front: every envelope that arrives, and how Bugsink answered it.

Runs inside of gunicorn. Where the file `refuse-once` exists, the next envelope is answered 503 and never reaches
Bugsink: that is how a client gets something to report as lost.
"""

import base64
import io
import itertools
import json
import os
from pathlib import Path

from bugsink.wsgi import application as bugsink

RECORDS = Path(os.environ["TAP_RECORDS"])
REFUSE_ONCE = RECORDS / "refuse-once"
numbers = itertools.count()


def refuse(_environ, start_response):
    start_response("503 Service Unavailable", [("Content-Length", "0")])
    return [b""]


def application(environ, start_response):
    if environ["REQUEST_METHOD"] != "POST" or "/envelope" not in environ["PATH_INFO"]:
        return bugsink(environ, start_response)
    body = environ["wsgi.input"].read()
    environ["wsgi.input"] = io.BytesIO(body)
    statuses = []

    def note_status(status, headers, exc_info=None):
        statuses.append(int(status.split()[0]))
        return start_response(status, headers, exc_info) if exc_info else start_response(status, headers)

    inner = bugsink
    if REFUSE_ONCE.exists():
        REFUSE_ONCE.unlink()
        inner = refuse
    answer = inner(environ, note_status)
    record = {
        "path": environ["PATH_INFO"],
        "headers": {name: value for name, value in environ.items() if name.startswith(("HTTP_", "CONTENT_"))},
        "body": base64.b64encode(body).decode(),
        "status": statuses[-1],
        "refused_by_the_tap": inner is refuse,
    }
    unfinished = RECORDS / "unfinished"
    unfinished.write_text(json.dumps(record))
    unfinished.rename(RECORDS / f"{next(numbers):04}.json")
    return answer
