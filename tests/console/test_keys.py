"""The console's private key and who can open what: G32 for closed talks, the commands for staff and keys, no word in the log."""

import io
import logging
import sys
from pathlib import Path

import pytest
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox

from bot import logs
from bot.console.accounts import Accounts, NotPossible
from bot.console.showing import Look
from bot.console.vault import Vault
from bot.door import keys, staff
from bot.keys import CONSOLE_PRIVATE, create
from bot.stores.archive import Archive
from bot.stores.sealing import SealBroken
from tests.console.conftest import CHEAP, PASSWORD, Browser, House


async def test_who_takes_every_file_reads_no_closed_talk(house: House) -> None:
    """Once there is an account, no 32 bytes in any file under the home open a closed talk (G32)."""
    talk = await house.person().write("my secret words")
    await house.store.close(talk)
    clear = house.settings.secrets / CONSOLE_PRIVATE
    assert await opens(house, talk), "before the first account the clear file opens it"
    private = bytes.fromhex(clear.read_text())
    recovery_key = house.desk.accounts.add("mei", PASSWORD)
    assert recovery_key
    house.desk.accounts.add("ken", "another good password", "mei", PASSWORD)
    assert not clear.exists()
    assert not await opens(house, talk)
    for path in files(house):
        assert private not in path.read_bytes()
        assert private.hex().encode() not in path.read_bytes()
        assert b"my secret words" not in path.read_bytes()
    opened = house.desk.accounts.check("ken", "another good password", "")
    assert opened
    assert bytes(opened.key) == private
    assert (await house.desk.archive.turns(talk, opened.key))[0].parts["text"] == "my secret words"


def files(house: House) -> list[Path]:
    return [path for path in house.settings.home.rglob("*") if path.is_file()]


async def opens(house: House, talk: str) -> bool:
    """Whether any 32 bytes of any file, as they are or in hexadecimal, are a key that opens the talk."""
    sealed = house.desk.archive
    for path in files(house):
        content = path.read_bytes()
        candidates = {content[i : i + 32] for i in range(len(content) - 31)} if len(content) < 600_000 else set()
        for word in content.split():
            if len(word) == 64:
                try:
                    candidates.add(bytes.fromhex(word.decode()))
                except ValueError:
                    continue
        if path.name != CONSOLE_PRIVATE:
            candidates = {one for one in candidates if len(set(one)) > 16}
        public = bytes.fromhex((house.settings.secrets / "console.pub").read_text())
        for one in candidates:
            if bytes(PrivateKey(one).public_key) == public:
                return bool(await sealed.turns(talk, PrivateKey(one)))
    return False


async def test_staff_db_is_for_this_account_only(house: House) -> None:
    """Neither the database of the staff nor what SQLite keeps beside it can be read by other accounts of the machine."""
    house.account("mei")
    for path in house.settings.secrets.glob("staff.db*"):
        assert path.stat().st_mode & 0o077 == 0, path.name


async def test_the_recovery_key_brings_a_lost_password_back(house: House) -> None:
    """All passwords lost: the printed key alone opens the talks again; a wrong one does nothing."""
    talk = await house.person().write("hello")
    recovery_key = house.desk.accounts.add("mei", PASSWORD)
    assert recovery_key
    with pytest.raises(NotPossible, match="recovery_wrong"):
        house.desk.accounts.recover("mei", "AAAA-" * 8, "a new good password")
    house.desk.accounts.recover("mei", recovery_key.lower(), "a new good password")
    assert house.desk.accounts.check("mei", PASSWORD, "") is None
    opened = house.desk.accounts.check("mei", "a new good password", "")
    assert opened
    assert not opened.enrolled
    assert await house.desk.archive.turns(talk, opened.key)


async def test_a_further_account_needs_somebody_who_can_open_the_key(house: House) -> None:
    """Whoever has only the machine cannot make an account that reads."""
    house.desk.accounts.add("mei", PASSWORD)
    for by, password in (("", ""), ("mei", "wrong password"), ("nobody", PASSWORD)):
        with pytest.raises(NotPossible, match="password_wrong"):
            house.desk.accounts.add("ken", "another good password", by, password)
    house.desk.accounts.add("ken", "another good password", "mei", PASSWORD)
    house.desk.accounts.disable("mei")
    with pytest.raises(NotPossible, match="password_wrong"):
        house.desk.accounts.add("rin", "another good password", "mei", PASSWORD)


async def test_weak_passwords_and_odd_names(house: House) -> None:
    """Refused with a reason; Japanese names are fine, full width or not."""
    for password in ("short", "aaaaaaaaaaaaaa", "meimeimeimei12"):
        with pytest.raises(NotPossible, match="password_weak"):
            house.desk.accounts.add("mei", password)
    for name in ("", "a", "../x", "a b", "x" * 40, "<b>"):
        with pytest.raises(NotPossible, match="name_wrong"):
            house.desk.accounts.add(name, PASSWORD)
    house.desk.accounts.add("山田", PASSWORD)
    with pytest.raises(NotPossible, match="name_taken"):
        house.desk.accounts.add("山田", PASSWORD, "山田", PASSWORD)
    assert house.desk.accounts.check("山田", "ｃｏｒｒｅｃｔ horse battery", "")


