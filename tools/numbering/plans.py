"""What libphonenumber says about the numbering plans of the six countries, and the reading of it that jedisnon uses."""
import re._parser as pattern_parser

import phonenumbers
from phonenumbers import PhoneMetadata, PhoneNumber, PhoneNumberType
from phonenumbers.phonenumberutil import _number_type_helper

# ISO 3166 code -> case of `Country`, in the order of its cases.
COUNTRIES = {
    "CA": "canada", "US": "unitedStates", "FR": "france", "BE": "belgium", "CH": "switzerland", "GB": "unitedKingdom",
}
CALLING_CODES = {"CA": "1", "US": "1", "FR": "33", "BE": "32", "CH": "41", "GB": "44"}
# Regions that share +44 and are no country of the table: their numbers are read, never answered.
ISLANDS = ["GG", "JE", "IM"]

ORDINARY = ["fixed_line", "mobile", "toll_free", "voip", "pager", "uan", "voicemail"]
SPECIAL = {"premium": "premium_rate", "sharedCost": "shared_cost", "personal": "personal_number"}
TYPE_CLASSES = {
    PhoneNumberType.PREMIUM_RATE: "premium",
    PhoneNumberType.SHARED_COST: "sharedCost",
    PhoneNumberType.PERSONAL_NUMBER: "personal",
}
ANY = frozenset(range(10))


def is_satellite(code, national):
    """+1 600 is the Canadian plan's code for satellite telephones; libphonenumber files it under VoIP."""
    return code == "1" and national.startswith("600")


def pattern_of(region, kind):
    description = getattr(PhoneMetadata.metadata_for_region(region), kind)
    return description.national_number_pattern if description else None


def expected(code, national):
    """The class of a number in each country of its calling code, by libphonenumber: {"CA": "ordinary"}."""
    number = PhoneNumber(country_code=int(code), national_number=int(national))
    if not national or national[0] == "0":
        return {}
    classes = {}
    for country in [each for each, its_code in CALLING_CODES.items() if its_code == code]:
        if phonenumbers.is_valid_number_for_region(number, country):
            kind = _number_type_helper(national, PhoneMetadata.metadata_for_region(country))
            classes[country] = TYPE_CLASSES.get(kind, "ordinary")
            if is_satellite(code, national):
                classes[country] = "satellite"
    # The ranges without a place that cost more belong to +1 as a whole.
    special = [each for each in classes.values() if each != "ordinary"]
    if code == "1" and special:
        classes = {"CA": special[0], "US": special[0]}
    if code == "1" and len(national) == 10 and national[3:6] == "976":
        classes = {country: "premium" if each == "ordinary" else each for country, each in classes.items()}
    return classes


def expand(regex):
    """Every alternative of a pattern as a tuple of sets of digits."""
    return _expand(pattern_parser.parse(regex))


def _expand(sequence):
    results = [()]
    for operation, argument in sequence:
        name = str(operation)
        if name == "LITERAL":
            parts = [(frozenset([int(chr(argument))]),)]
        elif name == "IN":
            parts = [(_digit_class(argument),)]
        elif name == "SUBPATTERN":
            parts = _expand(argument[3])
        elif name == "BRANCH":
            parts = [part for branch in argument[1] for part in _expand(branch)]
        elif name == "MAX_REPEAT":
            parts = _repeat(argument)
        else:
            raise ValueError(f"the pattern uses {name}, which the generator does not know")
        results = [left + right for left in results for right in parts]
    return results


def _digit_class(items):
    digits = set()
    for operation, argument in items:
        if str(operation) == "LITERAL":
            digits.add(int(chr(argument)))
        elif str(operation) == "RANGE":
            digits |= set(range(argument[0] - 48, argument[1] - 47))
        else:
            digits |= ANY
    return frozenset(digits)


def _repeat(argument):
    low, high, inner = argument
    once = _expand(inner)
    results = []
    for count in range(low, high + 1):
        repeated = [()]
        for _ in range(count):
            repeated = [left + right for left in repeated for right in once]
        results += repeated
    return results
