"""Plays one entry of modems.json or pdus.json and says what was not right."""
import asyncio
import re
import time

import pdu
from box import Box
from modem import Modem

SLACK = 3  # seconds that a busy machine may add to a limit


class Wrong(Exception):
    """What was not right."""


async def eventually(check, deadline):
    """Runs a check until it says nothing; at the deadline what it says is wrong."""
    while True:
        fault = await check()
        if not fault:
            return
        if time.monotonic() > deadline:
            raise Wrong(fault)
        await asyncio.sleep(0.3)


class Player:
    """A case in play: the modem, the box, and what `status` has shown."""

    def __init__(self, binary, case):
        self.case = case
        dialogue = case["dialogue"]
        find = lambda key: next((step for step in dialogue if key in step), {})
        self.box = Box(binary, case.get("config"), pin=find("pin").get("pin"), other=find("other_line").get("other_line"))
        self.modem = Modem(self.box.folder / "m")
        self.shown, self.noted, self.background = [], {}, []
        self.is_running = False
        self.started = self.became_ready = None

    async def play(self):
        watching = None
        try:
            for step in self.case["dialogue"]:
                await self._step(step)
                if self.started and not watching:
                    watching = asyncio.ensure_future(self._watch())
            self.last = time.monotonic()
            for right in self.case["right"]:
                await self._check(right)
            code = await self.box.stop()
            if code != 0:
                raise Wrong(f"the service ended with {code}")
        finally:
            for task in [watching, *self.background]:
                if task:
                    task.cancel()
            await self.box.stop()
            self.modem.close()

    async def _step(self, step):
        modem = self.modem
        if "host" in step:
            modem.add(step)
        elif "message" in step:
            modem.put(**step["message"])
        elif "modem" in step:
            modem.says(step["modem"])
        elif "ready" in step:
            await self._start(["ready"] if step["ready"] is True else step["ready"])
        elif "settings" in step:
            modem.change(step["settings"], self.is_running)
            if not self.is_running:
                modem.power_up()
        elif "pin" in step:
            modem.pin, modem.refused = step["pin"], step.get("refused")
        elif "call" in step:
            modem.rings(step["call"])
        elif "sim" in step:
            modem.iccid = step["sim"]["iccid"]
        elif "other_line" in step:
            pass  # It is in the configuration already.
        elif "identity" in step:
            modem.identity = step["identity"]
        elif "repeat" in step:
            task = asyncio.ensure_future(self._repeat(step["repeat"]))
            if step["repeat"].get("background"):
                self.background.append(task)
            else:
                await task
        elif "wait_s" in step:
            await asyncio.sleep(step["wait_s"])
        elif "until_state" in step:
            await self._until(lambda line: line["state"] in step["until_state"], step["within_s"], step["until_state"])
        elif "mark" in step:
            modem.marks.add(step["mark"])
        elif "note_state" in step:
            self.noted[step["note_state"]] = (await self.box.line() or {}).get("state")
        else:
            raise Wrong(f"a step that nobody knows: {step}")

    async def _start(self, states):
        if not self.is_running:
            self.is_running = True
            self.started = time.monotonic()
            await self.box.start()
        await self._until(lambda line: line["state"] in states, 90, states)
        self.became_ready = self.became_ready or time.monotonic()

    async def _repeat(self, spec):
        for _ in range(spec["times"]):
            for line in spec["modem"]:
                self.modem.says([line])
                await asyncio.sleep(spec["every_s"] / len(spec["modem"]) if not spec.get("background") else 0)
            if spec.get("background"):
                await asyncio.sleep(spec["every_s"])

    async def _watch(self):
        while True:
            line = await self.box.line()
            if line:
                self.shown.append(line["state"])
            await asyncio.sleep(0.3)

    async def _until(self, holds, seconds, wanted):
        deadline = time.monotonic() + seconds + SLACK
        line = None
        while time.monotonic() < deadline:
            line = await self.box.line() or line
            if line and holds(line):
                return line
            await asyncio.sleep(0.2)
        raise Wrong(f"wanted {wanted}, it is {line and line['state']}: {line and line['detail']}")

    async def _eventually(self, seconds, check):
        """Runs a check until it says nothing, at most so long after the last object."""
        await eventually(check, self.last + seconds + SLACK)

    # What must be true.

    async def _check(self, right):
        keys = [key for key in right if key != "within_s"]
        if not keys:
            raise Wrong(f"an expectation that nobody knows: {right}")
        for key in keys:
            method = getattr(self, "_right_" + key, None)
            if not method:
                raise Wrong(f"an expectation that nobody knows: {key}")
            await method(right[key], right.get("within_s", 1))

    async def _right_state(self, states, seconds):
        moved = any(k in step for step in self.case["dialogue"] for k in ("until_state", "sim", "mark"))
        if not moved and self.became_ready and self.became_ready - self.started > seconds + SLACK:
            raise Wrong(f"it took {self.became_ready - self.started:.0f} s to become {states}")
        left = max(self.last + seconds - time.monotonic(), 1)
        await self._until(lambda line: line["state"] in states, left, states)

    async def _right_sent(self, numbers, seconds):
        async def check():
            sent = [number for number, _ in self.modem.sent]
            return None if sorted(sent) == sorted(numbers) else f"sent to {sent} and not to {numbers}"
        await self._eventually(seconds, check)

    async def _right_received(self, wanted, seconds):
        async def check():
            events = [e for e in await self.box.events() if e["kind"] == "sms_received"]
            found = [{"from": e["sender"], "text": e["text"], "reason": e["reason"]} for e in events]
            key = lambda row: (row["from"] or "", row["text"] or "")
            match = len(found) == len(wanted) and all(
                all(f[k] == w[k] for k in w) for f, w in zip(sorted(found, key=key), sorted(wanted, key=key)))
            return None if match else f"recorded {found}"
        await self._eventually(seconds, check)

    async def _right_call_received(self, wanted, seconds):
        async def check():
            calls = [e for e in await self.box.events() if e["kind"] == "call_received"]
            found = [(e["sender"], e["reason"]) for e in calls]
            return None if found == [(wanted["from"], wanted["reason"])] else f"calls recorded: {found}"
        await self._eventually(max(seconds, 15), check)

    async def _right_never(self, pattern, _):
        found = [line for line in self.modem.wrote if re.fullmatch(pattern, line)]
        if found:
            raise Wrong(f"wrote {found}")

    async def _right_wrote(self, pattern, _):
        if not any(re.fullmatch(pattern, line) for line in self.modem.wrote):
            raise Wrong(f"never wrote {pattern}")

    async def _right_wrote_times(self, pair, _):
        count = sum(bool(re.fullmatch(pair[0], line)) for line in self.modem.wrote)
        if count != pair[1]:
            raise Wrong(f"wrote {pair[0]} {count} times")

    async def _right_setting(self, wanted, _):
        for name, value in wanted.items():
            found = self.modem.setting(name)
            if (found[:len(value)] if isinstance(value, list) else found) != value:
                raise Wrong(f"{name} is {found}")

    async def _right_memory_empty(self, memory, seconds):
        async def check():
            return f"{memory} is not empty" if self.modem.memories[memory] else None
        await self._eventually(max(seconds, 5), check)

    async def _right_no_event(self, kind, _):
        if any(e["kind"] == kind for e in await self.box.events()):
            raise Wrong(f"an event {kind}")

    async def _right_events_at_most(self, limits, _):
        events = await self.box.events()
        for kind, most in limits.items():
            count = sum(e["kind"] == kind for e in events)
            if count > most:
                raise Wrong(f"{count} events {kind}")

    async def _right_only_states(self, states, _):
        first = next((i for i, state in enumerate(self.shown) if state in states), 0)
        others = {state for state in self.shown[first:] if state not in states}
        if others:
            raise Wrong(f"it was {others} too")

    async def _right_only_states_at_end(self, states, _):
        line = await self.box.line()
        if not line or line["state"] not in states:
            raise Wrong(f"at the end it is {line and line['state']}: {line and line['detail']}")

    async def _right_noted(self, wanted, _):
        for name, states in wanted.items():
            if self.noted[name] not in states:
                raise Wrong(f"it was {self.noted[name]} at `{name}`")

    async def _right_detail_has(self, pattern, _):
        detail = (await self.box.line())["detail"]
        if not re.search(pattern, detail):
            raise Wrong(f"the sentence is: {detail}")

    async def _right_detail_lacks(self, words, _):
        detail = (await self.box.line())["detail"]
        if words in detail:
            raise Wrong(f"the sentence is: {detail}")

    async def _right_network(self, names, seconds):
        async def check():
            name = (await self.box.line() or {}).get("network")
            return None if name in names else f"the network is {name}"
        await self._eventually(max(seconds, 10), check)


def of_parts(case, order):
    """A dialogue in which the parts of pdus.json arrive one after the other."""
    together = case["right"]["together"]
    steps = [{"ready": True}]
    for index, hexadecimal in enumerate(order, 1):
        steps += [{"raw": hexadecimal, "index": index}, {"modem": [f'+CMTI: "SM",{index}']}, {"wait_s": 0.5}]
    right = [{"received": [together | {"reason": None}], "within_s": 5}, {"sent": [together["from"]], "within_s": 5}]
    return {"id": case["id"], "title": case["title"], "config": {"policy": {"stale_after": "87600h"}},
            "dialogue": steps, "right": right}


class PartsPlayer(Player):
    """A case whose messages are whole PDUs."""

    async def _step(self, step):
        if "raw" not in step:
            return await super()._step(step)
        return self.modem.store("SM", step["index"], step["raw"])