async def test_a_crash_between_wrapping_and_removing(house: House) -> None:
    """A clear key that outlived the first account is destroyed at the next start."""
    clear = house.settings.secrets / CONSOLE_PRIVATE
    kept = clear.read_text()
    house.desk.accounts.add("mei", PASSWORD)
    clear.write_text(kept)
    Accounts(house.settings.secrets, Vault(CHEAP)).close()
    assert not clear.exists()


def test_the_wrong_private_key_is_noticed(house: House) -> None:
    """Keys that do not belong together are refused before anything is sealed under them."""
    (house.settings.secrets / CONSOLE_PRIVATE).write_text(bytes(PrivateKey.generate()).hex())
    with pytest.raises(SealBroken, match="belong together"):
        house.desk.accounts.add("mei", PASSWORD)


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def test_the_commands(house: House, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """An operator makes, lists, recovers, resets and disables accounts; nothing secret is printed but what must be kept."""
    vault = Vault(CHEAP)

    def run(*words: str, typing: tuple[str, ...] = ()) -> tuple[int, str]:
        typed(monkeypatch, *typing)
        code = staff.run(house.settings, list(words), vault)
        captured = capsys.readouterr()
        return code, captured.out + captured.err

    code, said = run("add", "Mei", typing=(PASSWORD,))
    assert code == 0
    recovery_key = next(line.strip() for line in said.splitlines() if line.startswith("    "))
    assert PASSWORD not in said
    assert run("add", "ken", typing=("mei", PASSWORD, "another good password"))[0] == 0
    assert run("add", "rin", "--by", "mei", typing=(PASSWORD, "third good password"))[0] == 0
    assert run("add", "rin", "--by", "mei", typing=("wrong", "third good password"))[0] == 1
    assert run("add", "sam")[0] == 1
    assert run("recover", "ken", typing=(recovery_key, "a fourth good password"))[0] == 0
    assert run("reset-totp", "ken")[0] == run("disable", "rin")[0] == 0
    assert run("disable", "nobody")[0] == 1
    code, said = run("list")
    assert code == 0
    assert [line.split()[0] for line in said.splitlines()] == ["ken", "mei", "rin"]
    assert "disabled" in said


def test_keys_are_shown_by_fingerprints(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    """A key never reaches a terminal or its scroll-back."""
    held = [path.read_text().strip() for path in house.settings.secrets.glob("*.key")]
    assert keys.run(house.settings, ["show"]) == keys.run(house.settings, ["create"]) == 0
    (house.settings.secrets / "gateway.key").unlink()
    assert keys.run(house.settings, ["show"]) == 1
    assert keys.run(house.settings, ["create"]) == 0
    said = capsys.readouterr().out
    assert "Made: gateway.key" in said
    assert not [key for key in held if key in said or key[:16] in said]


async def test_a_talk_sealed_for_another_key_is_told(house: House, mei: Browser) -> None:
    """After a restore of the wrong keys staff see what is wrong instead of an error."""
    talk = await house.person().write("hello")
    next(iter(house.desk.sessions._open.values())).key = PrivateKey.generate()
    response = await mei.get(f"/talks/{talk}")
    assert response.status_code == 409
    assert "別の鍵" in response.text


async def test_no_word_address_or_token_in_the_log(
    house: House, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """At DEBUG, with sign-in, reading, replying, failures: none of what was written or secret is in the log (G15)."""
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [])
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    level = root.level
    logs.set_up("DEBUG")
    try:
        house.account("mei")
        mei = await house.signed_in("mei")
        talk = await house.person().write("planted words of a person")
        await mei.get(f"/talks/{talk}")
        await mei.post(f"/talks/{talk}/take")
        await mei.post(f"/talks/{talk}/reply", text="planted words of staff", language="en")
        await house.browser(address="198.51.100.77").sign_in("planted-name", "planted-password", "999111")

        async def broken(*_: object) -> None:
            raise ValueError("planted words of a person")

        monkeypatch.setattr(Archive, "turns", broken)
        assert (await mei.get(f"/talks/{talk}")).status_code == 500
        logging.getLogger("bot.console").info("a line of ours")
        said = capfd.readouterr().err
        assert "/talks/{id} failed: ValueError" in said
        secrets = ["planted", "198.51.100.77", talk, PASSWORD, *mei.http.cookies.values(), house.secrets["mei"]]
        assert not [one for one in secrets if one in said]
    finally:
        root.setLevel(level)


def test_every_label_is_in_both_languages_and_used(house: House) -> None:
    """No page shows a missing word."""
    look: Look = house.desk.look
    for key, words in look.labels.items():
        assert set(words) == {"ja", "en"}, key
        assert all(words.values()), key
    assert not [intent for intent in look.intents if look.title(intent, "ja") == intent], "every intent has a name in words"


def test_create_makes_only_what_is_missing(tmp_path: Path) -> None:
    """A lost key is never silently replaced."""
    assert len(create(tmp_path)) == 3
    (tmp_path / CONSOLE_PRIVATE).unlink()
    assert create(tmp_path) == []
    with pytest.raises(CryptoError):
        SealedBox(PrivateKey.generate()).decrypt(b"x" * 80)
