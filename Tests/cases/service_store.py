"""Plays the entries of service.json that are about what the database holds: outcomes, parts, pauses, money, what is forgotten.

The relatives are the same steps at other moments, in other orders and numbers; what is right is read from the entry.
"""
import asyncio
import copy
import json
import os
import re
import sqlite3
import time

import pdu
from box import Box
from dialogue import SLACK, Wrong, eventually
from modem import Modem

PLAYED = {"s05", "s06", "s07", "s08", "s09", "s19", "s20", "s21"}
NUMBERS = {"a": "+15145550101", "b": "+15145550102"}
ICCIDS = {"a": "89302720000000000001", "b": "89302720000000000002"}


class TimedModem(Modem):
    """A modem that takes its time, and notes when it heard and said what."""

    def __init__(self, link, iccid):
        self.slow, self.send_seconds, self.heard, self.ringing, self.bodies = {}, 0, [], [], 0
        self.ends_with = None
        super().__init__(link)
        self.iccid, self.imei = iccid, "49015420323" + iccid[-4:]

    def _pause(self, line):
        return next((s for command, s in self.slow.items() if command == "every" or line.startswith(command)), 0)

    def _command(self, line):
        self.heard.append((time.monotonic(), line))
        later(self._pause(line), super()._command, line)

    def _take_body(self, octet):
        if octet == 0x1A and self.send_seconds:
            self.bodies += 1
            hexadecimal, self.body = self.body.decode("latin-1").strip(), None
            self.sent.append((pdu.recipient(hexadecimal), hexadecimal))
            later(self.send_seconds, self._sent, self.powered_at)
            return None
        self.bodies += octet == 0x1A
        return super()._take_body(octet)

    def _sent(self, powered_at):
        if powered_at != self.powered_at:
            return  # It has restarted meanwhile, and knows of nothing.
        self._line(f"+CMGS: {len(self.sent) % 256}")
        self._final("OK")

    def arrive(self, number, text, part=None):
        """A text comes in: into the first free place, announced; False while there is none."""
        free = next((i for i in range(1, 31) if i not in self.memories["SM"]), None)
        if free is None:
            return False
        self.store("SM", free, deliver_part(number, text, *part)[0] if part else pdu.deliver(number, text)[0])
        self.says([f'+CMTI: "SM",{free}'])
        return True

    async def call_from(self, number, gives_up_s, ends_with):
        """Rings every 3 s, for so long; then says that, or nothing."""
        began = time.monotonic()
        self.caller, self.rung = {"number": number, "clip": True, "clcc": True}, 0
        self.call = asyncio.ensure_future(asyncio.sleep(gives_up_s))
        while time.monotonic() < began + gives_up_s and self.call:
            self.rung += 1
            self._line("RING")
            if self.clip:
                self._line(f'+CLIP: "{number}",145,"",0,"",0')
            await asyncio.sleep(min(3, max(began + gives_up_s - time.monotonic(), 0)))
        self.ringing.append((began, time.monotonic()))
        if self.call:
            self.call = None
            if ends_with:
                self._line(ends_with)


def later(seconds, call, *arguments):
    if seconds:
        asyncio.get_running_loop().call_later(seconds, call, *arguments)
    else:
        call(*arguments)


def deliver_part(number, text, reference, total, sequence):
    """A DELIVER that is one part of a long text (8-bit reference, UCS-2, so that no septet has to be filled up)."""
    hexadecimal, _ = pdu.deliver(number, text)
    octets = bytearray.fromhex(hexadecimal)
    start = 1 + octets[0]
    octets[start] |= 0x40
    digits = octets[start + 1]
    coding = start + 3 + (digits + 1) // 2 + 1
    octets[coding] = 8
    body = coding + 8
    data = bytes([5, 0, 3, reference, total, sequence]) + text.encode("utf-16-be")
    octets = octets[:body] + bytes([len(data)]) + data
    return octets.hex().upper(), len(octets) - start


