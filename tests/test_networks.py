"""Networks of known shape, their norms, and what they are written as."""

from types import SimpleNamespace

import networkx as nx
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from umkm_research.coding.networks import dna_statements, export, graph, network, thresholds
from umkm_research.errors import InputError
from umkm_research.schemas import Article, Speaker, Stance, Statement, frame


class Made(SimpleNamespace):
    def __getitem__(self, table):
        return self.tables[table]


def corpus(rows, sample=None):
    """From ``(article, speaker, concept, position)``."""
    articles = [
        Article(key, key, key, "", "", "Harian", "Judul", None, None, None, None, None, [], None, None, False, 9)
        for key in sorted({row[0] for row in rows})
    ]
    statements, speakers, stances = [], [], []
    for n, (article, name, concept, position) in enumerate(rows):
        key = f"{article}-q{n:04d}"
        statements.append(
            Statement(article, n, n + 5, key, "", "direct", False, [name], None, None, None, None, "t", "=kata")
        )
        speakers.append(
            Speaker(article, 0, 1, key, name, None, "person", "msme", None, "Koperasi", None, None, None, None, "t")
        )
        stances.append(Stance(article, n, n + 5, key, "", "imports", concept, position, "demand", "t"))
    tables = {
        "articles": frame("articles", articles),
        "statements": frame("statements", statements),
        "speakers": frame("speakers", speakers),
        "stances": frame("stances", stances),
        "duplicates": frame("duplicates", []),
    }
    return Made(tables=tables, sample=sample)


THREE = [
    ("a", "Siti", "limits", 1),
    ("a", "Siti", "duty", 1),
    ("a", "Budi", "limits", 1),
    ("b", "Tono", "limits", -1),
    ("b", "Tono", "duty", 1),
    ("b", "Tono", "credit", 0),
]


def pairs(edges):
    return {
        (a, b): (weight, shared)
        for a, b, weight, shared in edges.select("source", "target", "weight", "concepts").iter_rows()
    }


def test_congruence_and_conflict():
    made = corpus(THREE)
    assert pairs(network(made, "congruence", norm="none")) == {
        ("Budi", "Siti"): (1.0, ["limits"]),
        ("Siti", "Tono"): (1.0, ["duty"]),
    }
    assert pairs(network(made, "conflict", norm="none")) == {
        ("Budi", "Tono"): (1.0, ["limits"]),
        ("Siti", "Tono"): (1.0, ["limits"]),
    }


def test_norms():
    made = corpus(THREE)
    assert pairs(network(made, norm="activity"))["Budi", "Siti"][0] == pytest.approx(1 / 1.5)
    assert pairs(network(made, norm="jaccard"))["Budi", "Siti"][0] == pytest.approx(1 / 2)


def test_an_actor_that_takes_both_sides_alike_stands_nowhere():
    made = corpus([("a", "Siti", "c", 1), ("b", "Siti", "c", -1), ("a", "Budi", "c", 1)])
    assert network(made).height == 0
    made = corpus([("a", "Siti", "c", 1), ("b", "Siti", "c", -1), ("d", "Siti", "c", -1), ("a", "Budi", "c", 1)])
    assert network(made, "conflict").height == 1


def test_affiliation_weighs_articles_and_keeps_the_sign():
    made = corpus([("a", "Siti", "c", 1), ("b", "Siti", "c", 1), ("b", "Tono", "c", -1), ("b", "Tono", "d", 0)])
    edges = network(made, "affiliation")
    assert edges.select("source", "target", "weight", "position").rows() == [
        ("Siti", "c", 2.0, 1),
        ("Tono", "c", 1.0, -1),
    ]
    kinds = nx.get_node_attributes(graph(edges), "kind")
    assert kinds == {"Siti": "actor", "Tono": "actor", "c": "concept"}


def test_only_the_concepts_asked_for():
    assert pairs(network(corpus(THREE), "congruence", concepts=["duty"], norm="none")) == {
        ("Siti", "Tono"): (1.0, ["duty"])
    }


def test_support_is_given_for_a_declared_sample_only():
    rows = [(f"a{n:02d}", name, "c", 1) for n in range(40) for name in (("Siti", "Budi") if n else ("Siti", "Jarang"))]
    assert network(corpus(rows))["support"].null_count() == 3
    edges = network(corpus(rows, {"query": "impor"}), draws=60)
    support = {(a, b): share for a, b, share in edges.select("source", "target", "support").iter_rows()}
    assert support["Budi", "Siti"] == 1
    assert 0.4 < support["Jarang", "Siti"] < 0.85
    assert edges.equals(network(corpus(rows, {"query": "impor"}), draws=60))


def test_thresholds_show_what_a_choice_does():
    rows = [("a", name, "c", 1) for name in ("Siti", "Budi", "Tono")] + [
        ("a", name, "d", 1) for name in ("Siti", "Budi")
    ]
    table = thresholds(network(corpus(rows), norm="none"))
    assert table.rows() == [(1.0, 3, 3, 1, 1.0), (2.0, 1, 2, 1, 1.0)]


def test_exports(tmp_path):
    made = corpus(THREE)
    for kind in ("affiliation", "congruence"):
        edges = network(made, kind)
        back = nx.read_graphml(export(edges, tmp_path / "net.graphml"))
        assert nx.utils.edges_equal(back.edges(data="weight"), graph(edges).edges(data="weight"))
        first = (tmp_path / "net.graphml").read_bytes()
        assert export(edges, tmp_path / "net.graphml").read_bytes() == first
        assert pl.read_csv(export(edges, tmp_path / "net.csv")).height == edges.height
    with pytest.raises(InputError, match="no form"):
        export(network(made), tmp_path / "net.gexf")


def test_dna_takes_agreement_as_yes_or_no():
    table = dna_statements(corpus(THREE))
    assert table.height == 5
    assert table.select("person", "organization", "concept", "agreement").row(0) == ("Siti", "Koperasi", "limits", 1)
    assert set(table["agreement"]) == {0, 1}


def test_an_empty_corpus_has_empty_networks():
    made = corpus(THREE)
    made.tables["stances"] = made.tables["stances"].clear()
    for kind in ("affiliation", "congruence", "conflict"):
        assert network(made, kind).height == 0
    assert thresholds(network(made)).height == 0


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("xyz"), st.sampled_from("PQRS"), st.sampled_from("cd"), st.sampled_from([-1, 0, 1])),
        min_size=1,
        max_size=20,
    )
)
def test_a_pair_agrees_or_differs_on_a_concept_never_both(rows):
    made = corpus(rows)
    agree, differ = pairs(network(made, "congruence")), pairs(network(made, "conflict"))
    for edge in agree.keys() & differ.keys():
        assert not set(agree[edge][1]) & set(differ[edge][1])
    assert all(0 < weight <= 1 for weight, _ in [*agree.values(), *differ.values()])


def test_networks_of_the_seeds(seeds):
    edges = network(seeds, "affiliation", actor="actor_type")
    assert edges["support"].is_null().all()
