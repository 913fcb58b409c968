"""Actor types by the decision list of the codebook."""

import pytest

from umkm_research.coding import actor_types, load_codebook
from umkm_research.errors import LexiconError
from umkm_research.schemas import Speaker, frame


def speaker(name="Ani Wulandari", role=None, organisation=None, *, kind="person", number=0, actor=None):
    return Speaker("a", 0, 1, f"a-q{number:04d}", name, None, kind, actor, role, organisation, *[None] * 4, "test")


def types(*speakers):
    return actor_types(frame("speakers", speakers), load_codebook())["actor_type"].to_list()


@pytest.mark.parametrize(
    ("role", "organisation", "actor"),
    [
        ("Menteri Perdagangan", None, "government"),
        ("Menteri Usaha Mikro, Kecil, dan Menengah (UMKM)", None, "government"),
        ("Deputi Bidang Usaha Kecil", "Kementerian UMKM", "government"),
        ("Direktur Penyuluhan", "Direktorat Jenderal Pajak", "government"),
        ("Bupati Sleman", None, "government"),
        ("Anggota Komisi VI", "DPR RI", "parliament"),
        ("Ketua Komisi VII DPR", None, "parliament"),
        ("Kuasa Hukum Tokopedia", None, "platform"),
        ("Head of Communications", "TikTok Indonesia", "platform"),
        ("Direktur Utama", "BNI", "firm"),
        ("Presiden Direktur", "PT Maju Terus Tbk", "firm"),
        ("Ketua Umum", "Asosiasi Pertekstilan Indonesia", "association"),
        ("Ketua Asosiasi Pedagang Pasar", None, "association"),
        ("pedagang Pasar Senen", None, "msme"),
        ("pemilik warung kopi", None, "msme"),
        ("perajin payung", None, "msme"),
        ("afiliator TikTok", None, "reseller"),
        ("penjual pakaian bekas", None, "reseller"),
        ("Ekonom", "Universitas Andalas", "expert"),
        ("Kepala Ekonom", "Bank Mandiri", "expert"),
        ("Direktur Eksekutif", "Center of Economic Studies", "expert"),
        ("seorang pembeli", None, "consumer"),
        ("Presiden Amerika Serikat (AS)", None, "foreign"),
        ("Menteri Ekonomi Jerman", None, "foreign"),
        ("Duta Besar RI untuk Jepang", None, "government"),
        ("mantan Menteri Perdagangan", None, "other"),
        ("penyair", None, "other"),
        (None, None, None),
    ],
)
def test_person(role, organisation, actor):
    assert types(speaker(role=role, organisation=organisation)) == [actor]


@pytest.mark.parametrize(
    ("name", "kind", "actor"),
    [
        ("Kementerian Perdagangan", "organisation", "government"),
        ("Gedung Putih", "organisation", "foreign"),
        ("PT Bank Central Asia Tbk (BCA)", "organisation", "firm"),
        ("Badan Pusat Statistik", "organisation", "government"),
        ("Tokopedia", "organisation", "platform"),
        ("para pedagang", "group", "msme"),
        ("para reseller", "group", "reseller"),
        ("Pelita Baru", "organisation", None),
    ],
)
def test_organisation_or_group(name, kind, actor):
    assert types(speaker(name, kind=kind)) == [actor]


def test_the_name_of_a_person_is_no_description():
    assert types(speaker("Budi Menteri")) == [None]


def test_a_later_mention_keeps_the_type():
    assert types(speaker(role="Ekonom"), speaker(number=1)) == ["expert", "expert"]


def test_a_type_that_is_there_is_kept():
    assert types(speaker(role="Ekonom", actor="firm")) == ["firm"]


def test_no_speakers():
    assert types() == []


def test_every_rule_gives_its_example():
    for rule in load_codebook().data["actors"]:
        assert types(speaker(role=rule["example"])) == [rule["type"]], rule["name"]


def test_an_unknown_type_is_refused(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(
        'version = "1"\ntitle = { en = "a", id = "a" }\n[[actors]]\nname = "x"\ntype = "poet"\nany = ["penyair"]\n',
        encoding="utf-8",
    )
    with pytest.raises(LexiconError, match="poet"):
        actor_types(frame("speakers", [speaker()]), load_codebook(path))
