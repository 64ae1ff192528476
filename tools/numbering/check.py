"""Holds what LinePolicy says about numbers against libphonenumber.

First the generated files must be up to date, then the compiled code answers for some hundred thousand numbers: every area
code and prefix of the plans, random numbers of every length, and the forms in which they are dialled at home.
Needs `swiftc` and the phonenumbers of requirements.txt (check.sh brings it).
"""
import pathlib
import random
import subprocess
import sys
import tempfile

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

import generate
import plans

ROOT = generate.ROOT
SEED = 2
# Trunk and international prefix, of the other plans and of +1.
PREFIXES = [("0", "00"), ("1", "011")]


def build(folder):
    """Compiles LinePolicy, and Vocabulary for it, into a program that classifies numbers."""
    folder = pathlib.Path(folder)

    def sources(target):
        return sorted(str(path) for path in (ROOT / "Sources" / target).rglob("*.swift"))

    swiftc = ["swiftc", "-O", "-wmo", "-package-name", "jedisnon"]
    subprocess.run(
        [*swiftc, "-parse-as-library", "-emit-library", "-static", "-emit-module", "-module-name", "Vocabulary",
         "-emit-module-path", folder / "Vocabulary.swiftmodule", "-o", folder / "libVocabulary.a", *sources("Vocabulary")],
        check=True)
    main = str(pathlib.Path(__file__).parent / "classify/main.swift")
    subprocess.run(
        [*swiftc, "-module-name", "classify", "-I", folder, "-L", folder, "-lVocabulary", "-o", folder / "classify", main,
         *sources("LinePolicy")], check=True)
    return folder / "classify"


def ask(program, lines):
    answer = subprocess.run([program], input="\n".join(lines) + "\n", capture_output=True, text=True, check=True)
    answers = answer.stdout.splitlines()
    if len(answers) != len(lines):
        raise SystemExit(f"{len(lines)} questions, {len(answers)} answers")
    return answers


def full_numbers(chance):
    """(calling code, national number): systematic, then random."""
    for npa in range(200, 1000):
        for exchange in range(0, 1000, 8):
            yield "1", f"{npa}{exchange:03d}{chance.randrange(10000):04d}"
        yield "1", f"{npa}976{chance.randrange(10000):04d}"
    for code, lengths in {"33": [9], "32": [8, 9], "41": [9], "44": [10, 10, 9]}.items():
        for length in lengths:
            for prefix in range(1000, 10000):
                yield code, f"{prefix}{chance.randrange(10 ** (length - 4)):0{length - 4}d}"
    for code in ["1", "33", "32", "41", "44"]:
        for _ in range(12000):
            length = chance.randrange(1, 13)
            yield code, str(chance.randrange(1, 10)) + "".join(str(chance.randrange(10)) for _ in range(length - 1))
    # Seven digits are rare and special: all of Canada's 310 and the United Kingdom's 800 and 845.
    for start, code in [("310", "1"), ("800", "44"), ("845", "44")]:
        for rest in range(10000):
            yield code, f"{start}{rest:04d}"
    for _ in range(4):
        yield from generate.systematic(chance)


def dialled_numbers(chance):
    """(country, address): national and international forms as a network might give them."""
    for country, code in plans.CALLING_CODES.items():
        trunk, exit_code = PREFIXES[code == "1"]
        regions = [country, *plans.ISLANDS] if country == "GB" else ["CA", "US"] if code == "1" else [country]
        kinds = plans.ORDINARY + list(plans.SPECIAL.values())
        patterns = [plans.pattern_of(region, kind) for region in regions for kind in kinds]
        alternatives = [each for regex in patterns if regex for each in plans.expand(regex)]
        for _ in range(4000):
            national = "".join(str(chance.choice(sorted(digits))) for digits in chance.choice(alternatives))
            form = chance.choice([trunk, "", exit_code + code, "+" + code, code])
            yield country, form + national
        for _ in range(2000):
            yield country, "".join(str(chance.randrange(10)) for _ in range(chance.randrange(1, 14)))


def compare_classes(program, chance):
    numbers = sorted(set(full_numbers(chance)))
    wrong = 0
    for (code, national), said in zip(numbers, ask(program, [f"+{code}{national}" for code, national in numbers])):
        wanted = generate.line(code, national).split("\t")[1]
        if said != wanted:
            wrong += 1
            if wrong <= 20:
                print(f"+{code}{national}: {said}, libphonenumber: {wanted}")
    print(f"{len(numbers)} numbers classified, {wrong} differ")
    return wrong


def by_libphonenumber(country, address):
    """The E.164 number, when libphonenumber reads a valid one of the country's calling code in a form of dialling it."""
    try:
        number = phonenumbers.parse(address, country)
    except NumberParseException:
        return None
    code = plans.CALLING_CODES[country]
    if str(number.country_code) != code or not phonenumbers.is_valid_number(number):
        return None
    # It also takes off prefixes that nobody dials, such as 11 for 1.
    trunk, exit_code = PREFIXES[code == "1"]
    if address not in [form + str(number.national_number) for form in ["", trunk, code, "+" + code, exit_code + code]]:
        return None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def compare_readings(program, chance):
    addresses = sorted(set(dialled_numbers(chance)))
    answers = ask(program, [f"{country} {address}" for country, address in addresses])
    numbers = [answer.split(" ")[1] if answer.startswith("number +") else "+" for answer in answers]
    wrong = 0
    for (country, address), answer, classes in zip(addresses, answers, ask(program, numbers)):
        wanted = by_libphonenumber(country, address)
        # What libphonenumber does not know may be read, but it must not be answerable.
        fits = answer == f"number {wanted}" if wanted else f"{country}=" not in classes
        if not fits:
            wrong += 1
            if wrong <= 20:
                print(f"{address} in {country}: {answer}, libphonenumber: {wanted}")
    print(f"{len(addresses)} addresses read, {wrong} differ")
    return wrong


def main():
    if generate.run(check=True):
        return 1
    with tempfile.TemporaryDirectory() as folder:
        program = build(folder)
        chance = random.Random(SEED)
        wrong = compare_classes(program, chance) + compare_readings(program, chance)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
