"""Plays the entries of service.json that are about reloads, and relatives of them: more lines, other moments, other orders."""
import asyncio
import json
import os
import random
import signal
import sqlite3
import time

import pdu
from box import Box, toml
from dialogue import SLACK, Wrong
from modem import Modem

PLAYED = {"s01", "s02", "s03", "s04"}
NUMBERS = {"a": "+15145550101", "b": "+15145550102", "c": "+15145550103", "d": "+15145550104"}


class SlowModem(Modem):
    """Answers a message that was given to it some seconds later; what was handed over counts from its body on."""

    send_s = 0

    def _take_body(self, octet):
        if octet != 0x1A or not self.send_s:
            return super()._take_body(octet)
        hexadecimal, self.body = self.body.decode("latin-1").strip(), None
        self.sent.append((pdu.recipient(hexadecimal), hexadecimal))
        asyncio.get_running_loop().call_later(self.send_s, self._accept)

    def _accept(self):
        self._line(f"+CMGS: {len(self.sent) % 256}")
        self._final("OK")


class Player:
    """A case in play: some lines, each on a modem of its own."""

    def __init__(self, binary, case):
        self.case = case
        config = dict(case.get("config", {}))
        self.names = [name.split()[0] for name in config.pop("lines", ["a"])]
        self.box = Box(binary, {k: v for k, v in config.items() if k in ("policy", "budget", "tariff", "service")})
        self.head = self.box.config.read_text().split("[[line]]")[0]
        self.lines = {}
        for name in self.names:
            self.lines[name] = {"id": name, "number": NUMBERS[name], "modem": {"device": str(self.box.folder / name)},
                                "calls": "hang-up"}
            if "message" in config:
                # "200 characters, two segments" is said of the text, not its words.
                self.lines[name]["message"] = {"fr": ("Non. " * 40)[:200]}
        self.write()
        self.modems, self.background, self.lock, self.index, self.opens = {}, [], None, 0, None
        self.seq = 0
        self.unlocking = None
        self.exit_code, self.took = None, None

    def write(self):
        """The configuration as it is to be, at once: no reader sees half of it."""
        text = self.head + "".join(
            "[[line]]\n" + "".join(f"{key} = {toml(value)}\n" for key, value in self.lines[name].items())
            for name in self.lines)
        new = self.box.config.with_suffix(".new")
        new.write_text(text)
        new.rename(self.box.config)

    async def play(self):
        try:
            for name in NUMBERS:
                self.modems[name] = SlowModem(self.box.folder / name)
            repeats = next((step["repeat_all"] for step in self.case["steps"] if "repeat_all" in step), 1)
            for turn in range(repeats):
                for step in self.case["steps"]:
                    if "do" in step:
                        await self.do(step)
                for right in self.case["right"]:
                    await self.check(right)
                if repeats > 1:
                    self.exit_code = await self.box.stop()
                    self.is_exit(0)
            if self.box.process and self.exit_code is None:
                self.exit_code = await self.box.stop()
                self.is_exit(0)
        finally:
            self.unlock()
            for task in self.background:
                task.cancel()
            await self.box.stop()
            for modem in self.modems.values():
                modem.close()

    def is_exit(self, code):
        if self.exit_code != code:
            raise Wrong(f"`run` ended with {self.exit_code}")

    # The steps.

    async def do(self, step):
        word = step["do"].lower()
        await getattr(self, "do_" + word)(step)

    async def do_start(self, step):
        await self.box.start()
        self.exit_code = None
        if "trapped_s" in step:
            await self.hold(self.traps_sighup, 20, "SIGHUP is not taken")
            return await asyncio.sleep(step["trapped_s"])
        if step.get("until") == "ready":
            await self.until(lambda lines: all(lines.get(n) == "ready" for n in self.lines), 60, "ready")
            for name in self.lines:
                events = await self.event(lambda e: e["kind"] == "modem_attached" and e["line"] == name, 10)
            self.seq = events[-1]["seq"]
        else:
            await self.until(lambda lines: True, 60, "status")
        self.opens = self.open_ttys()

    def traps_sighup(self):
        """Whether the program has taken the signal from the system's hands: before that it is a program that starts."""
        try:
            with open(f"/proc/{self.box.process.pid}/status") as file:
                masks = dict(line.split(":\t") for line in file if line.startswith("Sig"))
        except OSError:
            return False
        return any(int(masks[key], 16) & 1 << signal.SIGHUP - 1 for key in ("SigCgt", "SigIgn") if key in masks)

    async def do_slow_send(self, step):
        self.modems[step["line"]].send_s = step["s"]

    async def do_text(self, step):
        modem = self.modems[step.get("modem", step["line"])]
        self.index = self.index % 30 + 1
        modem.put(self.index, "SM", self.index, step["text"], **{"from": step["from"]})
        modem.says([f'+CMTI: "SM",{self.index}'])

    async def do_change(self, step):
        changes = dict(step.get("all_lines") or {k: v for k, v in step.items() if k not in ("do", "line")})
        for name in self.lines if "all_lines" in step else [step["line"]]:
            for key, value in changes.items():
                self.lines[name][key] = {"fr": value} if key == "message" else value
        self.write()

    async def do_exchange(self, step):
        one, other = step["modems_of"]
        self.lines[one]["modem"], self.lines[other]["modem"] = self.lines[other]["modem"], self.lines[one]["modem"]
        self.write()

    async def do_add(self, step):
        name = step["line"]
        self.lines[name] = {"id": name, "number": NUMBERS[name], "modem": {"device": str(self.box.folder / name)},
                            "calls": "hang-up"}
        self.write()

    async def do_remove(self, step):
        del self.lines[step["line"]]
        self.write()

    async def do_reload(self, step):
        async def reload():
            code, _, errors = await self.box.command("reload", "--config", str(self.box.config))
            wanted = step.get("exit", 0)
            if code != wanted:
                raise Wrong(f"reload ended with {code}, not with {wanted}: {errors[-300:]}")
            if wanted and "stays in force" not in errors:
                raise Wrong(f"reload does not say what is in force: {errors[-300:]}")
        if step.get("background"):
            self.background.append(asyncio.ensure_future(reload()))
        else:
            await reload()

    async def do_sighup(self, step):
        for _ in range(step.get("times", 1)):
            self.box.process.send_signal(signal.SIGHUP)
            await asyncio.sleep(step.get("every_s", 0))

    async def do_sigterm(self, step):
        began = time.monotonic()
        self.exit_code = await self.box.stop()
        self.took = time.monotonic() - began
        self.is_exit(0)

    async def do_wait(self, step):
        await asyncio.sleep(step["s"])

    async def do_when(self, step):
        await self.hold(lambda: sum(len(m.sent) for m in self.modems.values()) >= step["sent_bodies"], 20, "no body")

    async def do_pause(self, step):
        code, _, errors = await self.box.command("line", "pause", step["line"], "--config", str(self.box.config))
        if code:
            raise Wrong(f"pause ended with {code}: {errors}")

    async def do_resume(self, step):
        code, _, errors = await self.box.command("line", "resume", step["line"], "--config", str(self.box.config))
        if code:
            raise Wrong(f"resume ended with {code}: {errors}")

    async def do_lock_database(self, step):
        self.unlock()
        self.lock = sqlite3.connect(self.box.folder / "state" / "jedisnon.db", isolation_level=None, timeout=0)
        for _ in range(100):
            try:
                self.lock.execute("BEGIN IMMEDIATE")
                break
            except sqlite3.OperationalError:
                await asyncio.sleep(0.05)
        if "for_s" in step:
            self.unlocking = asyncio.get_running_loop().call_later(step["for_s"], self.unlock)

    async def do_call(self, step):
        modem = self.modems[step["line"]]
        if not modem.call:
            modem.rings({"number": step["from"], "clip": True, "clcc": True})

    async def do_storm(self, step):
        """Whatever an operator, a cron job, strangers and a backup program do to a box, all at once."""
        chance = random.Random(step["seed"])
        end, number = time.monotonic() + step["s"], 0
        while time.monotonic() < end:
            name = chance.choice(list(self.lines))
            what = chance.randrange(12)
            if what < 3:
                number += 1
                self.modems[name].send_s = chance.choice((0, 0, 0.5, 2, 4))
                await self.do_text({"line": name, "from": f"+1514555{3000 + number}", "text": "allo"})
            elif what == 3:
                number += 1
                await self.do_call({"line": name, "from": f"+1514555{3000 + number}"})
            elif what == 4 and not self.lock:
                await self.do_lock_database({"for_s": chance.uniform(0.5, 7)})
            elif what == 5:
                self.later("line", chance.choice(("pause", "resume")), name)
            elif what == 6:
                self.later("line", "pause", name, "--release-port")
            elif what == 7 and "c" in self.lines:
                del self.lines["c"]
            elif what == 8:
                await self.do_add({"line": chance.choice("cd")})
            elif what == 9:
                await self.do_exchange({"modems_of": ["a", "b"]})
            else:
                key, value = chance.choice((
                    ("message", {"fr": f"Non {number}."}), ("mode", "record"), ("mode", "answer"), ("calls", "hang-up-and-text"),
                    ("calls", "hang-up"), ("profile", "generic"), ("profile", "auto"), ("region", f"Nord {number}")))
                self.lines[name][key] = value
            self.write()
            if what > 6:
                if chance.random() < 0.5:
                    self.box.process.send_signal(signal.SIGHUP)
                else:
                    self.later("reload")
            await asyncio.sleep(chance.uniform(0, 0.6))

    def later(self, *arguments):
        """A command whose answer nobody waits for: it may be an error while the database is locked."""
        self.background.append(asyncio.ensure_future(self.box.command(*arguments, "--config", str(self.box.config))))

    async def do_calm(self, _):
        """Everything ends, and one last configuration: a answers, b records, c answers, d is gone."""
        self.unlock()
        await asyncio.gather(*self.background)
        self.background.clear()
        # Whatever configuration is in force by now: its lines come up by themselves, and no other modem is held.
        await self.until(lambda lines: all(state in ("ready", "paused") for state in lines.values()), 70, "up again")
        listed = {line["id"] for line in (await self.status())["lines"]}
        if listed < {"a", "b"} or sum(1 for count in self.open_ttys().values() if count) > len(listed):
            raise Wrong(f"lines {listed}, open {self.open_ttys()}")
        self.lines = {}
        for name in "abc":
            await self.do_add({"line": name})
            self.modems[name].send_s = 0
        self.lines["b"]["mode"] = "record"
        self.write()
        await self.do_reload({})
        for name in "abc":
            await self.do_resume({"line": name})
        # As at the start: who was sent something by now got it once.
        await self.until(lambda lines: lines == {name: "ready" for name in "abc"}, 70, "calm")
        sent = [to for modem in self.modems.values() for to, _ in modem.sent]
        if len(sent) != len(set(sent)):
            raise Wrong(f"sent twice: {sorted(to for to in set(sent) if sent.count(to) > 1)}")
        if any(count != self.opens["a"] for name, count in self.open_ttys().items() if name in self.lines):
            raise Wrong(f"open: {self.open_ttys()}, before: {self.opens}")
        if any(count for name, count in self.open_ttys().items() if name not in self.lines):
            raise Wrong(f"somebody still has a line that is gone: {self.open_ttys()}")
        deadline = time.monotonic() + 70
        while any(line["queued"] for line in (await self.status())["lines"]):
            if time.monotonic() > deadline:
                raise Wrong(f"something never ends: {[(l['id'], l['queued']) for l in (await self.status())['lines']]}")
            await asyncio.sleep(0.5)
        for modem in self.modems.values():
            modem.sent.clear()

    async def do_unlock_database(self, _):
        self.unlock()

    def unlock(self):
        if self.unlocking:
            self.unlocking.cancel()
            self.unlocking = None
        if self.lock:
            self.lock.close()
            self.lock = None

    # What must hold.

    async def status(self):
        body = await self.box.ask("/v1/status")
        return json.loads(body) if body else None

    async def until(self, holds, seconds, what):
        deadline, lines = time.monotonic() + seconds + SLACK, None
        while time.monotonic() < deadline:
            answer = await self.status()
            if answer:
                lines = {line["id"]: line["state"] for line in answer["lines"]}
                if holds(lines):
                    return
            await asyncio.sleep(0.1)
        raise Wrong(f"never {what}: {lines}")

    async def hold(self, holds, seconds, fault):
        deadline = time.monotonic() + seconds + SLACK
        while True:
            if holds():
                return
            if time.monotonic() > deadline:
                raise Wrong(f"{fault}: sent {self.sent()}")
            await asyncio.sleep(0.1)

    async def event(self, holds, seconds):
        deadline = time.monotonic() + seconds + SLACK
        while True:
            events = await self.box.events()
            if any(holds(event) for event in events):
                return events
            if time.monotonic() > deadline:
                raise Wrong(f"no such event: {[(e['kind'], e['line'], e['sender'], e['reason']) for e in events]}")
            await asyncio.sleep(0.2)

    def sent(self):
        return sorted({to for modem in self.modems.values() for to, _ in modem.sent})

    def open_ttys(self):
        """How often the service has each modem's tty open."""
        folder = f"/proc/{self.box.process.pid}/fd"
        paths = {modem.path: name for name, modem in self.modems.items()}
        counts = {name: 0 for name in self.modems}
        for entry in os.listdir(folder):
            try:
                name = paths.get(os.readlink(f"{folder}/{entry}"))
            except OSError:
                continue
            if name:
                counts[name] += 1
        return counts

    async def check(self, right):
        if "state" in right:
            await self.until(
                lambda lines: all(lines.get(n) == s for n, s in right["state"].items()), right.get("within_s", 15),
                right["state"])
        if right.get("tty_open_as_often_as_before") and self.open_ttys() != self.opens:
            raise Wrong(f"open: {self.open_ttys()}, before: {self.opens}")
        if "after" in right:
            for step in right["after"]:
                await self.do(step)
            last = next((step for step in right["after"][::-1] if step["do"] == "text"), None)
            if last:
                # Decided: answered, recorded with a reason, or, of a line that is gone, none of it.
                await self.decided(last["from"], right["then"])
            await self.check(right["then"])
        if "sent" in right:
            await self.hold(lambda: self.sent() == sorted(right["sent"]), 10, f"not {right['sent']}")
        if "sent_by" in right:
            for name, numbers in right["sent_by"].items():
                await self.hold(lambda: [to for to, _ in self.modems[name].sent] == numbers, 10, f"not by {name}")
        if "sent_bodies" in right:
            await self.hold(
                lambda: sum(len(m.sent) for m in self.modems.values()) == right["sent_bodies"], 10,
                f"not {right['sent_bodies']} bodies")
        for number, kind in right.get("outcome", {}).items():
            await self.event(lambda e: e["kind"] == kind and e["sender"] == number, 15)
        if "event" in right:
            wanted = right["event"]
            await self.event(
                lambda e: e["kind"] == wanted["kind"] and e["sender"] == wanted["from"]
                and e["reason"] == wanted["reason"], right.get("within_s", 15))
        if "budget" in right:
            budget = (await self.status())["budget"]
            if any(budget[key] != value for key, value in right["budget"].items()):
                raise Wrong(f"the budget is {budget}")
        for name in self.modems:
            for kind in right.get(f"no_event_of_line_{name}", []):
                events = [e for e in await self.box.events() if e["line"] == name and e["seq"] > self.seq]
                if any(e["kind"] == kind for e in events):
                    raise Wrong(f"{kind}: {[(e['kind'], e['details']) for e in events]}")
        if "region" in right:
            deadline = time.monotonic() + 15
            while True:
                line = await self.box.line(right.get("line", "a"))
                if line and line["region"] == right["region"]:
                    break
                if time.monotonic() > deadline:
                    raise Wrong(f"not the configuration that was written last: {line}")
                await asyncio.sleep(0.1)
        if right.get("alive") and (self.box.process.returncode is not None or not await self.box.line()):
            raise Wrong("the service died")
        if "exit" in right:
            self.is_exit(right["exit"])
            if self.took > right["within_s"] + SLACK:
                raise Wrong(f"the end took {self.took:.0f} s")

    async def decided(self, number, then):
        if "recorded_with" in then:
            events = await self.event(lambda e: e["kind"] == "sms_received" and e["sender"] == number, 10)
            reason = next(e["reason"] for e in events if e["kind"] == "sms_received" and e["sender"] == number)
            if reason != then["recorded_with"]:
                raise Wrong(f"recorded with {reason}")
        elif number in then.get("sent", []):
            await self.hold(lambda: number in self.sent(), 20, f"{number} got nothing")
        else:
            await asyncio.sleep(2)


