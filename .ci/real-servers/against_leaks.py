"""Names and paths of the user and of this machine, looked for in the bytes that arrived and in what was stored."""

import os
import re
import socket
from pathlib import Path

# Where programs, sources and homes lie on machines; none of them is a word of ours.
PATHS = [rb"/home/", rb"/root/", rb"/Users/", rb"/tmp/", rb"/rustc/", rb"\.cargo/", rb"\.rustup/"]


def patterns(scratch, users, program):
    names = [user.name for user in users] + [part for user in users for part in user.name.split("-") if len(part) > 4]
    # A host called `debian` could not be told from the system's name, which is sent.
    if any(each.isdigit() or each == "-" for each in socket.gethostname()):
        names.append(socket.gethostname())
    places = {str(scratch), str(Path(program).parent), os.getcwd(), str(Path.home())} - {"/"}
    return PATHS + [re.escape(text.encode()) for text in (*names, *places)]


def leaks(data, searched):
    return [data[max(0, hit.start() - 40):hit.end() + 40]
            for pattern in searched for hit in re.finditer(pattern, data, re.IGNORECASE)]


def check(tally, server, story, scratch):
    tally.section("names and paths")
    users = [story.ada, story.bob]
    searched = patterns(scratch, users, story.ada.program)
    arrived = b"\n".join(one.body for one in story.ada_arrived + story.bob_arrived)
    tally.check("there are bytes to search", len(arrived) > 1000, len(arrived))
    tally.check("no name and no absolute path arrived", not leaks(arrived, searched), leaks(arrived, searched)[:3])
    stored = "\n".join(row["data"] for row in server.query("select data from events_event")).encode()
    tally.check("none is stored", stored and not leaks(stored, searched), leaks(stored, searched)[:3])
    for user in users:
        tally.check(f"{user.home} would be seen", leaks(f'"cannot read {user.home}/x"'.encode(), searched))
    for text in (f'"as {users[0].name}"', '"/rustc/59807616/library/core/src/option.rs"'):
        tally.check(f"{text} would be seen", leaks(text.encode(), searched))
