"""What it means that a question finds nothing: *not said* only where no statement that could say it names the thing.

The oracle counts over the statements as the files have them, slot by slot, and knows no SPARQL.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import pytest
from pyoxigraph import NamedNode

from conftest import ROOT, Run
from kg.base import Base
from kg.base.asking import answer_in_words
from kg.errors import QueryError, UsageError
from kg.model import Corpus, Statement
from kg.ontology import Ontology
from kg.project import Project
from kg.questions import CatalogueQuery, Parameter, catalogue, run
from kg.reading.silence import MEANINGS, Part, Scope, Silence, read_scope, sentence
from kg.store import Store, rows
from kg.tables.table import Table, cell_text
from kg.terms.namespaces import KG, PREFIXES, expand, slug

QUESTIONS: Final = {query.name: query for query in catalogue(ROOT / "queries")}
STRIDE: Final = 25  # every so many things are asked about; all of them take minutes
Could = Callable[[Statement, "Oracle"], bool]


def is_a(*kinds: str) -> Could:
    """Return whether a statement is of one of some kinds."""
    return lambda statement, _: statement.kind in kinds


def has(slot: str, *concepts: str) -> Could:
    """Return whether a slot of a statement holds one of some concepts, or is filled."""
    wanted = {expand(concept) for concept in concepts}
    return lambda statement, _: any(n == slot and (not wanted or v.value in wanted) for n, v in statement.slots)


def involves(kind: str, *classes: str) -> Could:
    """Return whether a statement of a kind names an entity of one of some classes."""
    return lambda statement, oracle: (
        statement.kind == kind and any(oracle.type(v.value) in classes for _, v in statement.slots)
    )


SOUGHT: Final = has("modality", "modality:target", "modality:planned", "modality:forecast")
# in which statements what a question asks could be said; None where emptiness is never called "not said"
COULD_SAY: Final[Mapping[str, Could | None]] = {
    "actors": is_a("Involvement", "Occurrence"),
    "aliases": has("relation", "relation:also-called"),
    "appointments": lambda statement, oracle: (
        is_a("Tenure", "Succession")(statement, oracle) or has("inRole")(statement, oracle)
    ),
    "bodies": is_a("Involvement"),
    "chronology": is_a("Occurrence", "Involvement"),
    "co-actors": is_a("Involvement"),
    "concurrent": is_a("Tenure"),
    "contradictions": None,
    "coverage": None,
    "coverage-sources": None,
    "coverage-years": None,
    "credited": is_a("Involvement"),
    "dating": None,
    "documents": involves("Involvement", "Document"),
    "dossier": lambda *_: True,
    "evidence": None,
    "figures": is_a("Observation"),
    "firsts": has("firstIn"),
    "holders": is_a("Tenure", "Succession"),
    "honours": is_a("HonourStatement"),
    "in-charge": lambda statement, oracle: (
        is_a("Tenure", "Involvement")(statement, oracle) or has("relation", "relation:ex-officio")(statement, oracle)
    ),
    "indicator-places": is_a("Observation"),
    "initiatives": involves("Involvement", "Initiative"),
    "instances": has("relation", "relation:instance-of", "relation:adopted-from"),
    "led-by": is_a("Involvement"),
    "lost-text": None,
    "mentions": lambda *_: True,
    "namesakes": None,
    "place-chain": has("relation", "relation:located-in", "relation:part-of"),
    "posts": lambda statement, oracle: (
        is_a("Tenure", "Succession")(statement, oracle) or has("inRole")(statement, oracle)
    ),
    "readings": None,
    "series": is_a("Observation"),
    "source-says": lambda *_: True,
    "speaker-says": lambda s, oracle: has("saidBy")(s, oracle) or has("relation", "relation:says")(s, oracle),
    "started": is_a("Involvement"),
    "targets": SOUGHT,
    "targets-results": SOUGHT,
    "unplaced": None,
    "unnamed": involves("Involvement", "Group", "Someone"),
    "vocabulary": None,
    "who-led": is_a("Involvement"),
}
HEARD: Final = frozenset({"dossier", "mentions", "source-says", "speaker-says"})  # a speaker is a witness elsewhere


@dataclass(frozen=True)
class Oracle:
    """What the files say, without a store; `within` has the places within each place."""

    corpus: Corpus
    ontology: Ontology
    within: Mapping[str, frozenset[str]]

    def type(self, iri: str) -> str:
        """Return the class of an entity, by its local name."""
        return slug(self.corpus.entities[iri].type) if iri in self.corpus.entities else ""

    @cached_property
    def things(self) -> Mapping[str, Sequence[str]]:
        """The IRIs of entities, concepts and sources by class, sorted."""
        found: dict[str, list[str]] = defaultdict(list)
        for iri, thing in {**self.corpus.entities, **self.ontology.terms}.items():
            if not iri.startswith(KG):
                found[slug(thing.type)].append(iri)
        return {name: sorted(iris) for name, iris in found.items()} | {"Source": sorted(self.corpus.sources)}

    def names(self, iri: str, *, whole: bool = False) -> frozenset[str]:
        """Return under which IRIs statements name a thing: what was judged the same, bodies that stand for a place."""
        if iri in self.ontology.terms:
            return self.ontology.with_narrower(iri)
        same = {iri, *(self.within.get(iri, ()) if whole else ())}
        while True:
            judged = [{j.left, j.right} for j in self.corpus.judgements if j.verdict == "sameAs"]
            more = {each for pair in judged if pair & same for each in pair}
            if more <= same:
                break
            same |= more
        bodies = {body for body, entity in self.corpus.entities.items() if entity.text("jurisdiction") in {iri, *same}}
        return frozenset(same | (bodies if whole or iri not in bodies else set()))

    @cached_property
    def _naming(self) -> Mapping[str, Sequence[tuple[str, Statement]]]:
        """The statements that name each IRI with the slot that does, a source's own included."""
        found: dict[str, list[tuple[str, Statement]]] = defaultdict(list)
        for statement in self.corpus.statements:
            found[statement.source].append(("source", statement))
            for name, value in statement.slots:
                if isinstance(value, NamedNode):
                    found[value.value].append((name, statement))
        return found

    def statements(self, names: frozenset[str], *, heard: bool = True) -> Iterator[Statement]:
        """Yield the statements that name one of some IRIs in any slot, or are a source's."""
        found = {s.iri: s for iri in names for n, s in self._naming.get(iri, ()) if heard or n != "saidBy"}
        yield from found.values()