def text(line, number, words="allo"):
    return {"do": "text", "line": line, "from": number, "text": words}


ANN, BOB, CAM = "+15145550123", "+15145550124", "+15145550125"
START = {"do": "start", "until": "ready"}
SENDING = [START, {"do": "slow_send", "line": "a", "s": 4}, text("a", ANN), {"do": "when", "sent_bodies": 1}]
TWO_PARTS = {"lines": ["a", "b"], "message": "200 characters, two segments"}
ALL = {"a": "ready", "b": "ready", "c": "ready"}


def relatives():
    """Cases of our own, in the words of service.json."""
    yield {
        "id": "r01", "title": "Four reloads overlap during a send, two of which start the line over; the last turns replies off",
        "config": {"lines": ["a", "b"]},
        "steps": [*SENDING, {"do": "change", "line": "a", "profile": "generic"}, {"do": "reload", "background": True},
                  {"do": "wait", "s": 0.4}, {"do": "change", "line": "a", "profile": "auto"},
                  {"do": "reload", "background": True}, {"do": "wait", "s": 0.4},
                  {"do": "change", "all_lines": {"message": "Trois."}}, {"do": "sighup"},
                  {"do": "change", "line": "a", "mode": "record"}, {"do": "reload"}],
        "right": [{"state": {"a": "ready", "b": "ready"}}, {"tty_open_as_often_as_before": True},
                  {"outcome": {ANN: "reply_sent"}},
                  {"after": [text("a", BOB)], "then": {"sent": [ANN], "recorded_with": "replies_off"}},
                  {"after": [text("b", CAM)], "then": {"sent": [ANN, CAM]}}]}
    yield {
        "id": "r02", "title": "A pause comes while a reload waits for a send, and reaches the line that starts over",
        "config": {"lines": ["a", "b"]},
        "steps": [*SENDING, {"do": "change", "line": "a", "profile": "generic"}, {"do": "reload", "background": True},
                  {"do": "wait", "s": 0.3}, {"do": "pause", "line": "a"}, {"do": "wait", "s": 5}],
        "right": [{"state": {"a": "paused", "b": "ready"}}, {"outcome": {ANN: "reply_sent"}},
                  {"after": [text("a", BOB)], "then": {"sent": [ANN], "recorded_with": "line_paused"}},
                  {"after": [{"do": "resume", "line": "a"}, text("a", CAM)], "then": {"sent": [ANN, CAM]}},
                  {"tty_open_as_often_as_before": True}]}
    yield {
        "id": "r03", "title": "A third line, another text, another budget and other caps, while a line sends part 1 of 2",
        "config": TWO_PARTS,
        "steps": [START, {"do": "slow_send", "line": "a", "s": 2}, text("a", ANN), {"do": "when", "sent_bodies": 1},
                  {"do": "add", "line": "c"}, {"do": "change", "line": "a", "message": "Court."}, {"do": "reload"},
                  {"do": "change", "line": "a", "policy": {"min_send_interval": "5s"}, "tariff": {"sms_segment": 0.03}},
                  {"do": "reload"}, {"do": "wait", "s": 3}],
        "right": [{"outcome": {ANN: "reply_sent"}}, {"sent_bodies": 2}, {"state": ALL},
                  {"no_event_of_line_a": ["modem_lost", "modem_attached", "line_state"]},
                  {"no_event_of_line_b": ["modem_lost", "modem_attached", "line_state"]}]}
    yield {
        "id": "r04", "title": "A line that starts over, or is removed, sends the parts of a reply that it has begun",
        "config": TWO_PARTS,
        "steps": [START, {"do": "slow_send", "line": "a", "s": 2}, {"do": "slow_send", "line": "b", "s": 2},
                  text("a", ANN), text("b", BOB), {"do": "when", "sent_bodies": 2},
                  {"do": "change", "line": "a", "profile": "generic"}, {"do": "remove", "line": "b"}, {"do": "reload"}],
        "right": [{"outcome": {ANN: "reply_sent", BOB: "reply_sent"}}, {"sent_bodies": 4}, {"state": {"a": "ready"}}]}
    yield {
        "id": "r05", "title": "A reload by command while the database is locked: told, and all of the old configuration holds",
        "config": {"lines": ["a", "b"]},
        "steps": [START, {"do": "lock_database"}, {"do": "change", "all_lines": {"mode": "record"}},
                  {"do": "add", "line": "c"}, {"do": "reload", "exit": 73}, {"do": "unlock_database"}],
        "right": [{"state": {"a": "ready", "b": "ready"}, "within_s": 5},
                  {"no_event_of_line_a": ["modem_lost", "modem_attached"]},
                  {"after": [text("a", ANN)], "then": {"sent": [ANN]}},
                  {"after": [{"do": "reload"}, text("a", BOB)], "then": {"sent": [ANN], "recorded_with": "replies_off"}},
                  {"state": ALL}]}
    for order, delay in enumerate((0, 0.05, 0.15, 0.3)):
        yield {
            "id": "r06", "title": f"SIGHUP {delay} s after it is taken, for a change of that moment",
            "config": {"lines": ["a"]},
            "steps": [{"do": "start", "trapped_s": delay}, {"do": "change", "line": "a", "region": f"Nord {order}"},
                      {"do": "sighup"}],
            "right": [{"region": f"Nord {order}"}, {"state": {"a": "ready"}}, {"alive": True}]}
    yield {
        "id": "r07", "title": "SIGTERM while a reload waits for a send, with the database locked: the end comes in time",
        "config": {"lines": ["a", "b", "c"]},
        "steps": [*SENDING, {"do": "change", "line": "a", "profile": "generic"}, {"do": "remove", "line": "b"},
                  {"do": "sighup"}, {"do": "wait", "s": 0.5}, {"do": "lock_database"},
                  {"do": "change", "all_lines": {"message": "Encore."}}, {"do": "sighup"}, {"do": "wait", "s": 0.2},
                  {"do": "sigterm"}],
        "right": [{"exit": 0, "within_s": 15}]}
    yield {
        "id": "r08", "title": "Two lines exchange their modems while one of them sends",
        "config": {"lines": ["a", "b"]},
        "steps": [*SENDING, {"do": "exchange", "modems_of": ["a", "b"]}, {"do": "reload"}],
        "right": [{"state": {"a": "ready", "b": "ready"}}, {"outcome": {ANN: "reply_sent"}},
                  {"after": [text("a", BOB)], "then": {"sent": [ANN, BOB]}},
                  {"sent_by": {"a": [ANN, BOB], "b": []}}, {"tty_open_as_often_as_before": True}]}
    delayed = {"lines": ["a", "b"], "policy": {"reply_delay": "2m"}, "budget": {"total": 1.0},
               "tariff": {"sms_segment": 0.02}}
    for number, change in enumerate(({"do": "remove", "line": "b"}, {"do": "change", "line": "b", "mode": "record"})):
        yield {
            "id": f"r{9 + number:02}", "title": f"A reply waits while its line is {change['do']}d: cancelled at once",
            "config": delayed,
            "steps": [START, text("b", ANN), {"do": "wait", "s": 1.5}, change, {"do": "sighup"}],
            "right": [{"event": {"kind": "refused", "from": ANN, "reason": "replies_off"}, "within_s": 3},
                      {"budget": {"reserved": "0.00"}}, {"state": {"a": "ready"}}]}
    yield {
        "id": "r11", "title": "Thirty SIGHUPs at once, and the line of before is removed and added again",
        "config": {"lines": ["a", "b"]},
        "steps": [*SENDING, {"do": "remove", "line": "a"}, {"do": "sighup", "times": 15, "every_s": 0.01},
                  {"do": "add", "line": "a"}, {"do": "change", "line": "a", "region": "Retour"},
                  {"do": "sighup", "times": 15, "every_s": 0.01}],
        "right": [{"region": "Retour"}, {"state": {"a": "ready", "b": "ready"}}, {"outcome": {ANN: "reply_sent"}},
                  {"tty_open_as_often_as_before": True},
                  {"after": [text("a", BOB)], "then": {"sent": [ANN, BOB]}}]}
    for seed in (1, 2, 3):
        yield {
            "id": "r12", "title": f"A storm of reloads, pauses, removals, sends, calls and locks, seed {seed}; then calm",
            "config": {"lines": ["a", "b", "c"]},
            "steps": [START, {"do": "storm", "seed": seed, "s": 18}, {"do": "lock_database"},
                      {"do": "change", "all_lines": {"message": "Verrou."}}, {"do": "sighup"}, {"do": "wait", "s": 6},
                      {"do": "calm"}],
            "right": [{"after": [text("a", ANN)], "then": {"sent": [ANN]}},
                      {"after": [text("b", BOB)], "then": {"sent": [ANN], "recorded_with": "replies_off"}},
                      {"after": [{"do": "pause", "line": "c"}, text("c", CAM)],
                       "then": {"sent": [ANN], "recorded_with": "line_paused"}}]}
    for seed, seconds in ((4, 1), (5, 3), (6, 5), (7, 8)):
        yield {
            "id": "r13", "title": f"SIGTERM in the middle of a storm, after {seconds} s",
            "config": {"lines": ["a", "b", "c"]},
            "steps": [START, {"do": "storm", "seed": seed, "s": seconds}, {"do": "sigterm"}],
            "right": [{"exit": 0, "within_s": 15}]}
    for delay in (0, 0.1, 0.3):
        yield {
            "id": "r14", "title": f"The database is locked for 8 s, {delay} s after a start begins",
            "config": {"lines": ["a", "b"]},
            "steps": [START, {"do": "sigterm"}, {"do": "start", "trapped_s": delay},
                      {"do": "lock_database", "for_s": 8}],
            "right": [{"state": {"a": "ready", "b": "ready"}, "within_s": 70},
                      {"after": [text("a", ANN)], "then": {"sent": [ANN]}}]}
    yield {
        "id": "r15", "title": "SIGHUP while a start waits for the database",
        "config": {"lines": ["a", "b"]},
        "steps": [START, {"do": "sigterm"}, {"do": "lock_database"}, {"do": "start", "until": "status answers"},
                  {"do": "change", "line": "a", "region": "Attente"}, {"do": "sighup"}, {"do": "unlock_database"}],
        "right": [{"region": "Attente"}, {"state": {"a": "ready", "b": "ready"}, "within_s": 30}]}
