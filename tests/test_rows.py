"""Statements, judgements, labels and files beside one another: each rule has data that break it and data that do not.

The project is a small one of invented data; each case adds to it, or changes one of its files.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from kg.build import build, check_project, load_project, tidy_project
from kg.dataset.quoting import occurrences
from kg.dataset.texts import find_texts
from kg.errors import DatasetError, Finding, Severity, UsageError
from kg.finding.find import Lookup
from kg.project import locate
from kg.questions import bind_names, catalogue, run
from kg.store import open_store
from kg.terms.namespaces import PREFIXES, SKOS

ARTICLE: Final = (
    "竹溪村开起夜校\n\n2021年起,吴晓兰担任竹溪村指导员。去年,吴晓兰牵头办起竹溪夜校,学员40多人。"
    "夜校每周三开课,村民自愿参加。\n"
)
SLUG: Final = "201-zhuxi"
STATEMENTS: Final = f"sources/{SLUG}/statements.ttl"
DESCRIBED: Final = f"sources/{SLUG}/source.ttl"
NAMES: Final = "entities/all.ttl"


def header(*names: str) -> str:
    return "".join(f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in names or PREFIXES)


def quote(words: str) -> str:
    start = ARTICLE.index(words)
    end = start + len(words)
    return f'\n{name(words)} a kg:Quote ; kg:start {start} ; kg:end {end} ; kg:exact "{words}" .'


def name(words: str) -> str:
    start = ARTICLE.index(words)
    return f"quote:201-{start:05d}-{start + len(words):05d}"


def said(identifier: str, kind: str, slots: str, words: str = "吴晓兰担任竹溪村指导员") -> str:
    return f"\nstatement:201-{identifier} a kg:{kind} ; kg:evidence {name(words)} ; {slots} ."


def tenure(identifier: str) -> str:
    slots = "kg:holder person:吴晓兰-201 ; kg:role role:instructor ; kg:servedIn place:竹溪村"
    timed = 'kg:time "2021/"^^edtf:EDTF ; kg:timePrinted "2021年起" ; kg:timeSense sense:since'
    return said(identifier, "Tenure", f"{slots} ; {timed}", "2021年起,吴晓兰担任竹溪村指导员")


def led(identifier: str, words: str = "去年,吴晓兰牵头办起竹溪夜校", more: str = "") -> str:
    slots = "kg:actor person:吴晓兰-201 ; kg:capacity capacity:took-the-lead ; kg:undertaking initiative:竹溪夜校"
    return said(identifier, "Involvement", f'{slots} ; kg:when "去年" ; kg:timeSense sense:at{more}', words)


def counted(identifier: str, words: str, value: int) -> str:
    slots = (
        "kg:measured initiative:竹溪夜校 ; kg:indicator indicator:contracted-households ; kg:unit unit:household ;"
        f' kg:value "{value}"^^xsd:decimal ; kg:valueBound bound:over ; kg:valuePrinted "{value}多户"'
    )
    return said(identifier, "Observation", slots, words)


def related(identifier: str, one: str, relation: str, other: str) -> str:
    return said(identifier, "Relation", f"kg:about {one} ; kg:relation relation:{relation} ; kg:relatedTo {other}")


def before(identifier: str, one: str, other: str, role: str = "instructor") -> str:
    slots = f"kg:earlier person:{one} ; kg:order succession:precedes ; kg:later person:{other}"
    return said(identifier, "Succession", f"{slots} ; kg:inRole role:{role} ; kg:place place:竹溪村")


CODES: Final = {
    "330603000000": "柯桥区",
    "330603105210": "王化村委会",
    "330604200204": "许岙村委会",
}  # as the place register has them


def place(local: str, code: str = "") -> str:
    note = f"Invented; the code is that of {CODES[code]}." if code else "Invented."
    coded = f'kg:code "{code}" ; kg:codeYear "2023"^^xsd:gYear ; ' if code else ""
    level = "county" if code.endswith("000000") else "village"
    described = f'kg:level level:{level} ; {coded}kg:codeNote "{note}"'
    return f'\nplace:{local} a kg:Place ; skos:prefLabel "{local}"@zh ; {described} .'


def person(local: str, label: str, tag: str = "zh") -> str:
    return f'\nperson:{local} a kg:Person ; skos:prefLabel "{label}"@{tag} , "Wu Xiaolan"@zh-latn .'


SOURCE: Final = f"""
part:201-01 a kg:Part ; kg:start 0 ; kg:end {len(ARTICLE)} ; kg:position 1 ; kg:partKind part-kind:body .
source:{SLUG} a kg:Source ; kg:key "201" ; kg:length {len(ARTICLE)} ; kg:part part:201-01 ;
    kg:sha256 "{hashlib.sha256(ARTICLE.encode()).hexdigest()}" ;
    kg:date "2023"^^edtf:EDTF ; kg:dateReason "Invented." ; kg:genre genre:feature ;
    skos:prefLabel "竹溪村开起夜校"@zh .