def relatives(case):
    """The case itself and others of its kind."""
    def other(mark, change):
        relative = copy.deepcopy(case)
        relative["title"] += f" ({mark})"
        change(relative)
        return relative

    def step(relative, word):
        return next(s for s in relative["steps"] if s["do"] == word)

    name = case["id"]
    if name == "s19":
        # The times of the entry add up to four minutes; retention runs once a minute, whatever they are.
        def shorter(relative):
            relative["config"]["privacy"] = {"keep_text": "2s", "keep_numbers": "4s"}
            step(relative, "wait")["s"] = 3
            for right in relative["right"]:
                right["within_s"] = 130

        def reader(relative):
            shorter(relative)
            relative["steps"][-1:] = [{"do": "read_database"}, {"do": "wait", "s": 70}, {"do": "stop_reading"}]
        yield other("shorter", shorter)
        yield other("shorter, with a reader in the way", reader)
        return
    yield case
    if name == "s05":
        def reload_instead(relative):
            relative["steps"] = [s for s in relative["steps"] if s["do"] != "modem"]
            relative["steps"].insert(6, {"do": "reload_changed"})
        yield other("the line is reloaded instead", reload_instead)

        def release(relative):
            at = relative["steps"].index(step(relative, "modem"))
            relative["steps"][at] = {"do": "vanish"}
            relative["steps"].insert(at + 3, {"do": "come_back"})
        yield other("the modem is pulled out, and comes back after the lock", release)
    if name == "s06":
        def remove_text(relative):
            relative["steps"][2:2] = [{"do": "pause", "line": "b"}]
            relative["steps"][3:4] = [{"do": "resume", "line": "b"}, relative["steps"][3]]
        yield other("it was paused before", remove_text)
    if name == "s07":
        def of_three(relative):
            step(relative, "part").update(total=3, seq=1)
            relative["right"][0]["event"]["parts_missing"] = [2, 3]
        yield other("1 of 3", of_three)
        yield other("with its modem", lambda r: r["steps"].remove(step(r, "unplug")))
    if name == "s09":
        yield other("the modem says NO CARRIER", lambda r: step(r, "call").update(ends_with="NO CARRIER"))

        def at_reading(relative):
            step(relative, "modem_slow")["command"] = "AT+CMGR"
            step(relative, "when")["wrote"] = "AT+CMGR"
        yield other("at the reading", at_reading)

        def pause(relative):
            relative["steps"][-1:] = [
                {"do": "pause", "line": "a"}, {"do": "wait", "s": 4}, {"do": "nothing_sent"}, {"do": "resume", "line": "a"}]
            del relative["right"][0]
        yield other("a pause instead of the call", pause)

        def stop(relative):
            relative["config"]["lines"] = ["a", "b"]
            relative["steps"][-1:] = [{"do": "text", "line": "b", "from": "+15145550123", "text": "stop"}, {"do": "wait", "s": 4}]
            relative["right"] = [{"sent": [], "within_s": 1}, {"event": {
                "kind": "refused", "from": "+15145550123", "reason": "stop_requested"}, "within_s": 5}]
        yield other("a STOP on another line instead of the call", stop)

        def between_parts(relative):
            relative["config"]["message"] = {"fr": "Un non se respecte. " * 20}
            step(relative, "modem_slow").update(do="slow_send", line="a", s=2)
            del step(relative, "slow_send")["command"]
            step(relative, "when").pop("wrote")
            step(relative, "when")["sent_bodies"] = 1
            relative["right"][1]["sent"] = ["+15145550123"] * 3
            relative["right"][1]["within_s"] = 30
        yield other("between the parts of a reply", between_parts)

        def paused_parts(relative):
            between_parts(relative)
            relative["steps"][-1:] = [
                {"do": "pause", "line": "a"}, {"do": "wait", "s": 5}, {"do": "bodies", "n": 1}, {"do": "resume", "line": "a"}]
            del relative["right"][0]
        yield other("a pause between the parts", paused_parts)
    if name == "s20":
        yield other("with an interval", lambda r: (
            r["config"]["policy"].update(min_send_interval="1s"), r["right"][0].update(sent_during_the_flood_at_least=12)))
    if name == "s21":
        def release(relative):
            next(s for s in relative["steps"] if "repeat" in s)["repeat"] = 15
            step(relative, "flood")["per_s"] = 10
        yield other("fewer", release)


