"""Saved pages: written here in the manner of each paper, since no publisher's page may be copied."""

import datetime as dt
import re
from collections import Counter
from time import perf_counter

import pytest

from umkm_research.errors import InputError
from umkm_research.lexicon import folder, read_toml
from umkm_research.reading import Source, read_source

OUTLETS = [name for name in folder("outlets") if name.endswith(".toml")]
TITLE = "Petani Kopi Temanggung Minta Pupuk Bersubsidi ke Bupati"
STORY = [
    "Petani kopi di lereng Sumbing meminta pupuk bersubsidi kepada pemerintah daerah karena harga pupuk naik dua kali lipat.",
    "“Kami menanam sendiri, menjemur sendiri, tetapi pupuk harus beli mahal,” kata Sutrisno, ketua kelompok tani.",
    "Menurut catatan dinas pertanian, luas kebun kopi rakyat di kabupaten itu mencapai sembilan ribu hektare.",
    "Bupati berjanji membahas permintaan itu dengan kementerian, termasuk soal ekspor kopi sangrai ke Jepang dan Korea.",
    "Petani lain mengatakan panen tahun ini mundur satu bulan karena hujan datang terlambat di bulan November.",
]
RELATED = "Harga Pupuk Naik Lagi Jelang Musim Tanam"
MENU = "".join(
    f'<li><a href="/kanal/{n}">{name}</a></li>'
    for n, name in enumerate(["News", "Ekonomi", "Bola", "Gaya Hidup", "Foto"] * 6)
)
LINKS = "".join(
    f'<div class="item"><a href="/read/{n}">Kabar Terbaru dari Daerah Nomor {n} Hari Ini</a></div>' for n in range(25)
)


def element(selector, inside):
    """An element that a selector of the simple kind finds."""
    selector = selector.split()[-1]
    tag = re.match(r"[\w-]*", selector)[0] or "div"
    classes = " ".join(re.findall(r"\.([\w-]+)", selector))
    number = re.search(r"#([\w-]+)", selector)
    attribute = re.search(r"\[([\w-]+)=([\w /-]+)\]", selector)
    named = f' class="{classes}"' if classes else ""
    named += f' id="{number[1]}"' if number else ""
    named += f' {attribute[1]}="{attribute[2]}"' if attribute else ""
    return f"<{tag}{named}>{inside}</{tag}>"


def page(rules, name, domain, breaks=False):
    first = {part: selectors[0] for part, selectors in rules.items() if selectors}
    related = element(first.get("related", "div.baca-juga"), f'Baca juga: <a href="/read/9">{RELATED}</a>')
    paragraphs = "<br><br>".join(STORY[:2]) + related + "<br><br>".join(STORY[2:])
    if not breaks:
        paragraphs = f"<p>{STORY[0]}</p><p>{STORY[1]}</p>{related}" + "".join(f"<p>{line}</p>" for line in STORY[2:])
    caption = element(first.get("caption", "figcaption"), "Kebun kopi di lereng Sumbing. Foto: Dok. Pemkab")
    body = element(
        first["body"], f"{caption}{paragraphs}<script>var iklan = 'Petani kopi palsu di dalam skrip ini';</script>"
    )
    if first["body"].startswith(("div[data", "span[data")):
        body = caption + "".join(element(first["body"], line) for line in STORY)
    heading = element(first["title"].split()[-1], TITLE)
    return f"""<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><title>{TITLE} - {name}</title>
    <meta property="og:title" content="{TITLE} - {name}"><meta property="og:site_name" content="{name}">
    <meta property="og:url" content="https://www.{domain}/read/1/petani-kopi"></head>
    <body><header><h1>{name}</h1><ul>{MENU}</ul></header><main><div class="wrap">{heading}
    <div class="stamp">Rabu, 26 Juli 2023 | 10:05 WIB</div>{body}
    <div class="tags">Tag: <a href="/tag/kopi">kopi</a> <a href="/tag/pupuk">pupuk</a></div></div>
    <div class="sidebar"><h2>Terpopuler</h2>{LINKS}</div></main><footer>Copyright © 2023 {name}</footer></body></html>""".encode()


def grams(text):
    words = re.findall(r"\w+", text.lower())
    return Counter(zip(*[words[n:] for n in range(4)], strict=False))


def f1(got, want):
    one, other = grams(got), grams(want)
    common = sum((one & other).values())
    return 2 * common / (sum(one.values()) + sum(other.values()))


