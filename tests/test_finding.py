"""Names as people type them: `golden/names.tsv` over the real data and a small invented project with homonyms."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from conftest import Run
from kg.build import build
from kg.dataset.start import start_project
from kg.errors import UsageError
from kg.finding.find import Candidate, Lookup
from kg.finding.fold import CLASS_WORDS, IDEOGRAPH, fold, in_full, short_forms, spellings, stem, turned
from kg.finding.keys import keys_of, sounds_of
from kg.finding.ways import identified, is_named, is_spoken_in, statement_iri
from kg.model import Corpus
from kg.ontology import Ontology
from kg.project import Project, locate
from kg.store import OxigraphStore, Store, open_store, rows
from kg.terms.namespaces import BASE, SKOS, curie, expand
from kg.terms.pinyin import pinyin

GOLDEN: Final = Path(__file__).parent / "golden"
HOMONYMS: Final = GOLDEN / "homonyms.ttl"
JUDGED: Final = "0001\tperson:王建国-101\tsameAs\tperson:王建国-102\t2026-11-21\teditor\tInvented: one man.\n"


class Case(NamedTuple):
    """What is typed into which data, the classes wanted, what is expected, and why."""

    data: str
    typed: str
    classes: str
    expected: str
    why: str

    def __str__(self) -> str:
        return f"{self.data}-{self.typed}-{self.classes}"


def cases() -> list[Case]:
    with (GOLDEN / "names.tsv").open(encoding="utf-8", newline="") as file:
        return [Case(*row) for row in list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]]


@pytest.fixture(scope="session")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a project of invented entities that share names."""
    root = tmp_path_factory.mktemp("同名 homonyms")
    start_project(root)
    made = locate(root)
    (made.graph_data / "entities" / "all.ttl").write_bytes(HOMONYMS.read_bytes())
    with (made.graph_data / "judgements.tsv").open("a", encoding="utf-8") as file:
        file.write(JUDGED)
    build(made, made.store)
    return made


@pytest.fixture(scope="session")
def lookups(store: Store, project: Project, invented: Project) -> Mapping[str, Lookup]:
    return {
        "real": Lookup(store, project.register),
        "invented": Lookup(open_store(str(invented.store)), invented.register),
    }


def outcome(lookup: Lookup, typed: str, classes: tuple[str, ...]) -> str:
    """Return what a lookup answers in the words of `names.tsv`."""
    try:
        return f"one {curie(lookup.one(typed, classes, 'this').iri)}"
    except UsageError as error:
        if " is ambiguous:" in error.message:
            listed = [line.rpartition(", ")[2].removesuffix(")") for line in error.message.splitlines()[1:]]
            return " ".join(("several", *listed))
        if not error.message.startswith("no match for"):
            return f"wrong {error.message.splitlines()[0]}"
        near = re.search(r"Nearest: [^(]*\(\w+, ([^)]*)\)", error.hint)
        return f"none {near[1]}" if near else "none"


@pytest.mark.parametrize("case", cases(), ids=str)
def test_a_name_means_what_the_table_says(case: Case, lookups: Mapping[str, Lookup]) -> None:
    classes = tuple(filter(None, case.classes.split(",")))
    found = outcome(lookups[case.data], case.typed, classes)
    if case.expected == "none":
        assert found.split(" ")[0] == "none", case.why
    else:
        assert found == case.expected, case.why


def test_the_table_has_every_sort_of_outcome() -> None:
    known = cases()
    assert len(known) >= 60
    assert len({(case.data, case.typed, case.classes) for case in known}) == len(known)
    assert {case.expected.split(" ")[0] for case in known} == {"one", "several", "wrong", "none"}


# Folding -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "case", json.loads((GOLDEN / "folding-cases.json").read_text(encoding="utf-8")), ids=lambda c: f"{c['typed']}"
)
def test_folding_makes_one_name_of_two_spellings(case: Mapping[str, str | bool]) -> None:
    typed, stored = str(case["typed"]), str(case["stored"])
    assert (fold(typed) == fold(stored)) is case["matches"], f"{case['why']}: {fold(typed)!r}, {fold(stored)!r}"
    assert (fold(stored) == fold(typed)) is case["matches"]


@pytest.mark.parametrize("text", ["", "  ", "“”", "·-_’", "\u200b", "，。！"])
def test_signs_alone_fold_to_nothing(text: str) -> None:
    assert fold(text) == ""


