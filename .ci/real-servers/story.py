"""What the users do. Every expectation of the other files follows from here."""

import signal
from collections import Counter

from envelope import Arrived
from user import User

RUNS = ["evaluate", "test-drive", "evaluate --break", "report, to a full disk", "watch, killed", "test-drive"]
# Messages and crashes that these runs leave with the developers. What counts once per run and name counts once per run.
EVENTS = Counter({
    "start": 6, "Start evaluate": 2, "Start test-drive": 2, "Start report": 1, "Start watch": 1, "Check-in watching": 1,
    "panic": 1, "anyhow::Error": 1,
})
LEVELS = {"panic": "fatal", "anyhow::Error": "error"}
# How the runs ended, and how many errors they had.
SESSIONS = Counter({("exited", 0): 3, ("exited", 1): 1, ("crashed", 1): 1, ("abnormal", 0): 1})


class Story:
    """One user who consents after a while, and one whose server has a bad moment."""

    def __init__(self, tally, server, homes, program):
        self.tally, self.server = tally, server
        self.ada = User("ada-lovelace", homes, program, server.dsn)
        self.bob = User("bob-kahn", homes, program, server.dsn)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for user in (self.ada, self.bob):
            user.end()

    def tell(self):
        self.tally.section("the program, run by its users")
        ada, check, equal = self.ada, self.tally.check, self.tally.equal

        equal("without consent the program works", ada.run("evaluate"), 0)
        equal("without consent nothing arrives", self.server.recorded(), [])
        check("without consent no file is made", not ada.data.exists(), ada.data)

        ada.consent()
        equal("`evaluate` ends well", ada.run("evaluate"), 0)
        equal("`test-drive` ends well", ada.run("test-drive"), 0)
        equal("`evaluate --break` crashes as every Rust program does", ada.run("evaluate", "--break"), 101)
        equal("`report` that cannot be written fails", ada.run("report", output="/dev/full"), 1)
        watching = lambda: any(b"Check-in" in each.body for each in self._arrived())
        equal("`watch` is at work until it is killed", ada.die("watch", when=watching), -signal.SIGKILL)
        # The run that was killed is found by the next one.
        equal("the next run ends well", ada.run("test-drive"), 0)
        self.ada_arrived = self._arrived()

        self.bob.consent()
        self.server.refuse_once()
        equal("a user whose server has a bad moment does not notice", self.bob.run("test-drive"), 0)
        self.bob_arrived = self._arrived()[len(self.ada_arrived):]

    def _arrived(self):
        return [Arrived(record) for record in self.server.recorded()]