"""
ENTITIES: Final = (
    person("吴晓兰-201", "吴晓兰")
    + place("竹溪村")
    + '\ninitiative:竹溪夜校 a kg:Initiative ; kg:kind kind:project ; skos:prefLabel "竹溪夜校"@zh .'
)
STATED: Final = (
    quote("2021年起,吴晓兰担任竹溪村指导员")
    + quote("去年,吴晓兰牵头办起竹溪夜校")
    + tenure("00009-tenure-0001")
    + led("00028-involvement-0001")
)
BASE: Final = {
    NAMES: header() + ENTITIES,
    DESCRIBED: header() + SOURCE,
    STATEMENTS: header() + STATED,
}
UNKNOWN: Final = "https://w3id.org/programs-and-actors/zzzzzz/"
POST: Final = quote("吴晓兰担任竹溪村指导员")
COLUMNS: Final = "id\tleft\tverdict\tright\tjudged_on\tjudged_by\treason\n"


def judged(*rows: str) -> str:
    return COLUMNS + "".join(f"{at:04d}\t{row}\t2026-01-01\t甲\t名同\n" for at, row in enumerate(rows, 1))


def parts(*pairs: tuple[str, str]) -> str:
    """Return a statement for each pair of places, the first part of the second."""
    return POST + "".join(
        related(f"00017-relation-{at:04d}", f"place:{a}", "part-of", f"place:{b}") for at, (a, b) in enumerate(pairs)
    )


def within(*pairs: tuple[str, str]) -> str:
    """Return a statement for each pair of places, the first in the second."""
    return parts(*pairs).replace("relation:part-of", "relation:located-in")


def instances(*pairs: tuple[str, str]) -> str:
    """Return a statement for each pair of initiatives, the first an instance of the second."""
    return parts(*pairs).replace("place:", "initiative:").replace("relation:part-of", "relation:instance-of")


CHOIR: Final = '\ninitiative:合唱班 a kg:Initiative ; kg:kind kind:project ; skos:prefLabel "合唱班"@zh .'


def stated(*changes: tuple[str, str]) -> dict[str, str | bytes]:
    """Return the files with texts in the statements replaced."""
    text = BASE[STATEMENTS]
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return files({STATEMENTS: text})


def named(old: str, new: str) -> dict[str, str | bytes]:
    """Return the files with a text in the entities replaced."""
    assert old in BASE[NAMES]
    return files({NAMES: BASE[NAMES].replace(old, new)})


def files(more: Mapping[str, str | bytes] | None = None, **added: str) -> dict[str, str | bytes]:
    """Return the files of the project with text added to its entities and statements, and further files."""
    return {
        **BASE,
        NAMES: BASE[NAMES] + added.get("entities", ""),
        STATEMENTS: BASE[STATEMENTS] + added.get("statements", ""),
        **(more or {}),
    }


def written(folder: Path, given: Mapping[str, str | bytes]) -> Path:
    for path, text in given.items():
        file = folder / "graph_data" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


# what was verified; and the words: rows here lean on one quote for made-up people, and test_described.py looks at them
BESIDE: Final = frozenset({"text-verified", "person-not-quoted", "words-not-quoted"})


def found(folder: Path, given: Mapping[str, str | bytes], article: bytes | None = ARTICLE.encode()) -> list[Finding]:
    """Return the findings on a project, but for those beside what is looked at here."""
    written(folder, given)
    texts = folder / "texts"
    texts.mkdir(exist_ok=True)
    if article is not None:
        (texts / "a.txt").write_bytes(article)
    return [finding for finding in check_project(locate(folder), [texts]) if finding.code not in BESIDE]


def test_the_project_itself_has_no_findings(tmp_path: Path) -> None:
    assert found(tmp_path, dict(BASE)) == []


@dataclass(frozen=True)
class Row:
    """Files with a fault, the same without it, and the beginning of what is said of the fault."""

    wrong: dict[str, str | bytes]
    right: dict[str, str | bytes]
    code: str
    message: str
    severity: Severity = Severity.ERROR


MORE: Final = quote("吴晓兰牵头办起竹溪夜校")
FIGURES: Final = quote("学员40多人") + quote("竹溪夜校,学员40多人")
ROWS: Final = {
    "a statement again under another id": Row(
        files(statements=led("00028-involvement-0002")),
        files(),
        "duplicate-statement",
        "statement:201-00028-involvement-0002: "
        "says what statement:201-00028-involvement-0001 says, with the same quotes",
    ),
    "a remark makes no second fact": Row(
        files(statements=led("00028-involvement-0002", more=' ; kg:note "又"')),
        files(),
        "duplicate-statement",
        "statement:201-00028-involvement-0002: says what statement:201-00028-involvement-0001 says",
    ),
    "nearly the same in fewer words": Row(
        files(statements=MORE + led("00031-involvement-0002", "吴晓兰牵头办起竹溪夜校", ' ; kg:verb "牵头"')),
        files(
            statements=MORE
            + led("00031-involvement-0002", "吴晓兰牵头办起竹溪夜校").replace("took-the-lead", "took-part")
        ),
        "near-duplicate-statement",
        "statement:201-00031-involvement-0002: says nearly what statement:201-00028-involvement-0001 says",
        Severity.WARNING,
    ),
    "one figure twice": Row(
        files(
            statements=FIGURES
            + counted("00044-observation-0001", "学员40多人", 40)
            + counted("00039-observation-0002", "竹溪夜校,学员40多人", 40)
        ),
        files(
            statements=FIGURES
            + counted("00044-observation-0001", "学员40多人", 40)
            + counted("00039-observation-0002", "竹溪夜校,学员40多人", 50)
        ),
        "near-duplicate-statement",
        "statement:201-00044-observation-0001: says nearly what statement:201-00039-observation-0002 says",
        Severity.WARNING,
    ),
    "two places in each other": Row(
        files(entities=place("丁村"), statements=within(("竹溪村", "丁村"), ("丁村", "竹溪村"))),
        files(entities=place("丁村"), statements=within(("竹溪村", "丁村"))),
        "circle",
        "statement:201-00017-relation-0000: located-in goes in a circle: place:丁村 → place:竹溪村 → place:丁村",
    ),
    "each the instance of the other": Row(
        files(
            entities=CHOIR,
            statements=instances(("竹溪夜校", "合唱班"), ("合唱班", "竹溪夜校")),
        ),
        files(entities=CHOIR, statements=instances(("合唱班", "竹溪夜校"))),
        "circle",
        "statement:201-00017-relation-0000: instance-of goes in a circle: ",
    ),
    "three parts of each other": Row(
        files(
            entities=place("丁村") + place("戊村"),
            statements=parts(("丁村", "戊村"), ("戊村", "竹溪村"), ("竹溪村", "丁村")),
        ),
        files(
            entities=place("丁村") + place("戊村"),
            statements=parts(("丁村", "戊村"), ("戊村", "竹溪村"), ("丁村", "竹溪村")),
        ),
        "circle",
        "statement:201-00017-relation-0000: "
        "part-of goes in a circle: place:丁村 → place:戊村 → place:竹溪村 → place:丁村",
    ),
    "a county in its own village": Row(
        files(
            entities=place("上县", "330603000000") + place("下村", "330603105210"), statements=within(("上县", "下村"))
        ),
        files(
            entities=place("上县", "330603000000") + place("下村", "330603105210"), statements=within(("下村", "上县"))
        ),
        "circle",
        "statement:201-00017-relation-0000: "
        "located-in goes in a circle: place:上县 → place:下村 → place:上县 (with the official codes)",
    ),
    "in the one and part of the other": Row(
        files(
            entities=place("丁村"),
            statements=within(("竹溪村", "丁村"))
            + related("00017-relation-0002", "place:丁村", "part-of", "place:竹溪村"),
        ),
        files(
            entities=place("丁村"),
            statements=within(("竹溪村", "丁村"))
            + related("00017-relation-0002", "place:丁村", "borders", "place:竹溪村"),
        ),
        "circle",
        "statement:201-00017-relation-0000: located-in and part-of go in a circle: "
        "place:丁村 → place:竹溪村 → place:丁村",
    ),
    "a place in itself": Row(
        files(statements=within(("竹溪村", "竹溪村"))),
        files(entities=place("丁村"), statements=within(("竹溪村", "丁村"))),
        "self-relation",
        "statement:201-00017-relation-0000: it relates a thing to itself",
    ),
    "somebody before herself": Row(
        files(statements=POST + before("00017-succession-0001", "吴晓兰-201", "吴晓兰-201")),
        files(
            entities=person("李四-201", "李四"),
            statements=POST + before("00017-succession-0001", "吴晓兰-201", "李四-201"),
        ),
        "self-relation",
        "statement:201-00017-succession-0001: it relates a thing to itself",
    ),
    "a post concurrent with itself": Row(
        stated(("sense:since .", "sense:since ; kg:concurrentWith statement:201-00009-tenure-0001 .")),
        files(),
        "self-relation",
        "statement:201-00009-tenure-0001: it relates a thing to itself",
    ),
    "somebody with herself": Row(
        stated(("sense:at .", "sense:at ; kg:counterpart person:吴晓兰-201 .")),
        files(entities=person("李四-201", "李四"))
        | {STATEMENTS: stated(("sense:at .", "sense:at ; kg:counterpart person:李四-201 ."))[STATEMENTS]},
        "self-relation",
        "statement:201-00028-involvement-0001: it relates a thing to itself",
    ),
    "a circle of people": Row(
        files(
            entities=person("李四-201", "李四"),
            statements=POST
            + before("00017-succession-0001", "吴晓兰-201", "李四-201")
            + before("00017-succession-0002", "李四-201", "吴晓兰-201"),
        ),
        files(
            entities=person("李四-201", "李四"),
            statements=POST
            + before("00017-succession-0001", "吴晓兰-201", "李四-201")
            + before("00017-succession-0002", "李四-201", "吴晓兰-201", "village-committee-director"),
        ),
        "succession-circle",
        "statement:201-00017-succession-0001: "
        "the order of holders goes in a circle: person:吴晓兰-201 → person:李四-201 → person:吴晓兰-201",
        Severity.NOTE,
    ),
    "same and different": Row(
        files(
            {
                "judgements.tsv": judged(
                    "person:吴晓兰-201\tsameAs\tperson:李四-201", "person:李四-201\tdifferentFrom\tperson:吴晓兰-201"
                )
            },
            entities=person("李四-201", "李四"),
        ),
        files(
            {"judgements.tsv": judged("person:吴晓兰-201\tsameAs\tperson:李四-201")},
            entities=person("李四-201", "李四"),
        ),
        "judgement-conflict",
        "judgement:0002: differentFrom person:李四-201, person:吴晓兰-201, but sameAs by 0001",
    ),
    "same over a chain, and different": Row(
        files(
            {
                "judgements.tsv": judged(
                    "person:吴晓兰-201\tsameAs\tperson:李四-201",
                    "person:王五-201\tsameAs\tperson:李四-201",
                    "person:王五-201\tdifferentFrom\tperson:吴晓兰-201",
                )
            },
            entities=person("李四-201", "李四") + person("王五-201", "王五"),
        ),
        files(
            {
                "judgements.tsv": judged(
                    "person:吴晓兰-201\tsameAs\tperson:李四-201", "person:王五-201\tdifferentFrom\tperson:吴晓兰-201"
                )
            },
            entities=person("李四-201", "李四") + person("王五-201", "王五"),
        ),
        "judgement-conflict",
        "judgement:0003: differentFrom person:王五-201, person:吴晓兰-201, but sameAs by 0001, 0002 "
        "(person:王五-201 = person:李四-201 = person:吴晓兰-201)",
    ),
    "one across classes": Row(
        files({"judgements.tsv": judged("person:吴晓兰-201\tsameAs\tinitiative:竹溪夜校")}),
        files({"judgements.tsv": judged("person:吴晓兰-201\tdifferentFrom\tinitiative:竹溪夜校")}),
        "judgement-conflict",
        "judgement:0001: sameAs between kg:Person and kg:Initiative",
    ),
    "a statement beside a person": Row(
        files({"judgements.tsv": judged("person:吴晓兰-201\tunresolved\tstatement:201-00009-tenure-0001")}),
        files(
            {
                "judgements.tsv": judged(
                    "statement:201-00028-involvement-0001\tunresolved\tstatement:201-00009-tenure-0001"
                )
            }
        ),
        "judgement-conflict",
        "judgement:0001: unresolved between kg:Person and a statement",
    ),
    "a judgement of one thing": Row(
        files({"judgements.tsv": judged("place:竹溪村\tsameAs\tplace:竹溪村")}),
        files(),
        "judgement-conflict",
        "judgement:0001: a thing is judged beside itself",
    ),
    "agreed and contradicted": Row(
        files(
            {
                "judgements.tsv": judged(
                    "statement:201-00028-involvement-0001\tagreesWith\tstatement:201-00009-tenure-0001",
                    "statement:201-00009-tenure-0001\tcontradicts\tstatement:201-00028-involvement-0001",
                )
            }
        ),
        files(
            {
                "judgements.tsv": judged(
                    "statement:201-00028-involvement-0001\tagreesWith\tstatement:201-00009-tenure-0001"
                )
            }
        ),
        "judgement-conflict",
        "judgement:0002: "
        "contradicts statement:201-00009-tenure-0001, statement:201-00028-involvement-0001, but agreesWith by 0001",
    ),
    "two kinds of statements judged one": Row(
        files(
            {"judgements.tsv": judged("statement:201-00028-involvement-0001\tsameAs\tstatement:201-00009-tenure-0001")}
        ),
        files(
            {
                "judgements.tsv": judged(
                    "statement:201-00028-involvement-0001\tdifferentFrom\tstatement:201-00009-tenure-0001"
                )
            }
        ),
        "judgement-conflict",
        "judgement:0001: sameAs between kg:Involvement and kg:Tenure",
    ),
    "people who contradict each other": Row(
        files(
            {"judgements.tsv": judged("person:吴晓兰-201\tcontradicts\tperson:李四-201")},
            entities=person("李四-201", "李四"),
        ),
        files(
            {"judgements.tsv": judged("person:吴晓兰-201\tunresolved\tperson:李四-201")},
            entities=person("李四-201", "李四"),
        ),
        "judgement-conflict",
        "judgement:0001: contradicts is said of two statements, and person:吴晓兰-201 is kg:Person",
    ),
    "a name that only looks like another": Row(
        files(
            {"judgements.tsv": judged("person:吴晓兰-202\tunresolved\tperson:李四-201")},
            entities=person("吴晓兰-202", "吴晓兰\u200b ") + person("李四-201", "李四"),
        ),
        files(
            {"judgements.tsv": judged("person:吴晓兰-202\tdifferentFrom\tperson:吴晓兰-201")},
            entities=person("吴晓兰-202", "吴晓兰\u200b "),
        ),
        "same-label",
        "person:吴晓兰-202: 吴晓兰\u200b  is also the name of person:吴晓兰-201",
        Severity.NOTE,
    ),
    "an empty name": Row(
        named('"吴晓兰"@zh', '""@zh'),
        named('"吴晓兰"@zh', '"吴晓兰"@zh-Hans'),
        "empty-label",
        "person:吴晓兰-201: skos:prefLabel is empty",
    ),
    "a name of blanks": Row(
        named('"竹溪夜校"@zh', '"竹溪夜校"@zh ; skos:altLabel "\u200b\u3000"@zh'),
        named('"竹溪夜校"@zh', '"竹溪夜校"@zh ; skos:altLabel "夜校"@zh'),
        "empty-label",
        "initiative:竹溪夜校: skos:altLabel is empty",
    ),
    "one name for two": Row(
        files(
            {"judgements.tsv": judged("person:吴晓兰-202\tunresolved\tperson:李四-201")},
            entities=person("吴晓兰-202", "吴晓兰") + person("李四-201", "李四"),
        ),
        files(
            {"judgements.tsv": judged("person:吴晓兰-202\tdifferentFrom\tperson:吴晓兰-201")},
            entities=person("吴晓兰-202", "吴晓兰"),
        ),
        "same-label",
        "person:吴晓兰-202: 吴晓兰 is also the name of person:吴晓兰-201",
        Severity.NOTE,
    ),
    "one name for two places": Row(
        files(
            {"judgements.tsv": judged("place:新桥\tunresolved\tplace:丁村", "place:新桥-2\tunresolved\tplace:丁村")},
            entities=place("丁村") + place("新桥", "330603105210") + place("新桥-2").replace('"新桥-2"', '"新桥"'),
        ),
        files(
            {"judgements.tsv": judged("place:新桥\tunresolved\tplace:丁村", "place:新桥-2\tunresolved\tplace:丁村")},
            entities=place("丁村")
            + place("新桥", "330603105210")
            + place("新桥-2", "330604200204").replace('"新桥-2"', '"新桥"'),
        ),
        "same-label",
        "place:新桥-2: 新桥 is also the name of place:新桥",
        Severity.NOTE,
    ),
    "Turtle with an ending that is not read": Row(
        files({"entities/all2.TTL": ""}),
        files({"entities/all2.ttl": ""}),
        "unread-file",
        "entities/all2.TTL holds data that nobody reads",
    ),
    "Turtle beside the folders": Row(
        files({"statements.ttl": ""}),
        files({"vocab/own.ttl": ""}),
        "unread-file",
        "statements.ttl holds data that nobody reads",
    ),
    "Turtle beside the sources": Row(
        files({"sources/x.ttl": ""}),
        files({f"sources/{SLUG}/more/x.ttl": ""}),
        "unread-file",
        "sources/x.ttl holds data",
    ),
    "Turtle below the folder of words": Row(
        files({"vocab/more/own.ttl": ""}),
        files({"vocab/own.ttl": ""}),
        "unread-file",
        "vocab/more/own.ttl holds data that nobody reads",
    ),
    "another form of RDF": Row(
        files({f"sources/{SLUG}/statements.jsonld": "{}"}),
        files({f"sources/{SLUG}/retired.tsv": ""}),
        "unread-file",
        f"sources/{SLUG}/statements.jsonld holds data",
    ),
    "a loose file": Row(
        files({"judgements.csv": ""}),
        files({"README.zh.md": "", "coding/x.csv": ""}),
        "unread-file",
        "judgements.csv is not read",
        Severity.WARNING,
    ),
    "a month that is not the printed one": Row(
        stated(('"2021/"^^', '"2021-05/"^^'), ('"2021年起"', '"3月起"')),
        stated(('"2021/"^^', '"2021-03/"^^'), ('"2021年起"', '"3月起"')),
        "time-printed",
        "statement:201-00009-tenure-0001: the time is 2021-05/ but '3月起' is printed",
    ),
    "a month that nobody printed": Row(
        stated(('"2021/"^^', '"2021-05/"^^')),
        stated(
            ('"2021/"^^', '"2021-05/"^^'),
            ("sense:since", "sense:since ; kg:inferred kg:time ; kg:ground ground:paragraph"),
        ),
        "time-printed",
        "statement:201-00009-tenure-0001: the time is 2021-05/ but '2021年起' says 2021/, no more and no less",
        Severity.WARNING,
    ),
    "a month that is printed and lost": Row(
        stated(('"2021年起"', '"2021年3月起"')),
        stated(('"2021/"^^', '"2021-03/"^^'), ('"2021年起"', '"2021年3月起"')),
        "time-printed",
        "statement:201-00009-tenure-0001: the time is 2021/ but '2021年3月起' says 2021-03/",
        Severity.WARNING,
    ),
    "a prefix that is wrong": Row(
        stated(("actors/person/>", "actors/persons/>")),
        stated((" person:", " who:")),
        "prefix",
        f"the prefix person: is <{PREFIXES['person'][:-1]}s/>, not <{PREFIXES['person']}>; 2 names in this file use it",
    ),
    "a prefix of another project": Row(
        stated((header("person"), "@prefix person: <http://example.org/person/> .\n")),
        stated((header("event"), "@prefix event: <http://purl.org/NET/c4dm/event.owl#> .\n")),
        "prefix",
        f"the prefix person: is <http://example.org/person/>, not <{PREFIXES['person']}>; 2 names",
    ),
    "a prefix that is missing": Row(
        stated((header("quote"), "")),
        files(),
        "prefix",
        "the prefix quote: is not declared; 4 names in this file use it",
    ),
    "a prefix that kg does not know": Row(
        stated((header("person"), f"@prefix z: <{UNKNOWN}> .\n"), (" person:", " z:")),
        files(),
        "prefix",
        f"the prefix z: is <{UNKNOWN}>, which kg does not know; 2 names in this file use it; 6 findings",
    ),
}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_a_fault_is_found_and_the_same_data_without_it_are_left_alone(row: Row, tmp_path: Path) -> None:
    (finding,) = [f for f in found(tmp_path / "wrong", row.wrong) if f.code != "entity-unused"]
    assert (finding.code, finding.severity) == (row.code, row.severity)
    assert finding.message.startswith(row.message)
    assert re.fullmatch(r"graph_data/\S+:\d+", finding.where)
    assert finding.hint
    assert [f for f in found(tmp_path / "right", row.right) if f.code != "entity-unused"] == []


# ---------------------------------------------------------------- what follows from one fault


FOLLOWING: Final = {
    "a file that is no Turtle": (
        files({STATEMENTS: BASE[STATEMENTS] + "\nstatement:x a kg:Tenure ; ;;"}),
        "turtle",
        "4 findings that follow from it are held back",
    ),
    "a source that is no Turtle": (
        files({DESCRIBED: BASE[DESCRIBED].replace('kg:key "201" ;', 'kg:key "201"')}),
        "turtle",
        "3 findings that follow from it are held back",
    ),
    "entities in another encoding": (
        files({NAMES: BASE[NAMES].encode("gbk")}),
        "encoding",
        "the file is GBK, not UTF-8; 8 findings that follow from it are held back",
    ),
    "a person of no class": (
        named("a kg:Person", "a kg:Human"),
        "entity-class",
        "person:吴晓兰-201 has class kg:Human; 4 findings that follow from it are held back",
    ),
    "somebody who is not described": (
        stated(("kg:holder person:吴晓兰-201", "kg:holder person:无此人-201")),
        "dangling-id",
        "which does not exist; 1 finding that follows from it is held back",
    ),
}


@pytest.mark.parametrize(("given", "code", "message"), FOLLOWING.values(), ids=FOLLOWING)
def test_what_follows_from_a_fault_is_held_back_and_counted(
    given: dict[str, str | bytes], code: str, message: str, tmp_path: Path
) -> None:
    (finding,) = found(tmp_path, given)
    assert (finding.code, finding.severity) == (code, Severity.ERROR)
    assert finding.message.endswith(message)


def test_a_fault_of_its_own_is_found_beside_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    given = files({"entities/more.ttl": "person:x a"}, statements=led("00028-involvement-0002"))
    assert [finding.code for finding in found(tmp_path, given)] == ["turtle", "duplicate-statement"]


# ---------------------------------------------------------------- files as other programs write them


PROTEGE: Final = f"""@prefix : <{PREFIXES["kg"]}> .
{header("owl", "rdf", "rdfs", "skos", "xsd")}@base <https://w3id.org/programs-and-actors/> .

