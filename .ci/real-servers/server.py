"""A Bugsink of our own on loopback: configured, migrated, with a project, run as one process."""

import json
import os
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

HERE = Path(__file__).parent
BIN = Path(sys.executable).parent
USER, PASSWORD = "developer@example.org", "only-on-loopback"

# It asks nobody for anything, and keeps its files here.
SETTINGS = """
DATABASES["default"]["NAME"] = {db!r}
DATABASES["snappea"]["NAME"] = {queue!r}
BUGSINK |= {{"PHONEHOME": False, "INGEST_STORE_BASE_DIR": {ingestion!r}}}
"""

PROJECT = f"""
from django.contrib.auth import get_user_model
from projects.models import Project, ProjectMembership, ProjectRole
from teams.models import Team, TeamMembership, TeamRole
user = get_user_model().objects.create_superuser({USER!r}, {USER!r}, {PASSWORD!r})
team = Team.objects.create(name="developers")
TeamMembership.objects.create(team=team, user=user, role=TeamRole.ADMIN, accepted=True)
project = Project.objects.create(name="vigilant-crypto-snatch", team=team)
ProjectMembership.objects.create(project=project, user=user, role=ProjectRole.ADMIN, accepted=True)
print(project.dsn)
"""


class Server:
    def __init__(self, directory):
        self.directory = directory
        self.records = directory / "records"
        self.records.mkdir(parents=True)
        self.database = directory / "db.sqlite3"
        # Bound here and handed over, so that nobody takes the port in between.
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = None
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(directory),
            "TMPDIR": str(directory),
            "PYTHONPATH": f"{directory}:{HERE}",
            "PYTHONDONTWRITEBYTECODE": "1",
            "DJANGO_SETTINGS_MODULE": "bugsink_conf",
            "TAP_RECORDS": str(self.records),
        }

    def __enter__(self):
        self._run("bugsink-create-conf", "--template=local", "--host=127.0.0.1", f"--port={self.port}")
        settings = SETTINGS.format(
            db=str(self.database),
            queue=str(self.directory / "snappea.sqlite3"),
            ingestion=str(self.directory / "ingestion"),
        )
        with open(self.directory / "bugsink_conf.py", "a") as conf:
            conf.write(settings)
        self._run("bugsink-manage", "migrate", "--verbosity=0")
        self.dsn = self._run("bugsink-manage", "shell", "--verbosity=0", "--command", PROJECT).split()[-1]
        self._start()
        return self

    def __exit__(self, *_):
        self.socket.close()
        if self.process:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def _start(self):
        fd = self.socket.fileno()
        options = ["--workers=1", "--threads=2", "--no-control-socket", f"--worker-tmp-dir={self.directory}"]
        log = open(self.directory / "server.log", "wb")
        self.process = subprocess.Popen(
            [BIN / "gunicorn", f"--bind=fd://{fd}", *options, "tap:application"],
            cwd=self.directory, env=self.environment, stdout=log, stderr=log, pass_fds=[fd],
        )
        deadline = time.monotonic() + 60
        while True:
            try:
                if urllib.request.urlopen(f"{self.url}/health/ready", timeout=5).status == 200:
                    return
            except OSError as error:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(f"Bugsink does not answer: {error}\n{self.log()[-4000:]}") from error
            time.sleep(0.2)

    def _run(self, tool, *arguments):
        command = [BIN / tool, *arguments]
        done = subprocess.run(command, cwd=self.directory, env=self.environment, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"{tool} failed:\n{done.stdout}\n{done.stderr}")
        return done.stdout

    def log(self):
        return (self.directory / "server.log").read_text(errors="replace")

    def recorded(self):
        """What arrived, in the order in which it was answered."""
        return [json.loads(file.read_text()) for file in sorted(self.records.glob("*.json"))]

    def refuse_once(self):
        (self.records / "refuse-once").touch()

    def query(self, sql):
        connection = sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)
        connection.row_factory = sqlite3.Row
        try:
            return [dict(row) for row in connection.execute(sql)]
        finally:
            connection.close()
