"""Plays the entries of service.json that are about the clock, and relatives of them: what the box believes is moved by clock.c."""
import asyncio
import datetime
import fcntl
import json
import os
import pathlib
import struct
import subprocess
import tempfile
import time

import pdu
from box import Box
from dialogue import SLACK, Wrong
from modem import Modem

PLAYED = {"s11", "s12", "s13", "s14", "s22"}
HERE = pathlib.Path(__file__).resolve().parent
DAY = 86400


def relatives():
    return json.loads((HERE / "time_relatives.json").read_text())["cases"]


def shim():
    """The library that moves the clock, compiled once for all cases."""
    folder = pathlib.Path(tempfile.gettempdir())
    library = folder / f"jedisnon-clock-{os.getuid()}-{int((HERE / 'clock.c').stat().st_mtime)}.so"
    with open(str(library) + ".lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not library.exists():
            subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", str(library), str(HERE / "clock.c")], check=True)
    return library


class ClockedBox(Box):
    """A box whose service sees another clock than this program."""

    def show(self, ahead, synchronised):
        """Sets the clock; without a second word the kernel says what it said."""
        with open(self.folder / "clock", "r+b" if (self.folder / "clock").exists() else "w+b") as file:
            file.write(struct.pack("=qq", int(ahead * 1e9), 1 if synchronised else 0))

    async def start(self):
        if not (self.folder / "clock").exists():
            self.show(0, True)
        with open(self.folder / "log", "ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                self.binary, "run", "--config", self.config, stdout=log, stderr=log,
                env=os.environ | {
                    "SWIFT_BACKTRACE": "enable=no", "LD_PRELOAD": str(shim()),
                    "JEDISNON_TEST_CLOCK": str(self.folder / "clock")})


def moment(words):
    """`the true time`, `true + 3 days`, `true - 2 hours`, or a date, in seconds since 1970."""
    if words[0].isdigit():
        return datetime.datetime.fromisoformat(words.replace("Z", "+00:00")).timestamp()
    if "+" not in words and " - " not in words:
        return time.time()
    sign = 1 if "+" in words else -1
    count, unit = words.replace("-", "+").split("+")[1].split()
    return time.time() + sign * int(count) * {"day": DAY, "hour": 3600, "minute": 60, "second": 1}[unit.rstrip("s")]


class Player:
    """A case in play."""

    def __init__(self, binary, case):
        self.case = case
        keys = dict(case.get("config", {}))
        self.box = ClockedBox(binary, keys)
        self.modem, self.index, self.times = None, 0, {}

    async def play(self):
        self.modem = Modem(self.box.folder / "m")
        try:
            for step in self.case["steps"]:
                await getattr(self, "_do_" + step["do"])(step)
            self.last = time.monotonic()
            for right in sorted(self.case["right"], key=lambda right: "sent" not in right):
                for key in right:
                    if key != "within_s":
                        await getattr(self, "_is_" + key)(right)
            code = await self.box.stop()
            if code != 0:
                raise Wrong(f"the service ended with {code}")
        finally:
            await self.box.stop()
            self.modem.close()

    async def _do_clock(self, step):
        ahead = step["ahead_s"] if "ahead_s" in step else moment(step["at"]) - time.time()
        self.box.show(ahead, step["synchronised"])

    async def _do_start(self, step):
        await self.box.start()
        await self._become(step.get("until", "ready"))

    async def _do_stop(self, step):
        await self.box.stop()

    async def _do_kill(self, step):
        self.box.process.kill()
        await self.box.process.wait()
        self.box.process = None

    async def _do_wait(self, step):
        await asyncio.sleep(step["s"])

    async def _do_text(self, step):
        self.index += 1
        at = int(moment(step.get("network_time", "the true time")))
        self.times[step["text"]] = at
        stamp = datetime.datetime.fromtimestamp(at, datetime.timezone.utc)
        self.modem.store("SM", self.index, pdu.deliver(step["from"], step["text"], stamp)[0])
        self.modem.says([f'+CMTI: "SM",{self.index}'])
        await self._event(lambda event: event["kind"] == "sms_received" and event["text"] == step["text"])

    async def _do_call(self, step):
        count = len(await self._events("call_ended"))
        self.modem.rings({"number": step["from"], "clip": True, "clcc": True})
        for _ in range(100):
            if len(await self._events("call_ended")) > count:
                return
            await asyncio.sleep(0.2)
        raise Wrong("the call did not end")

    async def _do_state(self, step):
        await self._become(step["state"])

    async def _become(self, state):
        for _ in range(300):
            line = await self.box.line()
            if line and line["state"] == state:
                return
            await asyncio.sleep(0.2)
        raise Wrong(f"never {state}: {line}")

    async def _events(self, kind=None):
        return [event for event in await self.box.events() if kind in (None, event["kind"])]

    async def _event(self, wanted):
        for _ in range(100):
            found = [event for event in await self.box.events() if wanted(event)]
            if found:
                return found[0]
            await asyncio.sleep(0.2)
        raise Wrong("no such event: " + json.dumps(await self.box.events(), ensure_ascii=False)[-1500:])

    async def _is_sent(self, right):
        deadline = self.last + right.get("within_s", 20) + SLACK
        while sorted(to for to, _ in self.modem.sent) != sorted(right["sent"]) and time.monotonic() < deadline:
            await asyncio.sleep(0.2)
        # Nobody twice.
        await asyncio.sleep(1)
        sent = sorted(to for to, _ in self.modem.sent)
        if sent != sorted(right["sent"]):
            raise Wrong(f"sent to {sent}: " + json.dumps(await self.box.events(), ensure_ascii=False)[-2500:])

    async def _is_budget(self, right):
        wanted = right["budget"]
        for _ in range(25):
            budget = json.loads(await self.box.ask("/v1/budget") or "null")
            if budget and all(budget.get(key) == value for key, value in wanted.items()):
                return
            await asyncio.sleep(0.2)
        raise Wrong(f"budget: {budget}")

    async def _is_at_of(self, right):
        for text, _ in right["at_of"].items():
            event = await self._event(lambda event: event["text"] == text and event["kind"] == "sms_received")
            at = datetime.datetime.fromisoformat(event["at"]).timestamp()
            if abs(at - self.times[text]) > 60:
                raise Wrong(f"{text} is at {event['at']}, {at - self.times[text]:.0f} s after its network time")

    async def _is_event(self, right):
        wanted = right["event"]
        await self._event(lambda event: all(event.get({"from": "sender"}.get(k, k)) == v for k, v in wanted.items()))

    async def _is_reasons(self, right):
        for text, reason in right["reasons"].items():
            event = await self._event(lambda event: event["text"] == text and event["kind"] == "sms_received")
            if event["reason"] != reason:
                raise Wrong(f"{text}: {event['reason']}")

    async def _is_flagged(self, right):
        rows = await self.box.events()
        for event in rows:
            ahead = datetime.datetime.fromisoformat(event["at"]).timestamp() - time.time()
            if ahead > 10 and event["details"].get("clock_ahead") is not True:
                raise Wrong(f"ahead and not flagged: {event}")
        if right["flagged"] is True and not any(event["details"].get("clock_ahead") for event in rows):
            raise Wrong("nothing is flagged")
