"""A user of the program, with a home of their own, running it as a real process."""

import os
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

APP = "vigilant-crypto-snatch"
CONSENT = "telemetry:\n  collect: true\n"
# An uploader ends by itself after 30 s, whatever happens.
LONGEST = 35


def wait(condition, what):
    deadline = time.monotonic() + LONGEST
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited for {what}")
        time.sleep(0.05)


class User:
    def __init__(self, name, homes, program, dsn):
        self.name, self.program = name, program
        self.home = homes / name
        self.config = self.home / ".config" / APP / "config.yml"
        self.data = self.home / ".local/share" / APP
        self.config.parent.mkdir(parents=True)
        # Nothing else: neither this machine's `CI` nor its proxies.
        self.environment = {"HOME": str(self.home), "USER": name, "VIGILANT_CRYPTO_SNATCH_TELEMETRY_DSN": dsn}

    def consent(self):
        self.config.write_text(CONSENT)

    def run(self, *arguments, output=os.devnull):
        """Runs the program to its end and waits until all it had to say is with the server. Gives the exit code."""
        with self._start(*arguments, output=output) as process:
            process.wait(60)
        self.settle()
        return process.returncode

    def die(self, *arguments, when):
        """Runs the program, and takes it away without a warning when it has come so far. Gives the exit code."""
        with self._start(*arguments) as process:
            wait(lambda: when() or process.poll() is not None, f"`{arguments}` to come to work")
        self.settle()
        return process.returncode

    @contextmanager
    def _start(self, *arguments, output=os.devnull):
        """The program as a process, which does not outlive the block."""
        with open(output, "wb") as stdout:
            process = subprocess.Popen(
                [self.program, *arguments], cwd=self.home, env=self.environment,
                stdin=subprocess.DEVNULL, stdout=stdout, stderr=subprocess.DEVNULL,
            )
        try:
            yield process
        finally:
            process.kill()
            process.wait()

    def settle(self):
        """Waits until nothing waits and no uploader is at work."""
        wait(lambda: not self._waiting() and not self._uploader_at_work(), f"the delivery for {self.name}")

    def end(self):
        """Waits for the last uploader, whatever it left."""
        wait(lambda: not self._uploader_at_work(), f"the uploader of {self.name}")

    def _waiting(self):
        outbox = self.data / "telemetry/outbox"
        return os.listdir(outbox) if outbox.is_dir() else []

    def _uploader_at_work(self):
        """Looks, instead of trying the lock: an uploader that finds it taken leaves its work to whoever took it."""
        try:
            lock = (self.data / "telemetry/uploader.lock").stat()
        except FileNotFoundError:
            return False
        wanted = f"{os.major(lock.st_dev):02x}:{os.minor(lock.st_dev):02x}:{lock.st_ino}"
        return any(wanted in line.split() for line in Path("/proc/locks").read_text().splitlines())
