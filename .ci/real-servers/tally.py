"""Counts what passed and what failed, by section, and says it as it goes. With `VERBOSE` set, it names what passed."""

import os

VERBOSE = bool(os.environ.get("VERBOSE"))


class Tally:
    def __init__(self):
        self.passed = self.failed = 0
        self._before = None

    def section(self, title):
        self.close()
        self._before = self.passed, self.failed
        print(f"== {title}", flush=True)

    def close(self):
        """Ends the section, if one is open."""
        if self._before:
            passed, failed = self._before
            print(f"   {self.passed - passed} passed, {self.failed - failed} failed", flush=True)
            self._before = None

    def check(self, what, holds, found=""):
        """`found` is printed where `what` does not hold."""
        if holds:
            self.passed += 1
            if VERBOSE:
                print(f"ok    {what}", flush=True)
        else:
            self.failed += 1
            print(f"FAIL  {what}: {found}", flush=True)
        return bool(holds)

    def equal(self, what, found, expected):
        return self.check(what, found == expected, f"expected {expected!r}, found {found!r}")

    def __str__(self):
        return f"{self.passed} passed, {self.failed} failed"
