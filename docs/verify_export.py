#!/usr/bin/env python3
"""Checks the JSON that `jedisnon export` wrote, with hashes alone: verify_export.py FILE [HEAD|-] [PREFIX]

HEAD is a head published before; with PREFIX, PREFIX.txt, .sig and .pem are written for openssl. See docs/evidence.md."""
import base64, bisect, datetime, hashlib, json, sys

def jcs(value):  # RFC 8785: every name here is ASCII, every number whole
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

def sha(*parts): return hashlib.sha256(b"".join(parts)).digest()

def leaf(row, sender=None):
    who, what = row.get("who"), row.get("what")
    if sender is not None:
        person = {"n": row["n"], "number": sender, "previous": row["previous"]}
        who = sha(bytes.fromhex(row["who_salt"]), jcs(person)).hex()
    if row.get("what_salt"):
        details = row["details"] | ({"network_time": row["network_time"]} if row.get("network_time") else {})
        content = {"data": row["data"], "details": details, "pdu": (row["pdu"] or "").split(), "text": row["text"]}
        what = sha(bytes.fromhex(row["what_salt"]), jcs(content)).hex()
    at = round(datetime.datetime.fromisoformat(row["at"]).timestamp() * 1000)
    kept = {name: row[name] for name in ("facts", "index", "kind", "line", "reason", "reply")}
    return sha(b"\0", jcs(kept | {"at": at, "cost": None if sender else row["cost"], "what": what, "who": who}))

def roots(size, shown, sizes, nodes):  # each node of the proof stands where nothing shown is below it
    known, places = {}, sorted(shown)
    def holds(marks, low, high): return bisect.bisect_left(marks, low) < bisect.bisect_left(marks, high)
    def join(low, high, below):
        middle = low + (1 << (high - low - 1).bit_length() - 1)
        return sha(b"\1", below(low, middle), below(middle, high))
    def visit(low, high):
        bare = not holds(places, low, high) and not holds(sizes, low + 1, high)
        known[low, high] = next(nodes) if bare else shown[low] if high - low == 1 else join(low, high, visit)
        return known[low, high]
    def earlier(low, high): return known.get((low, high)) or join(low, high, earlier)
    return [visit(0, size)] + [earlier(0, count) for count in sizes] + list(nodes)

def integrity(file):
    statement = {name: file[name] for name in file if name not in ("export", "head", "heads", "proofs")}
    events = [event for contact in file["contacts"] for event in (contact["answer"] or {"events": []})["events"]]
    rows = [(row, None) for row in events + file["system"] + [file["export"]]] + [(row, file["sender"]) for row in file["contacts"]]
    shown = {row["index"]: leaf(row, sender) for row, sender in rows}
    heads = [file["head"]] + file["heads"]
    found = roots(file["head"]["size"], shown, [head["size"] for head in file["heads"]], iter(map(bytes.fromhex, file["proofs"])))
    indices = [contact["index"] for contact in file["contacts"]]
    return (found == [base64.b64decode(head["root"]) for head in heads] and indices == sorted(indices)
            and all(shown[row["index"]].hex() == row["hash"] == leaf(row, sender).hex() for row, sender in rows)
            and file["export"]["facts"]["document"] == sha(jcs(statement)).hex())

def completeness(file):
    contacts = file["contacts"]
    pairs = zip(contacts, contacts[1:])
    if not all(b["n"] == a["n"] + 1 and b["previous"] == a["index"] for a, b in pairs): return "fails"
    return "holds" if contacts and contacts[0]["n"] == 1 and contacts[0]["previous"] is None else "unknown"

def main(path, head="-", prefix=None):
    file = json.load(open(path, encoding="utf-8"))
    try: whole = "holds" if integrity(file) else "fails"
    except (KeyError, ValueError, TypeError, StopIteration, RuntimeError): whole = "fails"
    print("integrity   ", whole, "(the signature: openssl, see docs/evidence.md)")
    print("completeness", completeness(file))
    mine = {f"{h['origin']}\n{h['size']}\n{h['root']}\n" for h in [file["head"]] + file["heads"]}
    published = None if head == "-" else "".join(open(head, encoding="utf-8").readlines()[:3])
    print("anchoring   ", "unknown" if published is None else "holds" if whole == "holds" and published in mine else "fails")
    if prefix:
        text = f"{file['head']['origin']}\n{file['head']['size']}\n{file['head']['root']}\n"
        key = base64.b64encode(bytes.fromhex("302a300506032b6570032100") + base64.b64decode(file["head"]["key"])).decode()
        open(prefix + ".txt", "w", encoding="utf-8").write(text)
        open(prefix + ".sig", "wb").write(base64.b64decode(file["head"]["signature"]))
        open(prefix + ".pem", "w").write(f"-----BEGIN PUBLIC KEY-----\n{key}\n-----END PUBLIC KEY-----\n")
    sys.exit(0 if whole == completeness(file) == "holds" else 1)

if __name__ == "__main__": main(*sys.argv[1:])