class Player:
    """A case in play."""

    def __init__(self, binary, case):
        self.case, self.binary = case, binary
        config = dict(case.get("config", {}))
        lines = config.pop("lines", ["a"])
        self.box = Box(binary, config)
        self.modems, self.background, self.flooded = {}, [], {}
        self.lock, self.numbers, self.expected = None, 0, set()
        for entry in lines:
            if entry != "a":
                self._add_line(entry)

    def _add_line(self, entry):
        name, _, place = entry.partition(" in ")
        text = (f'[[line]]\nid = "{name}"\nnumber = "{NUMBERS[name]}"\ncalls = "hang-up"\n'
                f'modem = {{ device = "{self.box.folder}/m-{name}" }}\n')
        if place == "lines.d":
            (self.box.folder / "lines.d").mkdir(exist_ok=True)
            (self.box.folder / "lines.d" / f"{name}.toml").write_text(text)
        else:
            self.box.config.write_text(self.box.config.read_text() + text)
        self.modems[name] = None

    async def play(self):
        try:
            self.modems["a"] = TimedModem(self.box.folder / "m", ICCIDS["a"])
            for name in self.modems.keys() - {"a"}:
                self.modems[name] = TimedModem(self.box.folder / f"m-{name}", ICCIDS[name])
            self.modem = self.modems["a"]
            for step in self.case["steps"]:
                await self._step(step)
            self.last = time.monotonic()
            for right in self.case["right"]:
                await self._check(right)
            if self.box.process:
                code = await self.box.stop()
                if code != 0:
                    raise Wrong(f"the service ended with {code}")
        finally:
            for task in self.background:
                task.cancel()
            if self.lock:
                self.lock.close()
            await self.box.stop()
            for modem in self.modems.values():
                if modem:
                    modem.close()

    async def _step(self, step):
        if "repeat" in step:
            for _ in range(step["repeat"]):
                for inner in step["steps"]:
                    await self._step(inner)
            return
        await getattr(self, "_do_" + step["do"])(**{k: v for k, v in step.items() if k != "do"})

    # Steps.

    async def _do_start(self, until=None):
        await self.box.start()
        for name in self.modems if until else []:
            await self._until(90, lambda: self._is(name, until), f"{name} is not {until}")

    async def _is(self, name, state):
        line = await self.box.line(name)
        return line is None and not (self.box.folder / "lines.d" / f"{name}.toml").exists() and name != "a" \
            and await self.box.line("a") is not None or line is not None and line["state"] == state

    async def _until(self, seconds, holds, fault):
        deadline = time.monotonic() + seconds + SLACK
        while not await holds():
            if time.monotonic() > deadline:
                raise Wrong(fault() if callable(fault) else fault)
            await asyncio.sleep(0.2)

    async def _do_stop(self):
        code = await self.box.stop()
        if code != 0:
            raise Wrong(f"the service ended with {code}")

    async def _do_wait(self, s):
        await asyncio.sleep(s)

    async def _do_slow_send(self, line, s):
        self.modems[line].send_seconds = s

    async def _do_modem_slow(self, command, s):
        self.modem.slow[command] = s

    async def _do_text(self, line, text, **sender):
        self.modems[line].arrive(sender["from"], text)
        self.began = time.monotonic()
        if text != "STOP":
            await asyncio.sleep(0.2)
        else:
            await self._until(10, self._all_read, "the STOP is not read")

    async def _all_read(self):
        return not self.modem.memories["SM"]

    async def _do_part(self, line, ref, total, seq, **sender):
        self.modems[line].arrive(sender["from"], "un morceau", (ref, total, seq))

    async def _do_parts(self, line, total, seq, n, **_):
        for i in range(n):
            number = f"+1514555{2000 + i % 10}"
            part = (7 * (i // 10) % 256, total, seq)
            while not self.modem.arrive(number, "vingt caracteres ici"[:20], part):
                await asyncio.sleep(0.05)

    async def _do_when(self, sent_bodies=None, sim_empty=None, wrote=None):
        async def holds():
            modem = self.modem
            return (modem.bodies >= sent_bodies if sent_bodies else not modem.memories["SM"] if sim_empty
                    else any(line.startswith(wrote) for at, line in modem.heard if at >= self.began))
        await self._until(20, holds, "it never came so far")
        if sim_empty:
            await asyncio.sleep(0.5)

    async def _do_lock_database(self):
        self.lock = sqlite3.connect(self.box.folder / "state" / "jedisnon.db", isolation_level=None)
        self.lock.execute("BEGIN IMMEDIATE")

    async def _do_unlock_database(self):
        self.lock.execute("ROLLBACK")
        self.lock.close()
        self.lock = None

    async def _do_nothing_sent(self):
        await self._do_bodies(0)

    async def _do_bodies(self, n):
        if self.modem.bodies != n:
            raise Wrong(f"{self.modem.bodies} texts were handed to the modem, and not {n}")

    async def _do_read_database(self):
        self.lock = sqlite3.connect(self.box.folder / "state" / "jedisnon.db", isolation_level=None)
        self.lock.execute("BEGIN")
        self.lock.execute("SELECT count(*) FROM event").fetchone()

    async def _do_stop_reading(self):
        await self._do_unlock_database()

    async def _do_modem(self, lines, settings_lost):
        if settings_lost:
            self.modem.power_up()
        self.modem.says(lines)

    async def _do_reload_changed(self):
        text = self.box.config.read_text()
        self.box.config.write_text(text + 'region = "Autre"\nprofile = "generic"\n')
        self.box.process.send_signal(1)

    async def _do_vanish(self):
        (self.box.folder / "m").unlink()
        self.modem.close()

    async def _do_come_back(self):
        before = self.modem
        self.modem = self.modems["a"] = TimedModem(self.box.folder / "m", ICCIDS["a"])
        self.modem.sent = before.sent

    async def _do_unplug(self, line, for_ever):
        (self.box.folder / "m").unlink()

    async def _do_line_remove(self, line):
        code, output, errors = await self.box.command("line", "remove", line, "--yes", "--config", str(self.box.config))
        if code != 0:
            raise Wrong(f"line remove ended with {code}: {output}{errors}")

    async def _do_call(self, gives_up_s, ends_with=None, **caller):
        self.background.append(asyncio.ensure_future(self.modem.call_from(caller["from"], gives_up_s, ends_with)))

    async def _do_pause(self, line):
        await self._tell(line, "pause", b'{"why":null,"release_port":false}')

    async def _do_resume(self, line):
        await self._tell(line, "resume", b"")

    async def _tell(self, line, word, body):
        reader, writer = await asyncio.open_unix_connection(str(self.box.folder / "c.sock"))
        writer.write(f"POST /v1/lines/{line}/{word} HTTP/1.1\r\nHost: box\r\nConnection: close\r\n"
                     f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
        answer = await asyncio.wait_for(reader.read(), 20)
        writer.close()
        if answer.split(b" ", 2)[1:2] != [b"200"]:
            raise Wrong(f"{word} {line}: {answer[:300]}")

    async def _do_flood(self, lines=None, line=None, n=None, senders=None, until=None, per_s=None, background=False):
        if background:
            self.background += [asyncio.ensure_future(self._flow(name, per_s)) for name in lines]
            return
        began, texts = time.monotonic(), 0
        while texts < n:
            if self.modem.arrive(f"+1514555{2000 + texts % senders}", f"texte {texts}"):
                texts += 1
                if texts == n:
                    break
            else:
                await asyncio.sleep(0.005)
            if time.monotonic() - began > 20 and not self.flooded:
                self.flooded["sent"] = len(self.modem.sent)
        self.flooded.setdefault("sent", len(self.modem.sent))

    async def _flow(self, name, per_s):
        while True:
            self.numbers += 1
            self.modems[name].arrive(f"+1514555{1000 + self.numbers % 9000}", f"texte {self.numbers}")
            await asyncio.sleep(1 / per_s)

    # What must be true.

    async def _check(self, right):
        within = right.get("within_s", 5)
        for key, wanted in right.items():
            if key != "within_s":
                await getattr(self, "_right_" + key)(wanted, within)

    async def _eventually(self, seconds, check):
        await eventually(check, self.last + seconds + SLACK)

    async def _right_sent(self, numbers, seconds):
        async def check():
            sent = [number for number, _ in self.modem.sent]
            return None if sorted(sent) == sorted(numbers) else f"sent to {sent} and not to {numbers}"
        await self._eventually(seconds, check)

    async def _right_outcome(self, wanted, seconds):
        async def check():
            events = await self.box.events()
            for number, kinds in wanted.items():
                found = [e["kind"] for e in events if e["sender"] == number and e["kind"] in ("reply_sent", "reply_unknown", "reply_failed")]
                if len(found) != 1 or found[0] not in kinds:
                    return f"the reply to {number} ended as {found}"
            return None
        await self._eventually(seconds, check)

    async def _right_queued(self, wanted, seconds):
        async def check():
            line = await self.box.line()
            return None if line["queued"] == wanted else f"{line['queued']} are queued"
        await self._eventually(seconds, check)

    async def _right_event(self, wanted, seconds):
        async def check():
            for event in await self.box.events():
                if event["kind"] == wanted["kind"] and event["sender"] == wanted["from"] \
                        and event["reason"] == wanted.get("reason", event["reason"]) \
                        and event["details"].get("parts_missing") == wanted.get("parts_missing"):
                    return None
            return f"no event {wanted}"
        await self._eventually(seconds, check)

    async def _right_budget(self, wanted, seconds):
        async def check():
            body = json.loads(await self.box.ask("/v1/budget"))
            return None if all(body[k] == v for k, v in wanted.items()) else f"the budget is {body}"
        await self._eventually(seconds, check)

    def _database(self):
        return sqlite3.connect(f"file:{self.box.folder}/state/jedisnon.db?mode=ro", uri=True)

    async def _right_received(self, wanted, seconds):
        async def check():
            with self._database() as db:
                count = db.execute("SELECT count(*) FROM event WHERE kind = 'sms_received'").fetchone()[0]
            return None if count == wanted else f"{count} texts are recorded"
        await self._eventually(max(seconds, 60), check)

    async def _right_database_octets_per_message_at_most(self, wanted, _):
        size = sum((self.box.folder / "state" / name).stat().st_size for name in ("jedisnon.db", "jedisnon.db-wal")
                   if (self.box.folder / "state" / name).exists())
        with self._database() as db:
            count = db.execute("SELECT count(*) FROM event WHERE kind = 'sms_received'").fetchone()[0]
        if size / count > wanted:
            raise Wrong(f"{size / count:.0f} octets for each text")

    async def _right_no_command_while_ringing(self, command, _):
        await self._until(30, self._call_is_over, "the call never ends")
        for began, ended in self.modem.ringing:
            found = [line for at, line in self.modem.heard if began + 0.05 <= at <= ended and line.startswith(command)]
            if found:
                raise Wrong(f"wrote {found} while it rang")

    async def _call_is_over(self):
        return bool(self.modem.ringing)

    async def _right_no_octets_in_state_dir(self, texts, seconds):
        async def check():
            for path in (self.box.folder / "state").rglob("*"):
                octets = path.read_bytes() if path.is_file() else b""
                for text in texts:
                    if text.encode() in octets:
                        return f"{text!r} stands in {path.name}"
            return None
        await self._eventually(seconds, check)

    async def _right_event_still_counted(self, _, __):
        line = await self.box.line()
        if line["received"] != 1:
            raise Wrong(f"{line['received']} are counted")

    async def _right_sent_during_the_flood_at_least(self, wanted, _):
        if self.flooded["sent"] < wanted:
            raise Wrong(f"{self.flooded['sent']} replies during the flood")

    async def _right_twice(self, _, __):
        sent = [number for number, _ in self.modem.sent]
        twice = {number for number in sent if sent.count(number) > 1}
        if twice:
            raise Wrong(f"sent twice to {twice}")

    async def _right_by_seq(self, _, __):
        paused, seen = False, 0
        for event in await self.box.events():
            if event["kind"] == "operator_action" and event["line"] == "a":
                paused = {"line_pause": True, "line_resume": False}.get(event["details"]["action"], paused)
            if event["kind"] == "sms_received":
                is_paused = event["reason"] == "line_paused"
                if is_paused != (paused and event["line"] == "a"):
                    raise Wrong(f"{event['seq']} of {event['line']}: {event['reason']}, the line is {'' if paused else 'not '}paused")
                seen += is_paused
        if not seen:
            raise Wrong("no text fell into a pause")
