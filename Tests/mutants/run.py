#!/usr/bin/env python3
"""Plants one fault after the other in a copy of the sources, and says which test catches it: see docs/mutants.md.

    Tests/mutants/run.py [--only NAME,NAME] [--keep FOLDER]

SWIFT names another command than `swift`. Ends with 0 when every fault is caught.
"""
import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SWIFT = os.environ.get("SWIFT", "swift")
# What computes for long, or watches a clock, which a busy machine lets fail without any fault.
SKIPPED = ["EventStoreTests.FloodTests", "EventStoreTests.CrashTests", "EventStoreTests.LogClearingTests", "CallStormTests"]


def copy(folder):
    """The sources as they are, with what was fetched for them, in a folder of their own."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, check=True, capture_output=True)
    for name in filter(None, listed.stdout.decode().split("\0")):
        if not os.path.isfile(os.path.join(ROOT, name)):
            continue
        os.makedirs(os.path.dirname(os.path.join(folder, name)), exist_ok=True)
        shutil.copy2(os.path.join(ROOT, name), os.path.join(folder, name))
    for name in ["checkouts", "repositories", "workspace-state.json"]:
        source, target = os.path.join(ROOT, ".build", name), os.path.join(folder, ".build-EventStore", name)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        if os.path.exists(target):
            continue
        if os.path.isdir(source):
            shutil.copytree(source, target, symlinks=True)
        elif os.path.exists(source):
            shutil.copy2(source, target)


def part_of(fault):
    """The target that is changed: it is built, with its tests, without what is above it."""
    return fault["file"].split("/")[1]


def swift(folder, part, *words, limit):
    environment = dict(os.environ, JEDISNON_PART=part, SWIFT_BACKTRACE="enable=no", JEDISNON_HISTORIES="50000")
    command = SWIFT.split() + [words[0], "--scratch-path", os.path.join(folder, ".build-" + part), *words[1:]]
    try:
        done = subprocess.run(
            command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=limit)
        return done.returncode, done.stdout.decode(errors="replace")
    except subprocess.TimeoutExpired as expired:
        # A test that never ends has caught the fault as well as one that fails.
        return -1, (expired.stdout or b"").decode(errors="replace")


def build(folder, part):
    return swift(folder, part, "build", "--build-tests", limit=3600)


def test(folder, part):
    skipped = [word for name in SKIPPED for word in ("--skip", name)]
    return swift(folder, part, "test", "--skip-build", *skipped, limit=900)


def failures(said):
    """The tests that failed, in the order in which they did."""
    said = re.sub(r"\x1b\[[0-9;]*m", "", said)
    return list(dict.fromkeys(re.findall(r'Test "?(.+?)"? (?:recorded an issue|with \d+ test cases? failed|failed after)', said)))


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--only", default="")
    arguments.add_argument("--keep", help="work in this folder, and leave it there")
    options = arguments.parse_args()
    with open(os.path.join(ROOT, "Tests/mutants/mutants.json"), encoding="utf-8") as file:
        faults = json.load(file)
    only = set(filter(None, options.only.split(",")))
    unknown = only - {fault["name"] for fault in faults}
    if unknown:
        sys.exit("no fault is called " + ", ".join(sorted(unknown)))
    folder = options.keep or tempfile.mkdtemp(prefix="jedisnon-mutants-")
    bad = []
    try:
        copy(folder)
        for part in sorted({part_of(fault) for fault in faults if not only or fault["name"] in only}):
            began = time.monotonic()
            code, said = build(folder, part)
            if code == 0:
                code, said = test(folder, part)
            if code != 0:
                print(said[-3000:], *failures(said), sep="\n")
                sys.exit(f"the tests of {part} do not pass without a fault: nothing can be said")
            print(f"{part} is right without a fault ({time.monotonic() - began:.0f} s)", flush=True)
        for fault in faults:
            if only and fault["name"] not in only:
                continue
            began = time.monotonic()
            outcome, caught = plant(folder, fault)
            if not caught:
                bad.append(fault["name"])
            print(f"{'caught' if caught else 'NOT CAUGHT'} {fault['name']} ({time.monotonic() - began:.0f} s): {outcome}", flush=True)
    finally:
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)
    if bad:
        sys.exit("not caught: " + ", ".join(bad))
    print("every fault was caught")


def plant(folder, fault):
    """Plants a fault, tries it and takes it out again; what came of it, and whether it was caught."""
    path = os.path.join(folder, fault["file"])
    with open(path, encoding="utf-8") as file:
        right = file.read()
    if right.count(fault["find"]) != 1:
        return f"it has no place in {fault['file']} any more", False
    try:
        with open(path, "w", encoding="utf-8") as file:
            file.write(right.replace(fault["find"], fault["replace"]))
        code, said = build(folder, part_of(fault))
        if code != 0:
            return "it does not build: " + "; ".join(re.findall(r"error: .*", said)[:2]), False
        code, said = test(folder, part_of(fault))
        if code == 0:
            return "every test passes", False
        failed = failures(said)
        if not failed and code != -1:
            return "the tests did not run: " + said[-200:], False
        return failed[0] if failed else "the tests did not end", True
    finally:
        with open(path, "w", encoding="utf-8") as file:
            file.write(right)


main()
