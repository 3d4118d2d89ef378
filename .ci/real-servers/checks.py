"""Runs everything: the server, the story, and what each third party says to it. `run` says what that proves."""

import signal
import sys
import time
from pathlib import Path

import against_bugsink
import against_leaks
import against_relay
from envelope import payloads
from server import Server
from story import Story
from tally import Tally


def main(program, scratch):
    # So that the server is ended and the last uploader waited for, also where somebody loses patience.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    began = time.monotonic()
    tally = Tally()
    print("== starting Bugsink", flush=True)
    with Server(scratch / "server") as server, Story(tally, server, scratch / "homes", program) as story:
        try:
            story.tell()
        except TimeoutError as error:
            tally.check("everything is delivered", False, f"{error}\n{server.log()[-4000:]}")
            return 1
        if not payloads(story.ada_arrived, "event"):
            tally.check("anything arrived", False, "nothing, so there is nothing more to look at")
            return 1
        against_relay.check(tally, story.ada_arrived + story.bob_arrived)
        against_bugsink.check(tally, server, story)
        against_leaks.check(tally, server, story, scratch)
    tally.close()
    print(f"== {tally}, in {time.monotonic() - began:.0f} s", flush=True)
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
