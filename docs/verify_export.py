#!/usr/bin/env python3
"""Checks the JSON of `jedisnon export` by hashes alone: verify_export.py FILE [HEAD [PREFIX]]

HEAD is a head that was published before; with PREFIX, PREFIX.txt, .sig and .pem are written for openssl: see docs/evidence.md."""
import base64, bisect, datetime, hashlib, json, sys

def jcs(value):  # RFC 8785, where every name is ASCII and every number whole
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

def sha(*parts): return hashlib.sha256(b"".join(parts)).digest()

def leaf(row, sender=None):  # a contact shows who it is of; of other rows only the commitments are known
    who, what = row.get("who"), row.get("what")
    if sender: who = sha(bytes.fromhex(row["who_salt"]), jcs({"n": row["n"], "number": sender, "previous": row["previous"]})).hex()
    if row.get("what_salt"):
        details = row["details"] | ({"network_time": row["network_time"]} if row.get("network_time") else {})
        shown = {"data": row["data"], "details": details, "pdu": (row["pdu"] or "").split(), "text": row["text"]}
        what = sha(bytes.fromhex(row["what_salt"]), jcs(shown)).hex()
    at, cost = datetime.datetime.fromisoformat(row["at"]).timestamp(), None if sender else row["cost"]
    kept = {name: row[name] for name in ("facts", "index", "kind", "line", "reason", "reply")}
    return sha(b"\0", jcs(kept | {"at": round(at * 1000), "cost": cost, "what": what, "who": who}))

def roots(size, shown, sizes, nodes):  # RFC 9162; a node of the proof stands where nothing shown lies below
    known, places = {}, sorted(shown)
    def within(marks, low, high): return bisect.bisect_left(marks, low) < bisect.bisect_left(marks, high)
    def join(low, high, below):
        middle = low + (1 << (high - low - 1).bit_length() - 1)
        return sha(b"\1", below(low, middle), below(middle, high))
    def visit(low, high):
        bare = not within(places, low, high) and not within(sizes, low + 1, high)
        known[low, high] = next(nodes) if bare else shown[low] if high - low == 1 else join(low, high, visit)
        return known[low, high]
    def earlier(low, high): return known.get((low, high)) or join(low, high, earlier)
    return [visit(0, size)] + [earlier(0, count) for count in sizes] + list(nodes)

def integrity(file):
    answers = [event for contact in file["contacts"] if contact["answer"] for event in contact["answer"]["events"]]
    rows = [(row, None) for row in answers + file["system"] + [file["export"]]] + [(row, file["sender"]) for row in file["contacts"]]
    shown, heads = {row["index"]: leaf(row, sender) for row, sender in rows}, [file["head"]] + file["heads"]
    found = roots(heads[0]["size"], shown, [head["size"] for head in heads[1:]], map(bytes.fromhex, file["proofs"]))
    stated = {name: file[name] for name in file if name not in ("export", "head", "heads", "proofs")}
    order = [contact["index"] for contact in file["contacts"]]
    return (found == [base64.b64decode(head["root"]) for head in heads] and order == sorted(order)
            and all(shown[row["index"]].hex() == row["hash"] == leaf(row, sender).hex() for row, sender in rows)
            and file["export"]["facts"]["document"] == sha(jcs(stated)).hex())

def completeness(file):
    contacts = file["contacts"]
    if any(b["n"] != a["n"] + 1 or b["previous"] != a["index"] for a, b in zip(contacts, contacts[1:])): return "fails"
    return "holds" if contacts and contacts[0]["n"] == 1 and contacts[0]["previous"] is None else "unknown"

def text(head): return f"{head['origin']}\n{head['size']}\n{head['root']}\n"  # what is signed

if __name__ == "__main__":
    file = json.load(open(sys.argv[1], encoding="utf-8"))
    try: whole = "holds" if integrity(file) else "fails"
    except (LookupError, ValueError, TypeError, StopIteration, RuntimeError): whole = "fails"
    published = open(sys.argv[2], encoding="utf-8").read().split("\n\n")[0] + "\n" if sys.argv[2:] else None
    first = [contact["index"] for contact in file["contacts"]][:1]
    covers = published and first and int(published.split("\n")[1]) > first[0]  # an older head says nothing of the contacts
    same = whole == "holds" and published in map(text, [file["head"]] + file["heads"])
    print("integrity   ", whole, "(without the signature: that is for openssl)")
    print("completeness", completeness(file))
    print("anchoring   ", "unknown" if not covers else "holds" if same else "fails")
    for end, octets in {  # for openssl: docs/evidence.md has the line
        ".txt": text(file["head"]).encode(), ".sig": base64.b64decode(file["head"]["signature"]),
        ".pem": b"-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA" + file["head"]["key"].encode() + b"\n-----END PUBLIC KEY-----\n",
    }.items() if sys.argv[3:] else (): open(sys.argv[3] + end, "wb").write(octets)
    sys.exit(whole != "holds" or completeness(file) != "holds")