@pytest.fixture(scope="module")
def oracle(loaded: tuple[Corpus, Ontology], store: Store) -> Oracle:
    within: dict[str, set[str]] = defaultdict(set)
    for row in rows(store, f"SELECT ?part ?whole {{ ?part <{KG}within> ?whole }}"):
        within[row["whole"].value].add(row["part"].value)
    return Oracle(*loaded, {whole: frozenset(parts) for whole, parts in within.items()})


def asked_alone() -> Iterator[tuple[CatalogueQuery, Parameter]]:
    """Yield each question with each parameter that can be given alone and takes a thing."""
    for query in QUESTIONS.values():
        for parameter in query.parameters:
            others = [p for p in query.parameters if p.required and p is not parameter]
            if not others and parameter.types not in {("Class",), ("Statement",), ("Text",)}:
                yield query, parameter


ALONE: Final = tuple(asked_alone())


@pytest.mark.parametrize(("query", "parameter"), ALONE, ids=[f"{q.name}-{p.name}" for q, p in ALONE])
def test_not_said_is_never_said_of_what_a_statement_could_say(
    query: CatalogueQuery, parameter: Parameter, store: Store, oracle: Oracle
) -> None:
    could, false = COULD_SAY[query.name], []
    anything = parameter.types in {(), ("Words",)}
    classes = (*oracle.ontology.entity_classes, "Role", "Indicator", "Capacity") if anything else parameter.types
    for name in classes:
        things = oracle.things.get(name, ())
        for iri in things[len(query.name) % min(STRIDE, len(things) or 1) :: STRIDE]:
            answer = run(query, store, {parameter.name: NamedNode(iri)}).extra["answer"]
            names = oracle.names(iri, whole=f"within ?{parameter.name}" in query.text)
            if answer == "not said":
                said = oracle.statements(names, heard=query.name in HEARD)
                false += [(iri, s.id) for s in said if could is None or could(s, oracle)]
            elif answer == "not covered":
                false += [(iri, s.id) for s in oracle.statements(names)]
    assert not false