<https://w3id.org/programs-and-actors/mydata> rdf:type owl:Ontology .

:kind rdf:type owl:ObjectProperty .

skos:prefLabel rdf:type owl:AnnotationProperty .

###  https://w3id.org/programs-and-actors/person/吴晓兰-201
<person/吴晓兰-201> rdf:type owl:NamedIndividual ,
        :Person ;
    skos:prefLabel "Wu Xiaolan"@zh-latn , "吴晓兰"@zh .

<place/竹溪村> rdf:type owl:NamedIndividual , :Place ;
    :codeNote "Invented."^^xsd:string ;
    :level <level/village> ;
    skos:prefLabel "竹溪村"@zh .

<initiative/竹溪夜校> rdf:type owl:NamedIndividual , :Initiative ; :kind <kind/project> ; skos:prefLabel "竹溪夜校"@zh .
###  Generated by the OWL API (version 4.5.26) https://github.com/owlcs/owlapi
"""


def test_a_file_as_an_editor_of_ontologies_writes_it_is_read_with_its_lines(tmp_path: Path) -> None:
    assert found(tmp_path, files({NAMES: PROTEGE})) == []
    corpus, _ = load_project(locate(tmp_path))
    line = PROTEGE[: PROTEGE.index("<place/竹溪村>")].count("\n") + 1
    assert corpus.origin(PREFIXES["place"] + "竹溪村") == f"graph_data/{NAMES}:{line}"
    assert {entity.type for entity in corpus.entities.values()} == {
        PREFIXES["kg"] + kind for kind in ("Person", "Place", "Initiative")
    }


def test_a_mark_at_the_beginning_of_a_file_does_not_count(tmp_path: Path) -> None:
    row = judged("person:吴晓兰-201\tdifferentFrom\tinitiative:竹溪夜校")
    marked = {path: b"\xef\xbb\xbf" + text.encode() for path, text in {**BASE, "judgements.tsv": row}.items()}
    assert found(tmp_path, marked) == []
    assert len(load_project(locate(tmp_path))[0].judgements) == 1


@pytest.mark.parametrize(
    "left",
    ["entities/.#all.ttl", "entities/._all.ttl", "entities/all.ttl~", "entities/#all.ttl#", ".DS_Store", "Thumbs.db"],
)
def test_what_editors_and_systems_leave_is_passed(left: str, tmp_path: Path) -> None:
    assert found(tmp_path, files({left: b"\x00\x05\xff"})) == []


def test_a_folder_that_is_a_link_is_read_and_one_that_leads_back_ends(tmp_path: Path) -> None:
    written(tmp_path, BASE)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "more.ttl").write_text(header() + place("丁村"), encoding="utf-8")
    (tmp_path / "graph_data/entities/far").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "graph_data/entities/back").symlink_to(tmp_path / "graph_data/entities")
    assert [finding.code for finding in found(tmp_path, {})] == ["entity-unused"]
    assert len(load_project(locate(tmp_path))[0].entities) == 4


def test_a_link_to_nothing_is_passed_or_named(tmp_path: Path) -> None:
    written(tmp_path, BASE)
    (tmp_path / "graph_data/entities/.#all.ttl").symlink_to("user@host.1234")
    (tmp_path / "graph_data/entities/more.ttl").symlink_to("nowhere.ttl")
    (finding,) = found(tmp_path, {})
    assert (finding.code, finding.where) == ("unread-file", "graph_data/entities/more.ttl:1")


SPREAD: Final = files(
    {
        NAMES: header() + person("吴晓兰-201", "吴晓兰"),
        "entities/places/far/villages.ttl": header() + ENTITIES.replace(person("吴晓兰-201", "吴晓兰"), ""),
        STATEMENTS: header() + STATED.replace(led("00028-involvement-0001"), ""),
        f"sources/{SLUG}/deeds/led.ttl": header() + led("00028-involvement-0001"),
    }
)


def test_data_in_further_files_are_read_counted_in_the_checksum_and_tidied_into_their_place(tmp_path: Path) -> None:
    assert found(tmp_path, SPREAD) == []
    project = locate(tmp_path)
    corpus, _ = load_project(project)
    assert (len(corpus.entities), len(corpus.statements)) == (3, 2)
    before_change = project.data_checksum
    further = tmp_path / "graph_data/entities/places/far/villages.ttl"
    further.write_text(further.read_text(encoding="utf-8") + "# seen\n", encoding="utf-8")
    assert project.data_checksum != before_change
    tidy_project(project)
    assert further.read_text(encoding="utf-8") == ""
    assert found(tmp_path, {}) == []
    again, _ = load_project(project)
    assert (set(again.entities), again.statement_iris) == (set(corpus.entities), corpus.statement_iris)


def test_a_name_in_another_tag_serves_wherever_names_are_read(tmp_path: Path) -> None:
    given = named(
        'skos:prefLabel "吴晓兰"@zh , "Wu Xiaolan"@zh-latn',
        'skos:prefLabel "吳曉蘭"@zh-Hant , "吴晓兰"@zh-Hans , "Wu Xiaolan"@zh-Latn-pinyin ; skos:altLabel "阿兰"@zh-CN',
    )
    given[NAMES] = f"{given[NAMES]!s}{person('李四-201', '李四', 'zh-CN')}"
    given["judgements.tsv"] = judged("person:李四-201\tsameAs\tperson:吴晓兰-201")
    assert found(tmp_path, given) == []
    project = locate(tmp_path)
    entity = load_project(project)[0].entities[PREFIXES["person"] + "吴晓兰-201"]
    assert (entity.label(), entity.label("en")) == ("吴晓兰", "Wu Xiaolan")
    assert [str(value.value) for value in entity.values(SKOS + "altLabel")] == ["阿兰", "阿兰"]
    build(project, tmp_path / "store")
    store = open_store(str(tmp_path / "store"))
    question = next(one for one in catalogue(project.queries) if one.name == "aliases")
    answer = run(question, store, bind_names(question, {"thing": "阿兰"}, store, Lookup(store, project.register)))
    assert [value for row in answer.rows for value in row if str(getattr(value, "value", "")) == "李四"]


# ---------------------------------------------------------------- articles


def only(findings: list[Finding]) -> tuple[str, Severity, str, str]:
    (finding,) = findings
    return finding.code, finding.severity, finding.message, finding.hint


@pytest.mark.parametrize(
    ("codec", "name_of"), [("gbk", "GBK"), ("utf-16", "UTF-16"), ("utf-16-le", "UTF-16LE"), ("big5", "Big5")]
)
@pytest.mark.parametrize("described_as", ["as it is", "as UTF-8"])
def test_an_article_in_another_encoding_is_named_with_the_way_to_convert_it(
    codec: str, name_of: str, described_as: str, tmp_path: Path
) -> None:
    article = ARTICLE.translate(TRADITIONAL) if codec == "big5" else ARTICLE
    given: dict[str, str | bytes] = {
        path: text.translate(TRADITIONAL) if codec == "big5" and path != DESCRIBED else text
        for path, text in BASE.items()
    }
    raw = article.encode(codec)
    checksum = hashlib.sha256(raw if described_as == "as it is" else article.encode()).hexdigest()
    given[DESCRIBED] = re.sub(r'sha256 "\w+"', f'sha256 "{checksum}"', str(BASE[DESCRIBED]))
    code, severity, message, hint = only(found(tmp_path, given, raw))
    assert (code, severity) == ("text-encoding", Severity.ERROR)
    path = tmp_path / "texts" / "a.txt"
    assert message == f"source:{SLUG}: {path} is {name_of}, not UTF-8; 2 quotes were not verified"
    assert f"iconv -f {name_of} -t UTF-8 {path} > NEW" in hint
    corpus, _ = load_project(locate(tmp_path))
    with pytest.raises(UsageError, match=f"is {name_of}, not UTF-8"):
        occurrences("2021", corpus.sources[PREFIXES["source"] + SLUG], find_texts([tmp_path / "texts"]))


# the characters of the article that have another traditional form
TRADITIONAL: Final = str.maketrans("开办导员担兰晓吴牵头学参课", "開辦導員擔蘭曉吳牽頭學參課")


def test_what_is_counted_as_verified_is_verified(tmp_path: Path) -> None:
    def counted_as(given: dict[str, str | bytes]) -> str:
        found(tmp_path, given)
        findings = check_project(locate(tmp_path), [tmp_path / "texts"])
        return next(f.message for f in findings if f.code == "text-verified")

    assert counted_as(dict(BASE)) == f"source:{SLUG}: 2 quotes verified, they cover 48% of the article"
    wrong = stated(('kg:exact "去年,', 'kg:exact "前年,'))
    assert counted_as(wrong).startswith(f"source:{SLUG}: 1 of 2 quotes verified, they cover")
    fewer = stated((quote("去年,吴晓兰牵头办起竹溪夜校"), ""), (led("00028-involvement-0001"), ""))
    assert counted_as(fewer) == f"source:{SLUG}: 1 quote verified, it covers 27% of the article"


def test_a_build_refuses_data_that_say_a_thing_twice(tmp_path: Path) -> None:
    written(tmp_path, ROWS["a statement again under another id"].wrong)
    with pytest.raises(DatasetError, match="says what statement:201-00028-involvement-0001 says"):
        build(locate(tmp_path), tmp_path / "store")