@pytest.mark.parametrize(
    ("typed", "full"),
    [
        ("谢家坞", ("谢家坞村", "谢家坞村民委员会", "谢家坞村委员会", "谢家坞村委会", "谢家坞村委")),
        ("谢家坞村", ("谢家坞村民委员会", "谢家坞村委员会", "谢家坞村委会", "谢家坞村委")),
        ("新村委会", ("新村",)),
        ("新村", ()),
        ("村", ()),
        ("", ()),
        ("xiejiawu", ("xiejiawucun", *(f"xiejiawucun{e}" for e in ("minweiyuanhui", "weiyuanhui", "weihui", "wei")))),
    ],
)
def test_a_village_is_called_by_less_and_by_its_committee(typed: str, full: tuple[str, ...]) -> None:
    assert short_forms(typed) == full


@pytest.mark.parametrize(
    ("typed", "full"),
    [
        ("柯岩", ("柯岩省", "柯岩市", "柯岩街道", "柯岩区", "柯岩县", "柯岩镇", "柯岩乡", "柯岩村", "柯岩社区")),
        ("keyansubdistrict", ("keyanjiedao",)),
        ("keqiaodistrict", ("keqiaoqu",)),
        ("xiejiawucunvillage", ("xiejiawucuncun", "xiejiawucun")),
        ("village", tuple("village" + end for words in CLASS_WORDS for end in words[1:])),
        ("x", ()),
    ],
)
def test_a_place_is_called_by_less_than_its_name(typed: str, full: tuple[str, ...]) -> None:
    assert in_full(typed) == full


@pytest.mark.parametrize(
    ("typed", "orders"),
    [
        ("Lili Zhou", ("zhoulili",)),
        ("Zhou, Lili", ("lilizhou",)),
        ("Yan Ming Hu", ("huyanming", "minghuyan")),
        ("周 丽丽", ()),
        ("zhoulili", ()),
        ("zhou zhou", ()),
        (" , ", ()),
    ],
)
def test_the_words_of_a_name_have_other_orders(typed: str, orders: tuple[str, ...]) -> None:
    assert turned(typed) == orders


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("柯桥区", "柯桥"),
        ("keqiaocounty", "keqiao"),
        ("xiejiawucun", "xiejiawu"),
        ("keqiao", ""),
        ("县", ""),
        ("city", ""),
    ],
)
def test_the_word_for_the_class_of_a_place_goes(name: str, left: str) -> None:
    assert stem(name) == left


def test_the_committee_of_a_district_is_not_the_district() -> None:
    assert "柯桥区" not in short_forms("柯桥区委")


def test_the_spellings_of_a_character_are_those_that_fold_to_it() -> None:
    assert set(spellings("里")) == {"里", "裏", "裡"}
    assert {fold(form) for form in spellings("台")} == {"台"}


@pytest.mark.parametrize(
    ("wanted", "spelled", "is_in"),
    [
        ("shudian", "xian feng shu dian xiang mu", True),
        ("fengshu", "xian feng shu dian xiang mu", True),
        ("ianfeng", "xian feng shu dian xiang mu", False),
        ("shudia", "xian feng shu dian xiang mu", False),
        ("lu", "lv zhi xian", True),
        ("", "lv", True),
    ],
)
def test_pinyin_is_found_from_the_start_of_a_syllable_to_an_end(wanted: str, spelled: str, *, is_in: bool) -> None:
    assert is_spoken_in(wanted, spelled) is is_in


# Ids and keys --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "iri"),
    [
        ("person:胡燕鸣-002", f"{BASE}person/胡燕鸣-002"),
        ("<person:胡燕鸣-002>", f"{BASE}person/胡燕鸣-002"),
        (f"http{BASE[5:]}person/x", f"{BASE}person/x"),
        ("https://example.org/%E8%83%A1", "https://example.org/胡"),
        ("statement:002-1", f"{BASE}statement/002-1"),
        ("胡燕鸣", None),
        ("person:", None),
        ("person:two words", None),
        ("nobody:x", None),
        ("skos:Concept", None),
        ("时间:2024", None),
        ("http://bad iri/", None),
    ],
)
def test_a_full_name_is_known_as_one(text: str, iri: str | None) -> None:
    assert identified(text) == iri


@pytest.mark.parametrize(
    ("text", "iri"),
    [
        ("002-00574-involvement-a0aa", f"{BASE}statement/002-00574-involvement-a0aa"),
        ("statement:002-00574-involvement-a0aa", f"{BASE}statement/002-00574-involvement-a0aa"),
        (f"<{BASE}statement/002-00574-involvement-a0aa>", f"{BASE}statement/002-00574-involvement-a0aa"),
        ("person:胡燕鸣-002", None),
        ("a b>c", None),
    ],
)
def test_the_id_of_a_statement(text: str, iri: str | None) -> None:
    assert statement_iri(text) == iri


