"""A signed report: who signed it is named, and one made anew afterwards is not as it was signed."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from tests.support.findings import STARTED, all_clean, golden, matter
from tests.support.sealed_reports import make_report
from zicha.cli import main
from zicha.evidence.seal import SEAL, SIGNATURE

KINDS = [
    "Ed25519",
    pytest.param("SM2", marks=pytest.mark.skipif(shutil.which("openssl") is None, reason="no OpenSSL on this machine")),
]


@pytest.fixture(params=KINDS)
def signed_report(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A report that 开封市水利局 has signed, beside its keys."""
    monkeypatch.chdir(tmp_path)
    make_report(tmp_path / "报告", golden(matter()), STARTED)
    assert main(["keygen", "水利局", *(["--sm2"] if request.param == "SM2" else [])]) == 0
    assert main(["sign", "报告", "--key", "水利局.私钥.pem", "--by", "开封市水利局"]) == 0
    return tmp_path / "报告"


def verified(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    capsys.readouterr()
    return main(["verify", "报告", *arguments]), capsys.readouterr().out


def test_who_signed_is_named_and_forgeries_show(signed_report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if os.name == "posix":
        assert Path("水利局.私钥.pem").stat().st_mode & 0o077 == 0
    code, text = verified(capsys, "--key", "水利局.公钥.pem")
    assert (code, "【签名】签名.json：开封市水利局" in text, "与所给的公钥相符" in text) == (0, True, True)
    assert "要用 --key 给出公钥核对" in verified(capsys)[1]
    assert main(["keygen", "别人"]) == 0
    code, text = verified(capsys, "--key", "别人.公钥.pem")
    assert (code, "不在所给的公钥之中" in text) == (1, True)
    signature = json.loads((signed_report / SIGNATURE).read_text("utf-8"))
    for key, value in (
        ("by", "开封市民政局"),
        ("signature", "AAAA"),
        ("public_key", Path("别人.公钥.pem").read_text()),
    ):
        (signed_report / SIGNATURE).write_text(json.dumps({**signature, key: value}), encoding="utf-8")
        code, text = verified(capsys)
        assert (code, "签名与封存记录不符" in text) == (1, True), key
    (signed_report / SIGNATURE).write_text("{}", encoding="utf-8")
    assert "签名读不懂" in verified(capsys)[1]


def test_a_report_made_anew_is_not_as_it_was_signed(signed_report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = (signed_report / SIGNATURE).read_bytes()
    shutil.rmtree(signed_report)
    make_report(signed_report, all_clean(matter()), STARTED)
    assert verified(capsys)[0] == 0, "without the signature nobody could tell"
    assert verified(capsys, "--key", "水利局.公钥.pem")[0] == 3, "it lacks its signature"
    (signed_report / SIGNATURE).write_bytes(kept)
    code, text = verified(capsys)
    assert (code, "签名与封存记录不符" in text) == (1, True)


def test_what_cannot_be_signed_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = make_report(tmp_path / "报告", golden(matter()), STARTED)
    (tmp_path / "key").write_text("none", encoding="utf-8")
    assert main(["sign", str(report), "--key", str(tmp_path / "key"), "--by", "某局"]) == 1
    assert "不是 zicha keygen 写的私钥" in capsys.readouterr().err
    assert main(["verify", str(report), "--key", str(tmp_path / "key")]) == 1
    assert "不是 zicha keygen 写的公钥" in capsys.readouterr().err
    assert main(["sign", str(report), "--key", "没有的", "--by", "某局"]) == 1
    assert "读不出私钥" in capsys.readouterr().err
    (report / SEAL).unlink()
    assert main(["sign", str(report), "--key", str(tmp_path / "key"), "--by", "某局"]) == 1
    assert "没有可以签名的封存记录" in capsys.readouterr().err
