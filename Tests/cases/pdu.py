"""DELIVER PDUs written and SUBMIT PDUs read, as far as the cases need them (3GPP TS 23.040, 23.038)."""
import datetime

BASIC = {c: i for i, c in enumerate(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà")}


def _septets(text):
    bits, count, out = 0, 0, bytearray()
    for character in text:
        bits |= BASIC[character] << count
        count += 7
        while count >= 8:
            out.append(bits & 0xFF)
            bits >>= 8
            count -= 8
    if count:
        out.append(bits & 0xFF)
    return bytes(out)


def _swapped(digits):
    digits += "F" * (len(digits) % 2)
    return bytes.fromhex("".join(digits[i + 1] + digits[i] for i in range(0, len(digits), 2)))


def _address(number):
    digits = number.lstrip("+")
    return bytes([len(digits), 0x91 if number.startswith("+") else 0x81]) + _swapped(digits)


def _timestamp(moment):
    quarters = int(moment.utcoffset().total_seconds()) // 900
    zone = abs(quarters)
    octets = _swapped(moment.strftime("%y%m%d%H%M%S"))
    zone_octet = (zone % 10) << 4 | zone // 10 | (0x08 if quarters < 0 else 0)
    return octets + bytes([zone_octet])


def deliver(number, text, moment=None):
    """(hex with the SMSC, octets of the TPDU) of a message that `number` wrote at `moment`."""
    moment = moment or datetime.datetime.now().astimezone()
    if all(c in BASIC and c != "\x1b" for c in text):
        coding, length, data = 0, len(text), _septets(text)
    else:
        data = text.encode("utf-16-be")
        coding, length = 8, len(data)
    tpdu = bytes([0x04]) + _address(number) + bytes([0, coding]) + _timestamp(moment) + bytes([length]) + data
    return (bytes.fromhex("07915141674523F1") + tpdu).hex().upper(), len(tpdu)


def length_of(hexadecimal):
    """The octets of the TPDU in a PDU that begins with its SMSC."""
    octets = bytes.fromhex(hexadecimal)
    return len(octets) - 1 - octets[0]


def recipient(hexadecimal):
    """The number a SUBMIT goes to."""
    octets = bytes.fromhex(hexadecimal)
    tpdu = octets[1 + octets[0]:]
    count, kind = tpdu[2], tpdu[3]
    digits = "".join(f"{o & 15:X}{o >> 4:X}" for o in tpdu[4:4 + (count + 1) // 2])[:count]
    return ("+" if kind & 0x70 == 0x10 else "") + digits