def test_keys_are_made_of_every_name_its_pinyin_and_its_initials(loaded: tuple[Corpus, Ontology]) -> None:
    corpus, ontology = loaded
    things = (corpus.entities[expand("person:吕之暹-004") or ""], ontology.terms[expand("role:instructor") or ""])
    person, role = keys_of(things, sounds_of(things))
    assert person.names == ("luzhixian", "吕之暹")
    assert person.initials == ("lz", "lzx")
    assert role.names == ("cunzhidaoyuan", "instructor", "zhidaoyuan", "指导员", "村指导员")
    assert role.initials == ("czdy", "zdy")


# Lookup --------------------------------------------------------------------------------------------------------------


class Spy:
    """A store that remembers what it was asked."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.asked: list[str] = []

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)

    def query(self, sparql: str) -> object:
        self.asked.append(sparql)
        return self._store.query(sparql)


@pytest.mark.parametrize("name", ["胡燕鸣", "胡燕鸣-002", "person:胡燕鸣-002", "Hu Yanming", "330603"])
def test_a_name_that_is_written_out_reads_no_other_names(store: Store, name: str) -> None:
    spy = Spy(store)
    assert Lookup(spy).one(name).label  # type: ignore[arg-type]
    assert len(spy.asked) <= 4
    keyed = [sparql for sparql in spy.asked if "nameKey" in sparql]  # one key, for names that only look like this one
    assert len(keyed) <= 1
    assert all("VALUES ?value" in sparql for sparql in keyed)
    assert not [sparql for sparql in spy.asked if "CONTAINS" in sparql]


def test_candidates_come_with_the_likest_first(store: Store) -> None:
    labels = [candidate.label for candidate in Lookup(store).find("书店")]
    assert labels == ["先锋书店项目", "先锋鉴湖书店", "周末来先锋鉴湖书店、“鉴里荟”创意生活街区打卡"]
    begun = [candidate.label for candidate in Lookup(store).find("先锋")]
    assert begun[0].startswith("先锋")
    assert begun.index("先锋书店项目") < begun.index("“纺都先锋”品牌")


@pytest.mark.parametrize(
    ("name", "types", "found"),
    [
        ("驻村指导员", ("Role",), "驻村指导员 village-posted instructor (Role, role:village-posted-instructor)"),
        ("联合牵头", (), "共同牵头 co-led (Capacity, capacity:co-led)"),
        ("成员", ("RelationType",), "成员 member of (RelationType, relation:member-of)"),
        (
            "nongcungongzuozhidaoyuan",
            ("Role",),
            "农村工作指导员 rural work instructor (Role, role:rural-work-instructor)",
        ),
        (
            "number of administrative villages",
            (),
            "行政村数 number of administrative villages (Indicator, indicator:administrative-village-count)",
        ),
    ],
)
def test_words_of_the_vocabularies_are_things_too(store: Store, name: str, types: tuple[str, ...], found: str) -> None:
    assert str(Lookup(store).one(name, types)) == found


@pytest.mark.parametrize(
    ("name", "found"),
    [
        (
            "板桥村",
            ("板桥村委会 (Place, place:板桥村-110111)", "潘板桥村 Panbanqiao Village (Place, place:潘板桥村-330110)"),
        ),
        ("和县", ("和县 (Place, place:和县-340523)", "政和县 Zhenghe County (Place, place:政和县-350725)")),
        ("建德", ("建德市 Jiande City (Place, place:建德市-330182)",)),
    ],
)
def test_a_place_of_the_register_is_not_taken_for_a_part_of_another(
    lookups: Mapping[str, Lookup], name: str, found: tuple[str, ...]
) -> None:
    lookup = lookups["real"]
    if len(found) == 1:
        assert str(lookup.one(name, ("Place", "Area"))) == found[0]
        return
    with pytest.raises(UsageError) as error:
        lookup.one(name, ("Place", "Area"))
    assert [line.strip() for line in error.value.message.splitlines()[1:]] == list(found)


def test_a_part_of_a_name_is_not_taken_for_a_whole_one_of_another_class(store: Store) -> None:
    with pytest.raises(UsageError) as error:
        Lookup(store).one("谢家坞", ("Group",), "posts")
    assert error.value.message == "谢家坞村 is a place; posts wants a group"
    assert error.value.hint.startswith("Nearest: 谢家坞村村民 villagers of Xiejiawu (Group, group:谢家坞村村民-002); ")


def test_many_candidates_are_cut_and_counted(store: Store) -> None:
    with pytest.raises(UsageError) as error:
        Lookup(store).one("工作")
    lines = error.value.message.splitlines()
    assert lines[0] == "'工作' is ambiguous:"
    assert len(lines) == 14
    assert lines[-1].startswith("  and ")
    assert error.value.hint == "Give the id of the one you mean."


def test_a_store_without_keys_says_how_to_get_them(store: Store) -> None:
    bare = OxigraphStore.memory()
    with pytest.raises(UsageError) as error:
        Lookup(bare).one("hym")
    assert error.value.message == "no match for 'hym'"
    assert error.value.hint.endswith("Build it again with: kg build")
    with pytest.raises(UsageError) as error:
        Lookup(store).one("没有这个东西")
    assert error.value.hint == (
        "See what there is with: kg query coverage. Search what the articles print with: kg search WORDS"
    )


def test_bytes_that_are_not_text_mean_nothing(store: Store) -> None:
    assert Lookup(store).find("\udcff\udcfe") == ()
    assert Lookup(store).nearest("\udcff") == ()


def test_nearest_names_are_of_the_classes_asked_for(store: Store) -> None:
    assert Lookup(store).nearest("胡燕明")[0] == Candidate(f"{BASE}person/胡燕鸣-002", "Person", "胡燕鸣", "Hu Yanming")
    assert {candidate.type for candidate in Lookup(store).nearest("胡燕明", ("Place",))} <= {"Place"}
    assert "person:胡燕鸣-002" in str(Lookup(store).nearest("person:胡燕鸣")[0])


# On the command line -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("show", "省委十三届十次全会"), "'省委十三届十次全会' is ambiguous:"),
        (
            ("query", "holders", "--in", "先锋书店项目"),
            "先锋书店项目 is an initiative; holders --in wants a place or area",
        ),
        (
            ("chart", "tenures", "先锋书店项目"),
            "先锋书店项目 is an initiative; tenures wants a place, area, person, unnamed person, group or body",
        ),
        (
            ("query", "posts", "--person", "谢家坞"),
            "谢家坞村 is a place; posts --person wants a person, unnamed person or group",
        ),
    ],
)
def test_a_wrong_name_is_wrong_usage(run: Run, arguments: tuple[str, ...], message: str) -> None:
    told = run(*arguments, store=True)
    assert told.returncode == 2
    assert told.stderr.startswith(f"Error: {message}")


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (("show", "ＨＹＭ"), "胡燕鸣"),
        (("query", "holders", "--in", "謝家塢", "-f", "csv"), "place:谢家坞村-330603"),
        (("show", "role:enterprise-service-officer"), "驻企服务员"),
        (("show", f"<{BASE}statement/002-00574-involvement-a0aa>"), "由驻村团队牵头引进的先锋书店项目"),
        (("query", "who-led", "--initiative", "xfsd", "-f", "csv"), "由驻村团队牵头引进的先锋书店项目"),
        (("query", "mentions", "--thing", "%E8%83%A1%E7%87%95%E9%B8%A3-002", "-f", "csv"), "胡燕鸣"),
    ],
)
def test_a_name_is_found_however_it_is_typed(run: Run, arguments: tuple[str, ...], found: str) -> None:
    told = run(*arguments, store=True)
    assert told.returncode == 0
    assert found in told.stdout


# Every name in disguise ----------------------------------------------------------------------------------------------


def traditional(name: str) -> str:
    return "".join((spellings(c)[1:] or (c,))[0] if IDEOGRAPH.match(c) else c for c in name)


def full_width(name: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in name)


def without_marks(name: str) -> str:
    return "".join(c for c in name if c not in "“”‘’《》()（）·-'")


DISGUISES: Final[Mapping[str, Callable[[str], str]]] = {
    "traditional": traditional,
    "full width": full_width,
    "without marks": without_marks,
    "capitals": str.upper,
    "pinyin": pinyin,
    "straight marks": lambda name: name.replace("“", '"').replace("”", '"'),
}


@pytest.mark.parametrize("disguise", DISGUISES)
def test_every_seventh_name_is_found_in_disguise(store: Store, disguise: str) -> None:
    """A name that is written out is itself; in disguise it is found too, unless another is written out so.

    What has no class in the store is a place that only the register knows: its official name alone is read.
    """
    lookup = Lookup(store)
    named: dict[str, set[str]] = {}
    for row in rows(
        store, f"SELECT ?thing ?name WHERE {{ ?thing a ?class ; <{SKOS}prefLabel>|<{SKOS}altLabel> ?name }}"
    ):
        if is_named(row["thing"].value):
            named.setdefault(row["name"].value, set()).add(row["thing"].value)
    tried = 0
    for name in sorted(named)[::7]:
        typed = DISGUISES[disguise](name)
        if typed == name or typed in named or (disguise == "pinyin" and not re.search(r"[一-鿿]{2}", name)):
            continue
        tried += 1
        found = {candidate.iri for candidate in lookup.find(typed)}
        assert named[name] <= found, f"{name!r} typed as {typed!r}"
    assert tried >= 20
