#!/usr/bin/env python3
"""Plays the cases against the built program: run.py PATH_OF_JEDISNON [--jobs N] [CASE ...]

Without a name all of them are played, the longest first, several at a time. Exit 1 when one of them is not right.
"""
import argparse
import asyncio
import json
import pathlib
import sys
import time
import traceback

import dialogue
import service
import service_reloads
import service_store
import service_time

HERE = pathlib.Path(__file__).resolve().parent


def load(name):
    return json.loads((HERE / name).read_text())["cases"]


def length(case):
    """About how long a case takes, in seconds."""
    steps = case.get("dialogue", case.get("steps", []))
    waits = [step.get("wait_s", 0) + step.get("within_s", 0) + step.get("s", 0) * (step.get("do") == "wait") for step in steps]
    return sum(waits) + max(
        [right.get("within_s", 0) for right in case["right"] if isinstance(right, dict)] or [0])


def plays(binary):
    """(name, case, what plays it) for every case this runner plays."""
    for case in load("modems.json") + load("relatives.json"):
        yield case["id"], case, lambda case=case: dialogue.Player(binary, case)
    for case in load("pdus.json"):
        for order, pdus in (("", case["pdus"]), (" backwards", case["pdus"][::-1])):
            parts = dialogue.of_parts(case, pdus)
            yield case["id"] + order, parts, lambda parts=parts: dialogue.PartsPlayer(binary, parts)
    for case in load("service.json"):
        if case["id"] in service.PLAYED:
            yield case["id"], {**case, "right": []}, lambda case=case: service.Player(binary, case)
        if case["id"] in service_reloads.PLAYED:
            yield case["id"], {**case, "right": []}, lambda case=case: service_reloads.Player(binary, case)
        if case["id"] in service_store.PLAYED:
            for position, one in enumerate(service_store.relatives(case)):
                yield case["id"] + f" {position}" * (position > 0), one, lambda one=one: service_store.Player(binary, one)
        if case["id"] in service_time.PLAYED:
            yield case["id"], case, lambda case=case: service_time.Player(binary, case)
    for case in service_reloads.relatives():
        yield case["id"], {**case, "right": []}, lambda case=case: service_reloads.Player(binary, case)
    for case in service_time.relatives():
        yield case["id"], case, lambda case=case: service_time.Player(binary, case)


async def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("binary", type=lambda path: str(pathlib.Path(path).resolve(strict=True)))
    parser.add_argument("cases", nargs="*")
    parser.add_argument("--jobs", type=int, default=12)
    parser.add_argument("--keep", action="store_true", help="keep the folders, and print what was said to the modem")
    options = parser.parse_intermixed_args()
    chosen = [p for p in plays(options.binary) if not options.cases or p[0].split()[0] in options.cases]
    if not chosen:
        parser.error("no such case")
    chosen.sort(key=lambda play: -length(play[1]))
    gate = asyncio.Semaphore(options.jobs)
    failed = []

    async def one(name, case, make):
        async with gate:
            began = time.monotonic()
            player = make()
            fault = None
            try:
                await player.play()
            except dialogue.Wrong as wrong:
                fault = str(wrong)
            except Exception:  # A fault of a runner must not hide the other cases.
                fault = traceback.format_exc()
            took = time.monotonic() - began
            print(f"{'ok  ' if fault is None else 'FAIL'} {name:14} {took:5.0f} s  {case['title']}", flush=True)
            if fault is not None:
                failed.append(name)
                print("     " + fault.replace("\n", "\n     "))
                print("     " + player.box.log().replace("\n", "\n     "), flush=True)
            if options.keep:
                print("     folder:", player.box.folder)
                if getattr(player, "modem", None):
                    print("     wrote:", player.modem.wrote)
            else:
                player.box.remove()

    await asyncio.gather(*(one(*play) for play in chosen))
    print(f"{len(chosen) - len(failed)} of {len(chosen)} cases are right" + (f", not: {', '.join(sorted(failed))}" if failed else ""))
    return 1 if failed else 0


sys.exit(asyncio.run(main()))