@pytest.mark.parametrize("breaks", [False, True], ids=["paragraphs", "breaks"])
@pytest.mark.parametrize("file", OUTLETS)
def test_pages_in_the_manner_of_each_paper(file, breaks):
    data = read_toml(file)
    article, segments = read_source(Source("a.html", html=page(data["html"], data["name"], data["domains"][0], breaks)))
    assert f1(article.body, "\n".join(STORY)) >= 0.98
    assert article.title == TITLE
    assert article.outlet == data["name"]
    assert article.published == dt.datetime(2023, 7, 26, 3, 5, tzinfo=dt.UTC)
    assert (article.published_precision, article.published_from) == ("minute", "metadata")
    assert article.url == f"https://www.{data['domains'][0]}/read/1/petani-kopi"
    roles = {row.text: row.role for row in segments}
    assert roles[TITLE] == "title"
    assert not [line for line in roles if RELATED in line and roles[line] == "body"]
    assert "skrip" not in article.text


@pytest.mark.parametrize("body", ["div.unknown", "article", "td.isi", "section#x"])
def test_an_unknown_paper_reads_well(body):
    html = page({"body": [body], "title": ["h1.judul"]}, "Warta Desa", "wartadesa.example")
    article, _ = read_source(Source("a.html", html=html))
    assert f1(article.body, "\n".join(STORY)) >= 0.96
    assert article.title == TITLE
    assert article.outlet == "Warta Desa"


def test_segments_point_into_the_text():
    data = read_toml(OUTLETS[0])
    article, segments = read_source(Source("a.html", html=page(data["html"], data["name"], data["domains"][0])))
    assert all(article.text[row.start : row.end] == row.text for row in segments)
    assert "".join(row.text for row in segments) == article.text.replace("\n", "")
    assert segments[0].role == "title"


def story(words="", head=""):
    paragraphs = "".join(f"<p>{line}</p>" for line in [*STORY, words])
    return f"<html><head><title>{TITLE}</title>{head}</head><body><article>{paragraphs}</article></body></html>"


def test_metadata_of_the_head():
    head = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Petani Kopi Temanggung", '
        '"datePublished": "2023-07-26T10:05:07+07:00", "author": [{"name": "Siti Aminah"}, {"name": "Budi"}]}</script>'
        '<script type="application/ld+json">{broken</script><link rel="canonical" href="https://www.kompas.com/read/1">'
    )
    article, _ = read_source(Source("a.html", html=story(head=head).encode()))
    assert article.published == dt.datetime(2023, 7, 26, 3, 5, 7, tzinfo=dt.UTC)
    assert article.published_precision == "second"
    assert article.authors == ["Siti Aminah", "Budi"]
    assert article.outlet == "Kompas.com"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_encodings_of_pages(encoding):
    data = story("“Harga naik,” kata Sékda – pasti.").encode(encoding)
    assert "“Harga naik,” kata Sékda – pasti." in read_source(Source("a.html", html=data))[0].body


def test_entities_and_blanks():
    article, _ = read_source(
        Source("a.html", html=story("Harga &quot;naik&quot;\n   50&nbsp;persen &amp; lebih.").encode())
    )
    assert 'Harga "naik" 50 persen & lebih.' in article.body


@pytest.mark.parametrize(
    "html", ["", "<html></html>", "<html><body><nav><a href='/'>Menu</a></nav></body></html>", "<!-- x -->"]
)
def test_a_page_without_a_story_is_refused(html):
    with pytest.raises(InputError) as refused:
        read_source(Source("a.html", html=html.encode()))
    assert refused.value.remedy


def test_a_page_nested_very_deep_is_read_or_refused():
    html = "<html><body>" + "<div>" * 100_000 + "<p>Harga naik.</p>" + "</div>" * 100_000
    with pytest.raises(InputError):
        read_source(Source("a.html", html=html.encode()))


def test_hidden_words_are_not_read():
    article, _ = read_source(
        Source("a.html", html=story('</p><p style="display: none">Kata rahasia yang tidak tampak.').encode())
    )
    assert "rahasia" not in article.text


def test_pages_are_read_faster_than_by_trafilatura_alone(record_property):
    import trafilatura  # noqa: PLC0415 - loads slowly

    pages = []
    for file in OUTLETS[:8]:
        data = read_toml(file)
        pages.append(page(data["html"], data["name"], data["domains"][0]))

    def best(call):
        times = []
        for _ in range(3):
            start = perf_counter()
            for html in pages:
                call(html)
            times.append(perf_counter() - start)
        return min(times)

    ours = best(lambda html: read_source(Source("a.html", html=html)))
    theirs = best(lambda html: trafilatura.bare_extraction(html, with_metadata=True, include_comments=False))
    record_property("speed", f"{'pages':22} {8 / ours:8,.0f} articles a second; trafilatura alone {8 / theirs:,.0f}")
    assert ours < theirs