def test_each_answer_is_given_by_some_question(store: Store, oracle: Oracle) -> None:
    """Without this the test before could hold because nothing is called not said any more."""
    answers = {
        name: Counter(run(QUESTIONS[name], store, {p: NamedNode(i)}).extra["answer"] for i in oracle.things["Person"])
        for name, p in (("posts", "person"), ("led-by", "actor"), ("contradictions", "thing"))
    }
    assert answers == {
        # without rows: eight authors of articles, and two who are members of a body; not said: a farmer
        "posts": {"said": 29, "inferred": 11, "not said": 1, "no rows": 10},
        "led-by": {"said": 12, "inferred": 8, "not said": 23, "no rows": 8},
        "contradictions": {"said": 3, "inferred": 4, "no rows": 44},  # inferred: two readings of one clause
    }
    unread = run(QUESTIONS["posts"], store, {"person": NamedNode(PREFIXES["person"] + "何人-999")})
    assert unread.extra == {"answer": "not covered"}


@pytest.mark.parametrize("name", ["Person", "Body", "Place", "Deed", "Role", "Capacity", "Indicator", "RelationType"])
def test_mentions_finds_every_statement_that_names_a_thing_and_no_other(
    name: str, store: Store, oracle: Oracle
) -> None:
    for iri in oracle.things[name][::10]:
        table = run(QUESTIONS["mentions"], store, {"thing": NamedNode(iri)})
        found = {cell_text(cell) for cell in table.column("statement")}
        assert found == {f"statement:{s.id}" for s in oracle.statements(oracle.names(iri))}, iri


# What was called not said and was said elsewhere; words, roles and indicators
ANSWERED: Final = {
    "deeds of a body": ("bodies", {"body": "清泉村党委"}, "said", 1, "class"),
    "figures of an indicator": ("figures", {"measured": "报检用时"}, "said", 3, "about"),
    "a role in use": ("mentions", {"thing": "role:enterprise-service-officer"}, "said", 4, "kind"),
    "a broader role": ("mentions", {"thing": "村党组织书记"}, "said", 5, "kind"),
    "words in a slot": ("mentions", {"thing": "杭绍名城"}, "said", 1, "kind"),
    "words in quotes alone": ("mentions", {"thing": "一任接着一任干"}, "inferred", 11, "kind"),
    "words judged by their indicator": ("contradictions", {"thing": "城乡收入比"}, "said", 4, "verdict"),
    "gaps of a source": ("lost-text", {"source": "001"}, "said", 11, "gap"),
}
EMPTY: Final = {
    "no gap is marked": (
        ("lost-text", {"source": "003"}),
        (
            "来源说明与记载中没有这样的标记，不等于原文没有。所查：来源。另查："
            "kg query readings --source source:003-shangyu-red-root-foundation（28 条记载）；"
            "kg query source-says --source source:003-shangyu-red-root-foundation（245 条记载）"
        ),
        (
            "Nothing is marked so in the data, which does not rule it out. Looked at: source. Look elsewhere: "
            "kg query readings --source source:003-shangyu-red-root-foundation (28 statements); "
            "kg query source-says --source source:003-shangyu-red-root-foundation (245 statements)"
        ),
    ),
    "nobody has judged": (
        ("contradictions", {"thing": "胡燕鸣"}),
        (
            "就此尚无判断，不等于并无此事。所查：判断。提及“胡燕鸣”的记载有 3 条。"
            "另查：kg query mentions --thing person:胡燕鸣-002（3 条记载）"
        ),
        (
            "This has not been judged, which does not rule it out. Looked at: judgement. "
            '3 statements mention "Hu Yanming". Look elsewhere: '
            "kg query mentions --thing person:胡燕鸣-002 (3 statements)"
        ),
    ),
    "truly not said": (
        ("led-by", {"actor": "胡燕鸣"}),
        (
            "原文未载：来源提及，但未说及此事。所查：参与记录。提及“胡燕鸣”的记载有 3 条。"
            "另查：kg query posts --person person:胡燕鸣-002（1 条记载）；"
            "kg query mentions --thing person:胡燕鸣-002（3 条记载）"
        ),
        (
            "Not said: the sources mention it, and none says this. Looked at: involvement. "
            '3 statements mention "Hu Yanming". Look elsewhere: '
            "kg query posts --person person:胡燕鸣-002 (1 statement); "
            "kg query mentions --thing person:胡燕鸣-002 (3 statements)"
        ),
    ),
    "of the right kind, in another slot": (
        ("led-by", {"actor": "group:驻企服务员_上虞区选派-003"}),
        (
            "未查到，不等于原文未载。所查：参与记录。提及“驻企服务员(上虞区选派)”的记载有 13 条，"
            "其中 6 条可能与所问有关。"
            "另查：kg query posts --person group:驻企服务员_上虞区选派-003（1 条记载）；"
            "kg query mentions --thing group:驻企服务员_上虞区选派-003（13 条记载）"
        ),
        (
            "This question found no rows, which is not the same as not said. Looked at: involvement. "
            '13 statements mention "722 cadres sent by Shangyu as enterprise-posted service officers", '
            "6 of a kind that could say it. Look elsewhere: "
            "kg query posts --person group:驻企服务员_上虞区选派-003 (1 statement); "
            "kg query mentions --thing group:驻企服务员_上虞区选派-003 (13 statements)"
        ),
    ),
    "an author, whom no statement mentions": (
        ("posts", {"person": "person:金燕翔-000"}),
        "未查到，不等于原文未载。所查：任职。没有记载提及“金燕翔”。",
        (
            "This question found no rows, which is not the same as not said. Looked at: tenure. "
            'No statement mentions "Jin Yanxiang".'
        ),
    ),
    "two things, never together": (
        ("series", {"indicator": "地区生产总值", "measured": "叶家堰"}),
        (
            "原文未载：来源提及，但未说及此事。所查：指标数据。没有记载同时提及“地区生产总值”与“叶家堰”。"
            "另查：kg query figures --measured indicator:gdp（2 条记载）；"
            "kg query figures --measured place:叶家堰-330603（6 条记载）；"
            "kg query mentions --thing indicator:gdp（2 条记载）；"
            "kg query mentions --thing place:叶家堰-330603（24 条记载）"
        ),
        (
            "Not said: the sources mention it, and none says this. Looked at: observation. "
            'No statement mentions "gross domestic product" and "Yejiayan" together. Look elsewhere: '
            "kg query figures --measured indicator:gdp (2 statements); "
            "kg query figures --measured place:叶家堰-330603 (6 statements); "
            "kg query mentions --thing indicator:gdp (2 statements); "
            "kg query mentions --thing place:叶家堰-330603 (24 statements)"
        ),
    ),
    "a word that no statement uses": (
        ("mentions", {"thing": "level:province"}),
        "未收录：手头来源均未提及。",
        "Not covered: no source at hand mentions it.",
    ),
    "a sort of word of which none is listed": (
        ("vocabulary", {"class": "Modality"}),
        "清单中没有。所查：记载。",
        "Nothing is listed. Looked at: statement.",
    ),
}
_Asked = tuple[str, dict[str, str]]


