"""`kg serve` as a reader meets it: the SPARQL 1.1 Protocol, formats, and what is refused in plain words."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest

from conftest import Run
from kg.serve.formats import Choice, wanted
from kg.serve.guard import client_of, name_of
from kg.serve.settings import Settings
from kg.store import Store, rows
from kg.terms.namespaces import PREFIXES
from serving import QUICK, Answer, Running, running, wait_until

ONE: Final = "SELECT ?x { VALUES ?x { 1 } }"
GRAPH: Final = "CONSTRUCT { <a:a> <a:b> '张三' } {}"
FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT: Final = {"Content-Type": "application/sparql-query"}
JSON: Final = "application/sparql-results+json"


@pytest.fixture(scope="module")
def server(store_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    settings = Settings(str(store_path), origins=("https://page.example",), limits=QUICK, title="kg 0.3")
    with running(settings, tmp_path_factory.mktemp("serve")) as found:
        yield found


@pytest.mark.parametrize(
    ("method", "target", "body", "headers", "status", "says"),
    [
        ("GET", f"/sparql?query={quote(ONE)}", "", {}, 200, '"value":"1"'),
        ("POST", "/sparql", urlencode({"query": ONE}), FORM, 200, '"value":"1"'),
        ("POST", "/sparql", ONE, DIRECT, 200, '"value":"1"'),
        ("POST", "/sparql?format=csv", ONE, DIRECT, 200, "x\r\n1"),
        ("POST", "/sparql", urlencode({"query": ONE, "format": "tsv"}), FORM, 200, "?x\n1"),
        ("GET", f"/sparql?format=xml&query={quote(GRAPH)}", "", {}, 200, "<rdf:RDF"),
        ("GET", f"/sparql?format=turtle&query={quote(ONE)}", "", {}, 406, "none of the formats"),
        ("GET", f"/sparql?format=xlsx&query={quote(ONE)}", "", {}, 406, "text/csv"),
        ("GET", f"/sparql?query={quote(ONE)}", "", {"Accept": "image/png"}, 406, "One of: application/sparql"),
        ("GET", f"/sparql?query={quote(ONE)}", "", {"Accept": "a/b," * 400}, 431, "Accept header is too long"),
        ("GET", f"/sparql?query={quote(ONE)}&query=ASK%7B%7D", "", {}, 400, "query is given 2 times"),
        ("GET", "/sparql?qury=x", "", {}, 400, "no parameter query"),
        ("GET", "/sparql?query=", "", {}, 400, "the query is empty"),
        ("GET", "/sparql?query=%FF", "", {}, 400, "not UTF-8"),
        ("GET", f"/sparql?query={quote('SELECT * {' + chr(10) + ' ?s ?p }')}", "", {}, 400, "line 2, column 9"),
        ("GET", f"/sparql?query={quote('INSERT DATA { <a:a> <a:a> 1 }')}", "", {}, 400, "a query only reads"),
        ("GET", f"/sparql?query={quote('SELECT (<a:f>(1) AS ?x) {}')}", "", {}, 400, "<a:f> is not supported"),
        (
            "GET",
            f"/sparql?query={quote('SELECT * { ?s nix:x ?o }')}",
            "",
            {},
            400,
            "line 1: the prefix nix: is not declared",
        ),
        ("GET", "/sparql?default-graph-uri=no+iri&query=ASK%7B%7D", "", {}, 400, "IRI"),
        ("GET", "/sparql?update=x", "", {}, 400, "update does not belong here"),
        ("POST", "/sparql", ONE, {"Content-Type": "text/plain"}, 415, "application/sparql-query"),
        ("POST", "/sparql", "", {}, 415, "? is not read here"),
        ("POST", "/sparql", b"\xff", DIRECT, 400, "byte 1 is not UTF-8"),
        ("POST", "/sparql", ONE, {"Content-Type": "application/sparql-query; charset=utf-16"}, 400, "utf-16"),
        ("POST", "/sparql", ONE, {**DIRECT, "Content-Encoding": "gzip"}, 415, "compressed"),
        ("POST", "/sparql", "#" * 300_000, DIRECT, 413, "larger than 262144 bytes"),
        ("PUT", "/sparql", ONE, DIRECT, 405, "not allowed"),
        ("DELETE", "/sparql", "", {}, 405, "not allowed"),
        ("POST", "/update", "CLEAR ALL", {"Content-Type": "application/sparql-update"}, 403, "only reads"),
        ("GET", "/update", "", {}, 405, "not allowed"),
        ("PUT", "/graph?default", "", {}, 403, "only reads"),
        ("GET", "/nothing", "", {}, 404, "nothing here"),
        ("GET", "/../../etc/passwd", "", {}, 404, "nothing here"),
        ("GET", "/%2e%2e/%2e%2e/etc/passwd", "", {}, 404, "nothing here"),
        ("GET", "/sparql/", "", {}, 404, "nothing here"),
        ("GET", "/health", "", {}, 200, "ok"),
        ("GET", "/ready", "", {}, 200, "ready"),
        ("GET", "/", "", {}, 200, "/sparql"),
        ("OPTIONS", "/sparql", "", {}, 204, ""),
    ],
)
def test_each_request_is_answered_or_refused_in_plain_words(
    server: Running, method: str, target: str, body: str | bytes, headers: Mapping[str, str], status: int, says: str
) -> None:
    answer = server.send(method, target, body or None, headers)
    assert (answer.status, says in answer.text) == (status, True), answer
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "Traceback" not in answer.text
    if status >= 400:
        assert answer.text.startswith("Error: ")


@pytest.mark.parametrize(
    ("asked", "accept", "kind"),
    [
        (ONE, "*/*", JSON),
        (ONE, "", JSON),
        (ONE, "text/*", "text/csv"),
        (ONE, "text/csv;q=0.2, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        (ONE, "text/html;q=0.9, text/tab-separated-values;q=0.1", "text/tab-separated-values"),
        (ONE, "*/*;q=0.5, text/csv;q=0.5", "text/csv"),
        (ONE, "application/json", "application/json"),
        (ONE, "application/sparql-results+json;q=0, */*", "application/sparql-results+xml"),
        ("ASK {}", "text/csv", "text/csv"),
        (GRAPH, "*/*", "text/turtle"),
        (GRAPH, "application/n-triples", "application/n-triples"),
        (GRAPH, "application/trig", "application/trig"),
        (GRAPH, "application/n-quads", "application/n-quads"),
        (GRAPH, "application/ld+json", "application/ld+json"),
        (GRAPH, "application/rdf+xml", "application/rdf+xml"),
        ("DESCRIBE <a:a>", "text/turtle", "text/turtle"),
    ],
)
def test_the_format_is_the_one_that_is_wanted_most(server: Running, asked: str, accept: str, kind: str) -> None:
    answer = server.query(asked, accept)
    assert (answer.status, answer.kind, answer.headers["vary"]) == (200, kind, "Accept, Origin")
    if asked == GRAPH:
        form = ox.RdfFormat.from_media_type(kind)
        assert form is not None
        assert [quad.object.value for quad in ox.parse(answer.body, form)] == ["张三"]


@pytest.mark.parametrize(
    ("asked", "language", "says"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh", "错误：第1行：SERVICE 调用其他主机"),
        ("en-US,en;q=0.9,zh;q=0.5", "en", "Error: line 1: SERVICE calls another host"),
        ("fr, zh;q=0.2", "zh", "提示：本服务器不访问其他主机：请自行查询。"),
        ("", "en", "Hint: This server calls no other host: ask it yourself."),
    ],
)
def test_a_refusal_is_in_the_language_of_the_client(server: Running, asked: str, language: str, says: str) -> None:
    target = "/sparql?query=" + quote("SELECT * { SERVICE <http://x.example/> {} }")
    answer = server.send("GET", target, headers={"Accept-Language": asked} if asked else {})
    assert (answer.headers["content-language"], says in answer.text) == (language, True), answer.text


def test_every_format_of_a_table_says_the_same(server: Running) -> None:
    asked = 'SELECT ?a ?b { VALUES (?a ?b) { ("张\\"三" 1.5) ("x\\ny" UNDEF) } }'
    found = {name: server.query(asked, format=name) for name in ("json", "csv", "tsv", "xml")}
    assert json.loads(found["json"].body)["results"]["bindings"][0]["a"]["value"] == '张"三'
    assert list(csv.reader(io.StringIO(found["csv"].text))) == [["a", "b"], ['张"三', "1.5"], ["x\ny", ""]]
    assert found["tsv"].text.splitlines() == ["?a\t?b", '"张\\"三"\t1.5', '"x\\ny"\t']
    assert "<literal>张&quot;三</literal>" in found["xml"].text


def test_head_and_options_and_caching_are_as_http_has_them(server: Running) -> None:
    head = server.send("HEAD", f"/sparql?query={quote(ONE)}")
    full = server.send("GET", f"/sparql?query={quote(ONE)}")
    assert (head.status, head.body, head.headers["content-length"]) == (200, b"", str(len(full.body)))
    assert server.send("OPTIONS", "/sparql").headers["allow"] == "GET, HEAD, OPTIONS, POST"
    assert server.send("PUT", "/sparql", "x").headers["allow"] == "GET, HEAD, OPTIONS, POST"


def test_the_default_graph_is_the_union_and_an_article_names_its_graph(server: Running, store: Store) -> None:
    everything = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    of_article = "SELECT (COUNT(*) AS ?n) FROM <{}> {{ ?s ?p ?o }}"
    stated = f"SELECT ?source {{ ?statement <{PREFIXES['kg']}statedIn> ?source }}"
    source = next(rows(store, stated))["source"].value
    for asked in (everything, of_article.format(source)):
        expected = next(rows(store, asked))["n"].value
        assert server.query(asked).rows == [{"n": expected}]
        assert int(expected) > 100
    graph = source.replace("/source/", "/graph/")
    named = server.query(everything, **{"default-graph-uri": graph}).rows
    assert named == server.query(of_article.format(source)).rows
    only_named = server.query(everything, **{"named-graph-uri": graph}).rows
    assert only_named == [{"n": "0"}]


def test_prefixes_of_the_project_need_no_declaration(server: Running) -> None:
    assert server.query("ASK { ?statement a kg:Tenure }").text == '{"head":{},"boolean":true}'


def test_other_pages_may_ask_only_where_the_operator_says_so(server: Running) -> None:
    target = f"/sparql?query={quote(ONE)}"
    allowed = server.send("GET", target, headers={"Origin": "https://page.example"})
    assert allowed.headers["access-control-allow-origin"] == "https://page.example"
    other = server.send("GET", target, headers={"Origin": "https://other.example"})
    assert "access-control-allow-origin" not in other.headers
    asks = {"Origin": "https://page.example", "Access-Control-Request-Method": "POST"}
    assert server.send("OPTIONS", "/sparql", headers=asks).headers["access-control-allow-methods"].startswith("GET")


def test_the_service_describes_itself_and_the_data(server: Running, store: Store) -> None:
    here = f"http://127.0.0.1:{server.settings.port}"
    described = _triples(server.send("GET", "/sparql", headers={"Accept": "text/turtle"}))
    assert {f"<{here}/sparql>", "<http://www.w3.org/ns/sparql-service-description#SPARQL11Query>"} <= described
    assert "<http://www.w3.org/ns/sparql-service-description#UnionDefaultGraph>" in described
    assert "<http://www.w3.org/ns/sparql-service-description#SPARQL11Update>" not in described
    void = _triples(server.send("GET", "/.well-known/void", headers={"Accept": "application/ld+json"}))
    assert {f"<{here}/sparql>", '"kg 0.3"'} <= void
    size = next(rows(store, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"))["n"].value
    assert f'"{size}"^^<http://www.w3.org/2001/XMLSchema#integer>' in void


def _triples(answer: Answer) -> set[str]:
    form = ox.RdfFormat.from_media_type(answer.kind)
    assert form is not None
    return {str(quad.object) for quad in ox.parse(answer.body, form)}


def test_counts_are_for_this_machine_alone_and_the_log_has_no_query(server: Running) -> None:
    asked = "SELECT ('geheim' AS ?x) {}"
    server.query(asked)
    server.query(asked)
    counts = server.send("GET", "/metrics").text
    assert 'kg_requests_total{method="POST",status="200"}' in counts
    assert "# TYPE kg_cache_hits_total counter" in counts
    assert "geheim" not in counts
    assert server.send("GET", "/metrics", headers={"X-Forwarded-For": "203.0.113.9"}).status == 404
    assert wait_until(lambda: any(event["path"] == "/metrics" for event in server.events("request")))
    assert "geheim" not in server.log.read_text(encoding="utf-8")
    last = server.events("request")[-1]
    assert {"time", "event", "method", "path", "status", "bytes", "ms", "client"} == last.keys()


@pytest.mark.parametrize(
    ("proxies", "sent", "client"),
    [
        ((), "203.0.113.9", "127.0.0.1"),
        (("127.0.0.1",), "203.0.113.9", "203.0.113.9"),
        (("127.0.0.1",), "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (("127.0.0.1",), "", "127.0.0.1"),
        (("192.0.2.1",), "203.0.113.9", "127.0.0.1"),
    ],
)
def test_the_client_is_what_a_proxy_says_only_where_it_is_trusted(
    proxies: tuple[str, ...], sent: str, client: str
) -> None:
    headers = [(b"x-forwarded-for", sent.encode())] if sent else []
    assert client_of({"type": "http", "client": ("127.0.0.1", 1), "headers": headers}, proxies) == client


def test_a_repeated_question_comes_from_the_cache_by_format_and_graphs(server: Running) -> None:
    def hits() -> int:
        line = next(
            each for each in server.send("GET", "/metrics").text.splitlines() if each.startswith("kg_cache_hits")
        )
        return int(line.split()[1])

    asked = "SELECT ('cached' AS ?x) {}"
    before = hits()
    first = server.query(asked)
    assert hits() == before
    assert server.query(asked) == Answer(200, server.query(asked).headers, first.body)
    assert hits() == before + 2
    server.query(asked, format="csv")
    server.query(asked, **{"default-graph-uri": "http://x.example/g"})
    server.query("SELECT (RAND() AS ?x) {}")
    server.query("SELECT (RAND() AS ?x) {}")
    assert hits() == before + 2


@pytest.mark.parametrize(
    ("accept", "named", "solutions", "triples"),
    [
        ("", "", JSON, "text/turtle"),
        ("text/html", "", "", ""),
        ("", "xml", "application/sparql-results+xml", "application/rdf+xml"),
        ("text/csv", "nt", "", "application/n-triples"),
        ("", "text/turtle", "", "text/turtle"),
        ("text/csv;q=x, */*;q=0.1", "", JSON, "text/turtle"),
    ],
)
def test_formats_by_header_and_by_name(accept: str, named: str, solutions: str, triples: str) -> None:
    found = wanted(accept, named)
    assert found is not None
    assert (found.solutions.media_type, found.triples.media_type) == (solutions, triples)


def test_an_unknown_name_of_a_format_and_text_types() -> None:
    assert wanted("", "docx") is None
    assert Choice("csv", "text/csv").content_type == "text/csv; charset=utf-8"


@pytest.mark.parametrize(
    ("host", "name"), [("a.example:80", "a.example"), ("[::1]:8", "[::1]"), ("[::1]", "[::1]"), ("a", "a"), ("", "")]
)
def test_the_name_of_a_host(host: str, name: str) -> None:
    assert name_of(host) == name


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--store", "nowhere"), "there is no store at nowhere"),
        (("--store", "http://127.0.0.1:1/sparql"), "is an endpoint already"),
        (("--writable",), "--writable needs --token-file"),
        (("--token-file", "x"), "--token-file is for --writable"),
        (("--writable", "--token-file", "nowhere"), "nowhere cannot be read"),
        (("--port", "0"), "0 is not in the range"),
        (("--host", "no.such.host.invalid"), "cannot be used"),
    ],
)
def test_a_server_that_cannot_start_says_why(
    program: Run, tmp_path: Path, arguments: tuple[str, ...], says: str
) -> None:
    ended = program("serve", *arguments, cwd=tmp_path, store="--store" not in arguments)
    assert ended.returncode in {1, 2}, ended
    assert says in ended.stderr
    assert "Hint: " in ended.stderr


def test_a_port_in_use_is_named(program: Run, server: Running) -> None:
    ended = program("serve", "--port", str(server.settings.port), store=True)
    assert (ended.returncode, "Choose another by --port." in ended.stderr) == (2, True)
