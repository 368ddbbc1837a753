"""Makes python-floats.tsv and python-json.tsv beside itself; run with CPython 3.11, seed below.

python-floats.tsv: a number as jsonb prints it, tab, Python's repr of the float that it was, or a
hyphen when jsonb prints no float so.
python-json.tsv: a value as jsonb prints it, tab, SHA-256 of the JSON that Python made of the value
before, tab, how many numbers of it jsonb may have changed.
"""

import hashlib
import json
import math
import pathlib
import random
import struct
from decimal import Decimal

HERE = pathlib.Path(__file__).parent
rnd = random.Random(20260302)


def numeric(text):
    """What numeric prints for this number."""
    shown = format(Decimal(text), "f")
    return shown.removeprefix("-") if Decimal(text) == 0 else shown


def bits(value):
    return struct.unpack(">d", struct.pack(">Q", value))[0]


def some_float():
    kind = rnd.randrange(9)
    if kind < 2:
        value = bits(rnd.getrandbits(64))
        return value if math.isfinite(value) else 1e16
    if kind == 2:
        return bits(rnd.getrandbits(rnd.randrange(1, 53)))
    if kind == 3:
        return math.ldexp(1.0, rnd.randrange(-1074, 1024))
    if kind == 4:
        return math.nextafter(math.ldexp(1.0, rnd.randrange(-1070, 1023)), rnd.choice([0, math.inf]))
    if kind == 5:
        return round(rnd.uniform(-1e6, 1e6), rnd.randrange(12))
    if kind == 6:
        return rnd.random()
    if kind == 7:
        return rnd.randrange(1 << 53) / 2.0 ** rnd.randrange(60)
    return float(rnd.randrange(10 ** rnd.randrange(1, 19))) * 10.0 ** rnd.randrange(-12, 12)


def neighbour(value):
    """A number close to what jsonb prints for the float."""
    sign, digits, exponent = Decimal(repr(value)).as_tuple()
    kind = rnd.randrange(3)
    if kind == 0:
        number = int("".join(map(str, digits))) + rnd.choice([-1, 1])
        return Decimal((sign, tuple(map(int, str(abs(number)))), exponent))
    if kind == 1:
        return Decimal((sign, digits + (rnd.randrange(10),), exponent - 1))
    return Decimal((sign, digits[:-1] or (1,), exponent + 1))


FIXED = [5e-324, 1e-323, 1.5e-323, 2.0**-44, 2.225073858507201e-308, 2.2250738585072014e-308,
         1.7976931348623157e308, 8.98846567431158e307, 1e-5, 9.999999999999999e-05, 1e-4, 0.5, 1.5,
         0.1, 0.1 + 0.2, 100.0, 1e15, 9999999999999998.0, 1e16, 1.0000000000000002e16, 1e21, 1e22,
         1e23, 9007199254740993.0, 123456789012345680.0, 4503599627370496.5, 1e100]


def floats():
    yield "0.0", "0.0"
    yield "0.00", "-"
    yield "10000000000000000.0", "-"
    yield "1.10", "-"
    yield "1" + "0" * 400, "-"
    yield "0." + "0" * 400 + "1", "-"
    for value in FIXED + [some_float() for _ in range(900)]:
        if value != 0:
            yield numeric(repr(value)), repr(value)
            near = neighbour(value)
            text = format(near, "f")
            if near != 0 and ("." in text or abs(near) >= 10**16):
                back = repr(float(text))
                same = math.isfinite(float(back)) and float(back) != 0 and numeric(back) == text
                yield text, back if same else "-"


CHARACTERS = ["a", "b", "Z", "_", "0", " ", '"', "\\", "/", "\b", "\t", "\n", "\f", "\r", "\x01", "\x1f",
              "\x7f", "\u00e9", "\u2028", "\ufeff", "\ue000", "\uffff", "\U0001f600", "\U0010ffff"]


def string():
    return "".join(rnd.choice(CHARACTERS) for _ in range(rnd.randrange(5)))


def number():
    return rnd.choice([
        lambda: rnd.randrange(-1000, 1000), lambda: rnd.randrange(10**15, 10**17),
        lambda: rnd.randrange(10**16, 10**40), lambda: rnd.choice([-0.0, 0.0, 0]),
        lambda: rnd.randrange(1, 10**4) * 10.0**rnd.randrange(12, 30), some_float])()


def value(depth):
    kind = rnd.randrange(4 if depth == 0 else 8)
    if kind < 2:
        return number()
    if kind == 2:
        return rnd.choice([None, True, False])
    if kind == 3:
        return string()
    if kind < 6:
        return [value(depth - 1) for _ in range(rnd.randrange(5))]
    return {string(): value(depth - 1) for _ in range(rnd.randrange(8))}


def python(doc):
    return json.dumps(doc, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def jsonb(doc):
    if isinstance(doc, dict):
        members = sorted(doc.items(), key=lambda m: (len(m[0].encode()), m[0].encode()))
        return "{" + ", ".join(python(k) + ": " + jsonb(v) for k, v in members) + "}"
    if isinstance(doc, list):
        return "[" + ", ".join(map(jsonb, doc)) + "]"
    if isinstance(doc, (int, float)) and not isinstance(doc, bool):
        return numeric(python(doc))
    return python(doc)


def places(doc):
    if isinstance(doc, (dict, list)):
        return sum(map(places, doc.values() if isinstance(doc, dict) else doc))
    if isinstance(doc, bool) or not isinstance(doc, (int, float)):
        return 0
    shown = numeric(python(doc))
    if "." in shown:
        return int(shown == "0.0")
    return int(abs(int(shown)) >= 10**16 and math.isfinite(float(shown[:400]))
               and numeric(repr(float(shown))) == shown)


def documents():
    while True:
        doc = value(4)
        text = jsonb(doc)
        if places(doc) <= 9 and len(text) < 900:
            yield text, hashlib.sha256(python(doc).encode()).hexdigest(), str(places(doc))


def write(name, lines, count):
    seen = set()
    for line in lines:
        # The first ones are chosen; of the long ones that are not, a part will do.
        if len(seen) < 60 or len("".join(line)) < (900 if rnd.random() < 0.3 else 100):
            seen.add("\t".join(line))
        if len(seen) == count:
            break
    header = "# Made by python_vectors.py, which says what the columns are.\n"
    (HERE / name).write_text(header + "\n".join(sorted(seen)) + "\n", encoding="utf-8")


write("python-floats.tsv", floats(), 1500)
write("python-json.tsv", documents(), 400)