def asked(base: Base, question: str, given: Mapping[str, str]) -> Table:
    """Return the answer in words."""
    return answer_in_words(
        base.question(question), given, base.store, base.lookup, base.ontology, base.project, base.language
    )


@pytest.fixture(scope="module")
def bases(project: Project, store_path: Path) -> Mapping[str, Base]:
    """Return the base in Chinese and in English."""
    return {language: Base(project, str(store_path), language=language) for language in ("zh", "en")}


@pytest.mark.parametrize("case", ANSWERED.values(), ids=ANSWERED.keys())
def test_what_is_said_elsewhere_is_found(
    case: tuple[str, dict[str, str], str, int, str], bases: Mapping[str, Base]
) -> None:
    question, given, answer, number, column = case
    table = asked(bases["zh"], question, given)
    assert (table.extra["answer"], len(table)) == (answer, number)
    assert all(cell_text(cell) for cell in table.column(column))


@pytest.mark.parametrize("case", EMPTY.values(), ids=EMPTY.keys())
def test_an_empty_answer_says_what_it_means_and_where_else_to_look(
    case: tuple[_Asked, str, str], bases: Mapping[str, Base]
) -> None:
    (question, given), chinese, english = case
    for language, expected in (("zh", chinese), ("en", english)):
        table = asked(bases[language], question, given)
        assert not table.rows
        assert table.foot == (expected,)


