"""The codebook on paper: the appendix of an article, the *buku kode* of a thesis.

It prints all that a coder works with, so that a reader can look up the ``rule`` of every coded row.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from umkm_research.errors import LexiconError
from umkm_research.lexicon import folder, read_toml

if TYPE_CHECKING:
    from umkm_research.coding.codebook import Code, Codebook


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    heads = list(heads)
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    return [*lines, *(f"| {' | '.join(_cell(cell) for cell in row)} |" for row in rows), ""]


def _code(code: "Code", language: str, words: Mapping[str, str]) -> list[str]:
    lines = [f"#### `{code.name}` {code.label[language]}", "", code.definition[language], ""]
    for key, examples in (("examples", code.examples), ("counter_examples", code.counter_examples)):
        if examples:
            lines += [f"{words[key]}:", "", *(f"- {_cell(example)}" for example in examples), ""]
    return lines


def _rules(rules: Iterable[Mapping[str, Any]], words: Mapping[str, str]) -> list[str]:
    rows = []
    for rule in rules:
        finds = " + ".join(f"`{one}`" for one in rule["find"])
        if rule.get("without"):
            finds += f" ({words['without']} {', '.join(f'`{one}`' for one in rule['without'])})"
        rows.append(
            [f"`{rule['name']}`", words[rule["kind"]], finds, f"{rule['position']:+d}", rule.get("example", "")]
        )
    heads = [words[key] for key in ("rule", "kind", "finds", "position", "example")]
    return _table(heads, rows)


def _classes(classes: Mapping[str, Mapping[str, Any]], words: Mapping[str, str]) -> list[str]:
    rows = [[f"`{name}`", entry.get("note", ""), ", ".join(entry["any"])] for name, entry in classes.items()]
    return _table([words["class"], words["definition"], words["members"]], rows)


def _concepts(codebook: "Codebook", language: str, words: Mapping[str, str]) -> list[str]:
    lines = []
    cues = codebook.data.get("cues", {})
    for theme in codebook.codes.get("theme", {}).values():
        lines += [f"### {words['theme']}: {theme.label[language]}", "", theme.definition[language], ""]
        for concept in codebook.concepts.values():
            if concept.theme == theme.name:
                lines += _code(concept, language, words)
                if concept.name in cues:
                    lines += [f"{words['rules']}:", "", *_rules(cues[concept.name], words)]
    return lines


def markdown(codebook: "Codebook", language: str = "en") -> str:
    """Print a codebook in Markdown.

    Parameters
    ----------
    codebook : Codebook
        What is printed.
    language : str
        ``"en"`` or ``"id"``.

    Returns
    -------
    str
        Markdown with the version, checksum, every code, rule and class of expressions.

    Raises
    ------
    LexiconError
        If there are no headings in that language.

    Examples
    --------
    >>> from umkm_research.coding.codebook import load_codebook
    >>> print(markdown(load_codebook(), "id").splitlines()[0])
    # Buku kode: UMKM, perdagangan elektronik, dan perdagangan luar negeri dalam berita Indonesia
    """
    headings = read_toml("appendix.toml")
    if language not in headings:
        raise LexiconError(
            f"There is no codebook in {language!r}.", f"Ask for one of {', '.join(headings)}.", "no-language"
        )
    words = headings[language]
    version = words["version"].format(version=codebook.version, checksum=codebook.checksum)
    lines = [f"# {codebook.title[language]}", "", version, ""]
    for name, variable in codebook.variables.items():
        if name == "theme":
            continue
        lines += [f"## `{name}` {variable.label[language]}", "", variable.definition[language], ""]
        if name == "concept":
            lines += ["", words["rules_note"], "", *_concepts(codebook, language, words)]
        else:
            for code in codebook.codes.get(name, {}).values():
                lines += _code(code, language, words)
    if codebook.data.get("actors"):
        rows = [[f"`{rule['name']}`", f"`{rule['type']}`", ", ".join(rule["any"])] for rule in codebook.data["actors"]]
        lines += [f"## {words['actors']}", "", words["actors_note"], ""]
        lines += _table([words["rule"], words["code"], words["members"]], rows)
    if codebook.data.get("words"):
        lines += [f"## {words['words']}", "", words["words_note"], "", *_classes(codebook.data["words"], words)]
    lines += [f"## {words['grammar']}", ""]
    for file in folder("grammar"):
        lines += _classes(read_toml(file)["words"], words)
    return "\n".join(lines).rstrip() + "\n"
