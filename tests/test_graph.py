"""Ties: what a sheet states, seen from both ends."""

from __future__ import annotations

from pathlib import Path

from stories import library_of, write_story

from generator.catalogue import Catalogue
from generator.graph import RELATIONS, Edge, Graph, build_graph, seen_from
from generator.related import DIRECT, SHARED

SHEET = """
parties:
  - {id: union, name: Dock Union, roles: [{title: member, member_of: league}]}
  - {id: board, name: Harbour Board, roles: [{speaks_for: port-town}, {title: owner}]}
  - {id: league, name: Coast League}
  - {id: port-town, name: Port Town}
demands:
  - id: pay
    by: union
    of: board
    text: More pay.
    said_in: letter
    positions: [{party: league, stance: accepts}, {party: league, stance: rejects, as_of: 2026-02-13}]
dates:
  - {id: strike, date: 2026-02, title: The strike}
  - {id: start, date: 2026-02-12, title: The start, who: [union], part_of: strike}
reactions: [{id: no-pay, by: board, to: [pay, no-pay, nobody], stance: rejects, text: No.}]
accounts:
  - {id: one, by: union, of: start, title: One, topics: [{topic: How, says: A, contradicts: two}]}
  - {id: two, by: board, of: start, title: Two, said_in: article, topics: [{topic: How, says: B}]}
claims: [{id: damage, by: board, text: A crane was damaged., about: [start, union, port]}]
sources: [{id: letter, kind: document, title: Letter}]
"""
TIES = {
    ("parties/union", "member_of", "parties/league"),
    ("parties/board", "speaks_for", "parties/port-town"),
    ("port/pay", "made_by", "parties/union"),
    ("port/pay", "made_to", "parties/board"),
    ("port/pay", "position_of", "parties/league"),
    ("port/pay", "said_in", "port/letter"),
    ("port/start", "took_part", "parties/union"),
    ("port/start", "part_of", "port/strike"),
    ("port/no-pay", "said_by", "parties/board"),
    ("port/no-pay", "answers", "port/pay"),
    ("port/one", "account_by", "parties/union"),
    ("port/one", "account_of", "port/start"),
    ("port/one", "contradicts", "port/two"),
    ("port/two", "account_by", "parties/board"),
    ("port/two", "account_of", "port/start"),
    ("port/two", "said_in", "port/article"),
    ("port/damage", "claimed_by", "parties/board"),
    ("port/damage", "about", "port/start"),
    ("port/damage", "about", "parties/union"),
    ("port/damage", "about", "port"),
}


def graph_of(content: Path) -> Graph:
    return build_graph(library_of(content))


def test_a_sheet_states_these_ties_each_once_and_none_to_itself_or_to_nothing(tmp_path: Path) -> None:
    edges = graph_of(write_story(tmp_path, SHEET)).edges
    assert len(edges) == len(TIES)
    assert {(edge.origin, edge.relation, edge.target) for edge in edges} == TIES
    assert {edge.story for edge in edges} == {"port"}


def test_each_tie_is_seen_from_both_its_ends(tmp_path: Path) -> None:
    graph = graph_of(write_story(tmp_path, SHEET))
    assert graph.targets("port/no-pay", "answers") == ("port/pay",)
    assert graph.origins("port/pay", "answers") == ("port/no-pay",)
    assert graph.origins("port/start", "account_of") == ("port/one", "port/two")
    assert {edge for edges in graph.outgoing.values() for edge in edges} == set(graph.edges)
    assert {edge for edges in graph.incoming.values() for edge in edges} == set(graph.edges)


def test_a_tie_may_lead_to_another_story(tmp_path: Path) -> None:
    write_story(tmp_path, "dates: [{id: day, date: 2026-02-12, title: A day}]\n", slug="crane")
    write_story(tmp_path, "claims: [{id: word, text: A word., about: crane/day}]\n")
    assert graph_of(tmp_path).edges == (Edge("port/word", "crane/day", "about", "port"),)


def test_every_relation_has_a_name_in_both_directions() -> None:
    assert {relation for _, relation, _ in TIES} <= set(RELATIONS)
    assert set(DIRECT) | set(SHARED) - {"issue", "in_story"} <= set(RELATIONS)
    say = Catalogue()
    assert all(say(f"relations.{seen_from(relation, end)}") for relation in RELATIONS for end in (0, 1))