@pytest.mark.parametrize("case", EMPTY.values(), ids=EMPTY.keys())
def test_every_command_that_an_answer_names_finds_as_many_statements(
    case: tuple[_Asked, str, str], bases: Mapping[str, Base]
) -> None:
    for name, options, number in re.findall(r"kg query ([a-z-]+) (--[^;(]+) \((\d+) statement", case[2]):
        given = dict(re.findall(r"--(\S+) (\S+)", options))
        statements = {cell_text(cell) for cell in asked(bases["en"], name, given).column("statement")}
        assert len(statements) == int(number), name


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("empty", MEANINGS)
def test_what_no_rows_mean_is_worded_in_one_language(empty: str, language: str, project: Project) -> None:
    scope = Scope((Part("tenure", ()), Part("relation", (KG + "Document",))), (), empty, ("mentions",))
    ontology = Base(project).ontology
    texts = [
        sentence(scope, found, names, (), ontology, language)
        for found in (Silence("not said", 2), Silence("no rows", 2, 1), Silence("no rows"), Silence("not covered"))
        for names in ((), ("X",), ("X", "Y"))
    ]
    foreign = r"[a-z]" if language == "zh" else r"[\u3000-\u9fff\uff00-\uffef]"
    for text in (*texts, scope.help(ontology, language).replace("mentions", "")):
        assert text
        assert not re.search(foreign, text), text


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_declares_where_it_looks(name: str, loaded: tuple[Corpus, Ontology]) -> None:
    query, ontology = QUESTIONS[name], loaded[1]
    for key in ("searches", "empty", "elsewhere"):
        assert re.search(rf"^#\+ {key}: \S", query.text, re.MULTILINE), key
    kinds = {kind.slug for kind in ontology.kinds.values()} | {"statement", "Source", "Judgement", "Person"}
    for part in (*query.scope.searched, *query.scope.unsearched):
        assert part.kind in kinds
        assert all(term in ontology.terms for term in part.terms)
    assert set(query.scope.elsewhere) <= QUESTIONS.keys() - {name}
    assert (COULD_SAY[name] is None) == (query.scope.empty != "not-said" or name == "evidence")


@pytest.mark.parametrize(
    ("header", "message"),
    [({"empty": "nothing"}, "'#+ empty: nothing' has no meaning"), ({"searches": "tenure x:y"}, "'x:y' is not a")],
)
def test_a_header_that_means_nothing_is_refused(header: dict[str, str], message: str) -> None:
    with pytest.raises(QueryError, match=re.escape(message)):
        read_scope(header, "own.rq")


def test_a_question_of_a_user_without_these_lines_is_not_said_only_of_what_nothing_mentions() -> None:
    assert read_scope({}, "own.rq") == Scope((Part("statement", ()),), (), "not-said", ("mentions",))


SHOWN: Final = {
    ("杭绍名城", "zh"): ("原文文字 · words:杭绍名城", 1),
    ("杭绍名城", "en"): ("printed words · words:杭绍名城", 1),
    ("role:enterprise-service-officer", "zh"): ("职务 · role:enterprise-service-officer", 5),
    ("报检用时", "en"): ("indicator · indicator:customs-declaration-duration", 3),
    ("relation:adopted-from", "en"): ("relation type · relation:adopted-from", 1),
    ("relation:ex-officio", "en"): ("relation type · relation:ex-officio", 0),  # a rule of office is a tenure by rule
}


@pytest.mark.parametrize(("case", "expected"), SHOWN.items(), ids=str)
def test_show_takes_words(case: tuple[str, str], expected: tuple[str, int], bases: Mapping[str, Base]) -> None:
    name, language = case
    shown = bases[language].show(name)
    assert shown.text().splitlines()[1].strip() == expected[0]
    assert len(set(re.findall(r"^ +(\d{3}-\d{5}-\w+-\w{4}) ·", shown.text(), re.MULTILINE))) == expected[1]
    definitions = re.findall(r"^  (?:definition|释义): (.*)$", shown.text(), re.MULTILINE)
    assert all(bool(re.search(r"[\u4e00-\u9fff]", text)) == (language == "zh") for text in definitions)


@pytest.mark.parametrize("text", ["没有这个词啊", "huyanmyng", "——", ""])
def test_words_that_nothing_prints_are_refused(text: str, bases: Mapping[str, Base]) -> None:
    for ask in (bases["en"].show, lambda words: asked(bases["en"], "mentions", {"thing": words})):
        with pytest.raises(UsageError, match="no match"):
            ask(text)


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        (("query", "led-by", "--help"), {}, "en"),
        (("query", "led-by", "--lang", "zh", "--help"), {}, "zh"),
        (("query", "--lang", "zh", "led-by", "--help"), {}, "zh"),
        (("query", "led-by", "--help"), {"KG_LANG": "zh"}, "zh"),
    ],
)
def test_help_is_in_one_language(
    run: Run, arguments: tuple[str, ...], environment: dict[str, str], language: str
) -> None:
    text = run(*arguments, **environment).stdout.split("Options:")[0]
    expected = {
        "en": ("What an actor led or took part in.", "Looks at: involvement.", "See also: posts, mentions."),
        "zh": ("某行动者牵头或参与了什么", "查：参与记录。", "另见：posts、mentions。"),
    }
    assert all(words in text for words in expected[language])
    assert not any(words in text for words in expected["en" if language == "zh" else "zh"])
