#!/usr/bin/env python3
"""Checks the JSON of `jedisnon export` by hashes: verify_export.py FILE [HEAD [PREFIX]], HEAD published before; see evidence.md."""
import base64, bisect, datetime, hashlib, json, sys

def sha(*parts): return hashlib.sha256(b"".join(parts)).digest()
def jcs(value):  # RFC 8785, where every name is ASCII and every number whole
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
def commit(salt, value): return sha(bytes.fromhex(salt), jcs(value)).hex()

def leaf(row, sender):  # a contact shows who it is of; of other rows only the commitments are known
    who, what, cost = (row.get(name) for name in ("who", "what", "cost"))
    if sender: who, cost = commit(row["who_salt"], {"n": row["n"], "number": sender, "previous": row["previous"]}), None
    if row.get("what_salt"):
        details = row["details"] | ({"network_time": row["network_time"]} if row.get("network_time") else {})
        what = commit(row["what_salt"], {"data": row["data"], "details": details, "pdu": (row["pdu"] or "").split(), "text": row["text"]})
    at = round(datetime.datetime.fromisoformat(row["at"]).timestamp() * 1000)
    kept = {name: row[name] for name in ("facts", "index", "kind", "line", "reason", "reply")}
    return sha(b"\0", jcs(kept | {"at": at, "cost": cost, "what": what, "who": who}))

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
    contacts, heads = file["contacts"], [file["head"]] + file["heads"]
    rows = [(row, file["sender"]) for row in contacts] + [(row, None) for row in file["system"] + [file["export"]]]
    rows += [(row, None) for contact in contacts if contact["answer"] for row in contact["answer"]["events"]]
    leaves = [(row, leaf(row, sender)) for row, sender in rows]
    shown, order = {row["index"]: hashed for row, hashed in leaves}, [contact["index"] for contact in contacts]
    found = roots(heads[0]["size"], shown, [head["size"] for head in heads[1:]], map(bytes.fromhex, file["proofs"]))
    stated = {name: file[name] for name in file if name not in ("export", "head", "heads", "proofs")}
    return (found == [base64.b64decode(head["root"]) for head in heads] and file["export"]["facts"]["document"] == sha(jcs(stated)).hex()
            and all(shown[row["index"]].hex() == row["hash"] == hashed.hex() for row, hashed in leaves) and order == sorted(order))

def completeness(file):
    contacts = file["contacts"]
    if any(b["n"] != a["n"] + 1 or b["previous"] != a["index"] for a, b in zip(contacts, contacts[1:])): return "fails"
    return "holds" if contacts and contacts[0]["n"] == 1 and contacts[0]["previous"] is None else "unknown"

if __name__ == "__main__":
    file = json.load(open(sys.argv[1], encoding="utf-8"))
    try: whole = "holds" if integrity(file) else "fails"
    except (LookupError, ValueError, TypeError, StopIteration, RuntimeError): whole = "fails"
    texts = [f"{head['origin']}\n{head['size']}\n{head['root']}\n" for head in [file["head"]] + file["heads"]]  # what is signed
    published = open(sys.argv[2], encoding="utf-8").read().split("\n\n")[0] + "\n" if sys.argv[2:] else "\n0"
    covers = any(contact["index"] < int(published.split("\n")[1]) for contact in file["contacts"])
    same = "holds" if whole == "holds" and published in texts else "fails"
    print("integrity   ", whole, "(without the signature: that is for openssl)\ncompleteness", completeness(file))
    print("anchoring   ", same if covers else "unknown")  # a head older than all contacts says nothing of them
    key = f"-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA{file['head']['key']}\n-----END PUBLIC KEY-----\n"
    for end, octets in (".txt", texts[0].encode()), (".sig", base64.b64decode(file["head"]["signature"])), (".pem", key.encode()):
        if sys.argv[3:]: open(sys.argv[3] + end, "wb").write(octets)
    sys.exit(whole != "holds" or completeness(file) != "holds")
