"""Templates: both written forms, a 45-minute agenda, and a bad file of one's own is named and left out."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from stafett_tui.domain.concern import Side, Trait
from stafett_tui.domain.goal import Arena
from stafett_tui.domain.people import PlanKind
from stafett_tui.services import templates as module
from stafett_tui.services.templates import STANDARD, Template, find_templates, template_for, templates
from stafett_tui.services.validated import Wrong, read_validated

DATA = files(module.__package__) / "data" / "templates"


@pytest.fixture
def own(tmp_path):
    folder = tmp_path / "templates"
    folder.mkdir()

    def write(name, *changes, base="school"):
        text = (DATA / f"{base}.toml").read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        (folder / name).write_text(text, encoding="utf-8")
        return folder

    return write


def only_fault(folder):
    (faulty,) = find_templates(folder).faulty
    return faulty


@pytest.mark.parametrize("kind", PlanKind)
def test_every_kind_has_a_shipped_template_with_everything_in_both_forms(kind, tmp_path):
    template = template_for(kind, templates(tmp_path))
    assert (template.id, template.kind, template.mark) == (kind.value, kind, f"{kind.value}@1")
    for language in ("nb", "nn"):
        words = template.wording(language)
        asked = [words.prompt(side, trait) for side in Side for trait in Trait]
        assert len(set(asked)) == len(asked)
        assert all(text.endswith("?") for text in asked)
        assert all(text.endswith((".", "?")) for name, text in words.hints if name != "place")
        assert words.services
        assert template.arenas
    assert template.wording("en") == template.nb


@pytest.mark.parametrize("kind", PlanKind)
def test_the_first_agenda_fills_forty_five_minutes_with_the_standard_points(kind, tmp_path):
    template = template_for(kind, templates(tmp_path))
    for language in ("nb", "nn"):
        agenda = template.first_agenda(language)
        assert sum(item.minutes for item in agenda) == 45
        assert {item.key for item in agenda} == STANDARD


def test_a_youth_speaks_for_themselves_in_the_agenda_too(tmp_path):
    youth = template_for(PlanKind.YOUTH, templates(tmp_path))
    assert [item.title for item in youth.first_agenda("nn") if item.title] == ["Det du sjølv vil seie"]
    assert youth.arenas[0] is Arena.SCHOOL


NYNORSK = re.compile(r"\b(ikkje|kva|kven|noko|sjølv|vere|frå|heime|skule\w*|vanskeleg)\b", re.IGNORECASE)
BOKMAAL = re.compile(r"\b(ikke|hva|hvem|noe|selv|være|fra|hjemme|skole\w*|vanskelig)\b", re.IGNORECASE)


def test_the_written_forms_are_never_mixed(tmp_path):
    for template in templates(tmp_path):
        assert NYNORSK.findall(template.nb.model_dump_json()) == []
        assert BOKMAAL.findall(template.nn.model_dump_json()) == []


def test_a_file_of_ones_own_is_a_template_beside_the_shipped_ones(own):
    folder = own("sfo.toml", ('id = "school"', 'id = "sfo"'), ('title = "Stafettlogg skole"', 'title = "SFO"'))
    listed = find_templates(folder)
    assert listed.faulty == ()
    assert [(each.template.id, each.own, each.used) for each in listed.found if each.own] == [("sfo", True, True)]
    assert [each.id for each in templates(folder)] == ["kindergarten", "school", "sfo", "youth", "expectant"]
    assert template_for(PlanKind.SCHOOL, templates(folder)).id == "school"


@pytest.mark.parametrize(("version", "used"), [(2, True), (1, False)])
def test_of_one_id_the_highest_version_is_used(own, version, used):
    folder = own("our.toml", ("version = 1", f"version = {version}"))
    mine = next(each for each in find_templates(folder).found if each.own)
    assert mine.used is used
    assert template_for(PlanKind.SCHOOL, templates(folder)).version == version
    assert len(templates(folder)) == 4


def test_a_point_of_ones_own_has_a_title_in_both_forms(own):
    point = ('  { key = "read_back"', '  { key = "ski_day", minutes = 5 },\n  { key = "read_back"')
    titles = (("[nb.prompts.social]", '[nb.agenda]\nski_day = "Skidag"\n[nb.prompts.social]'),
              ("[nn.prompts.social]", '[nn.agenda]\nski_day = "Skidag"\n[nn.prompts.social]'))  # fmt: skip
    folder = own("ski.toml", ('"school"', '"ski"'), point, *titles)
    mine = next(each.template for each in find_templates(folder).found if each.own)
    assert ("ski_day", 5, "Skidag") in [(i.key, i.minutes, i.title) for i in mine.first_agenda("nn")]
    folder = own("ski.toml", ('"school"', '"ski"'), point, titles[0])
    assert only_fault(folder).fault.field == "nn"


@pytest.mark.parametrize(
    ("old", "new", "wrong", "field"),
    [
        ("version = 1", "version = 0", Wrong.VALUE, "version"),
        ("version = 1", "", Wrong.MISSING, "version"),
        ("version = 1", "version = 1\nschool = 3", Wrong.UNKNOWN, "school"),
        ('kind = "school"', 'kind = "college"', Wrong.VALUE, "kind"),
        ('kind = "school"', 'kind = "youth"', Wrong.VALUE, "kind"),
        ("minutes = 6", "minutes = 900", Wrong.VALUE, "agenda.4.minutes"),
        ('key = "welcome"', 'key = "read_back"', Wrong.VALUE, "agenda"),
        ('about_me = "Meg som elev"', 'about_me = ""', Wrong.VALUE, "nb.about_me"),
        ("[nn.hints]", "[nn.hint]", Wrong.MISSING, "nn.hints"),
        ("version = 1", "version 1", Wrong.SYNTAX, ""),
    ],
)
def test_a_bad_file_is_named_by_its_place_and_left_out(own, old, new, wrong, field):
    faulty = only_fault(own("our.toml", (old, new)))
    assert (faulty.file, faulty.fault.wrong, faulty.fault.field) == ("our.toml", wrong, field)
    assert len(templates(own("our.toml", (old, new)))) == 4


def test_what_is_no_text_is_left_out_and_other_files_are_not_looked_at(tmp_path):
    (tmp_path / "x.toml").write_bytes(b"\xff\xfe")
    (tmp_path / "dir.toml").mkdir()
    (tmp_path / "deep.toml").write_text("x = " + "[" * 5000, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    listed = find_templates(tmp_path)
    assert [(each.file, each.fault.wrong) for each in listed.faulty] == [
        ("deep.toml", Wrong.SYNTAX), ("dir.toml", Wrong.CLOSED), ("x.toml", Wrong.CLOSED),
    ]  # fmt: skip


def test_the_shipped_files_are_named_after_their_template():
    for each in DATA.iterdir():
        assert each.name == f"{read_validated(each, Template).id}.toml"
