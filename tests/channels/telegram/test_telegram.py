"""Telegram end to end: the real library and the real pipeline against Telegram's servers as far as the wire shows them."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.app import telegram_of
from bot.channels.telegram import Telegram
from bot.core.messages import Button, Reply
from bot.engines.scripted import Scripted
from bot.gateway import Gateway, compose, deciding
from bot.keys import create
from bot.languages import Languages
from bot.nets.stages import Stages
from bot.settings import Telegram as TelegramSettings
from bot.settings import read
from bot.web import application
from bot.words import ContentWords
from content import Content
from tests.channels.website.stage import content, wait_until
from tests.fakes.easy import easy
from tests.fakes.telegram import TOKEN, FakeTelegram

PERSON = 100_200_300


@dataclass
class Stage:
    """A person's hands on Telegram and our gateway behind it."""

    fake: FakeTelegram
    gateway: Gateway
    telegram: Telegram

    async def until(self, holds: Callable[[FakeTelegram], Any], seconds: float = 15) -> None:
        await asyncio.to_thread(self.fake.wait, holds, seconds)

    async def sees(self, *words: str, person: int = PERSON) -> None:
        """Until *person* has a message with each of *words* on the screen."""
        await self.until(lambda fake: all(any(word in text for text in fake.seen(person)) for word in words))

    def said(self, key: str, language: str = "en") -> str:
        return self.gateway.words.say(key, language).text


@cache
def decided(home: Path) -> tuple[Stages, Languages, ContentWords]:
    """Net, languages and words without anything that was learned, once for all tests: reading them takes seconds."""
    stages, tongue, words = deciding(read({"AKARI_HOME": str(home)}))
    stages.warm_up()
    return stages, tongue, words


@asynccontextmanager
async def staged(
    folder: Path, engine: Scripted | None = None, token: str = TOKEN, spoken: Content | None = None
) -> AsyncIterator[Stage]:
    with FakeTelegram() as fake:
        settings = replace(
            read({"AKARI_HOME": str(folder), "AKARI_DUTY_HOURS": "never"}), telegram=TelegramSettings(token, fake.url, "", "")
        )
        create(settings.secrets)
        stages, tongue, words = decided(folder.parent)
        own = stages, tongue, replace(words, settings=settings)
        gateway = compose(settings, engine or Scripted({}, "An ordinary answer."), decided=own)
        if spoken:
            gateway.words.renew(spoken)
        telegram = telegram_of(gateway)
        assert telegram
        gateway.add(telegram, telegram.wipe)
        async with gateway.running(), telegram.listen():
            yield Stage(fake, gateway, telegram)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with staged(tmp_path) as one:
        yield one


async def test_a_talk_begins_with_who_we_are_and_goes_on_with_the_answer(stage: Stage) -> None:
    """I learn first that this is a program, who runs it, what is kept; then I get my answer."""
    stage.fake.writes(PERSON, "where is the office?")

    await stage.sees("An ordinary answer.")
    texts = stage.fake.seen(PERSON)
    assert "program" in texts[0] and "An ordinary answer." in texts[-1]
    assert all(parts.get("disable_notification") for parts in stage.fake.calls("sendMessage"))


async def test_a_cry_for_help_brings_numbers_that_can_be_tapped(stage: Stage) -> None:
    """One tap calls 110."""
    stage.fake.writes(PERSON, "he locked me in, help")

    await stage.until(lambda fake: {"110", "119"} <= {call["phone_number"] for call in fake.calls("sendContact")})
    await stage.sees("110")


@pytest.mark.parametrize(("command", "answers"), [("start", 0), ("help", 1), ("language", 1), ("human", 1)])
async def test_every_command_is_answered(stage: Stage, command: str, answers: int) -> None:
    """The commands in the menu of the app do something; the answer to Start are the first words."""
    stage.fake.writes(PERSON, f"/{command}")

    await stage.until(lambda fake: len(fake.seen(PERSON)) >= 3 + answers)


async def test_the_emergency_command_brings_the_card_in_my_language(stage: Stage) -> None:
    """No need to find words."""
    stage.fake.writes(PERSON, "こんにちは、はじめまして")
    await stage.sees("An ordinary answer.")

    stage.fake.writes(PERSON, "/emergency")

    await stage.sees("110")
    card = next(text for text in stage.fake.seen(PERSON)[::-1] if "110" in text)
    assert any("\u3040" <= letter <= "\u30ff" for letter in card)


async def test_wiping_deletes_both_sides_and_says_what_stays(stage: Stage) -> None:
    """What I can have deleted is deleted, ours and mine."""
    mine = stage.fake.writes(PERSON, "hello")["message"]["message_id"]
    await stage.sees("An ordinary answer.")

    stage.fake.writes(PERSON, "/wipe")

    await stage.sees(stage.said("wipe_done")[:40])
    deleted = "".join(call["message_ids"] for call in stage.fake.calls("deleteMessages"))
    assert str(mine) in deleted
    assert len(deleted.split(",")) >= 5


async def test_a_button_is_answered_and_its_spinner_stops(tmp_path: Path) -> None:
    """Pressing is as good as writing."""
    menu = Reply("text", "en", "Choose.", buttons=(Button("Wages", "/wages_problem"),))
    engine = Scripted({"hello": ("greet", (menu,)), "/wages_problem": ("wages_problem", (Reply("text", "en", "About wages."),))})
    async with staged(tmp_path, engine) as stage:
        stage.fake.writes(PERSON, "hello")
        await stage.sees("Choose.")
        board = next(call["reply_markup"] for call in stage.fake.calls("sendMessage") if "Choose." in call["text"])
        choice = board.split('"callback_data": "')[1].split('"')[0]
        assert "wages" not in choice

        stage.fake.presses(PERSON, choice)

        await stage.sees("About wages.")
        await stage.until(lambda fake: fake.calls("answerCallbackQuery"))


@pytest.mark.parametrize(
    ("parts", "key"),
    [
        ({"voice": {"file_id": "f", "file_unique_id": "u", "duration": 3}}, "voice"),
        ({"photo": [{"file_id": "f", "file_unique_id": "u", "width": 9, "height": 9}]}, "photo"),
        ({"location": {"latitude": 10.8, "longitude": 106.7}}, "location"),
        ({"contact": {"phone_number": "090", "first_name": "A"}}, "contact"),
        ({"dice": {"emoji": "🎲", "value": 3}}, "other_kind"),
        (
            {"sticker": {"file_id": "f", "file_unique_id": "u", "type": "regular", "width": 9, "height": 9,
                         "is_animated": False, "is_video": False}},
            "sticker",
        ),
        ({"text": "🙏🙏"}, "emoji_only"),
    ],
)  # fmt: skip
async def test_what_is_no_text_is_never_met_with_silence(stage: Stage, parts: dict[str, Any], key: str) -> None:
    """A voice message, a photo, a sticker: I am told what I can do instead."""
    stage.fake.arrives("message", stage.fake.message(PERSON, parts))

    await stage.sees(stage.said(key)[:40])


async def test_a_location_becomes_its_prefecture_and_is_dropped(tmp_path: Path) -> None:
    """I share where I am and see counters of that prefecture; my place itself is nowhere."""
    asked = '/find_counter{"area":"JP-27"}'
    engine = Scripted({asked: ("find_counter", (Reply("text", "en", "Counters in Osaka."),))})
    async with staged(tmp_path, engine) as stage:
        stage.fake.arrives("message", stage.fake.message(PERSON, {"location": {"latitude": 34.6937, "longitude": 135.5023}}))

        await stage.sees(stage.said("location_used"), "Counters in Osaka.")


async def test_a_cry_in_a_caption_or_an_edit_is_seen(stage: Stage) -> None:
    """The net looks at every word, wherever I put it."""
    photo = {"photo": [{"file_id": "f", "file_unique_id": "u", "width": 9, "height": 9}], "caption": "he locked me in, help"}
    stage.fake.arrives("message", stage.fake.message(PERSON, photo))
    await stage.until(lambda fake: fake.calls("sendContact"))

    edited = stage.fake.message(PERSON + 1, {"text": "he locked me in, help", "edit_date": 1_800_000_000})
    stage.fake.arrives("edited_message", edited)
    await stage.until(lambda fake: any(call["chat_id"] == str(PERSON + 1) for call in fake.calls("sendContact")))


async def test_groups_and_channels_are_left_without_a_word(stage: Stage) -> None:
    """Nobody in a group learns that somebody looked for help."""
    stage.fake.arrives("message", stage.fake.message(-500, {"text": "hello"}, chat_type="group"))
    member = {"user": {"id": 1, "is_bot": True, "first_name": "A"}, "status": "administrator", "can_be_edited": False,
              "is_anonymous": False, "can_manage_chat": True, "can_delete_messages": True, "can_manage_video_chats": True,
              "can_restrict_members": True, "can_promote_members": True, "can_change_info": True, "can_invite_users": True,
              "can_post_stories": True, "can_edit_stories": True, "can_delete_stories": True}  # fmt: skip
    left = {"user": {"id": 1, "is_bot": True, "first_name": "A"}, "status": "left"}
    stage.fake.arrives("my_chat_member", {
        "chat": {"id": -600, "type": "channel", "title": "c"}, "from": {"id": 5, "is_bot": False, "first_name": "B"},
        "date": 1, "old_chat_member": left, "new_chat_member": member,
    })  # fmt: skip

    await stage.until(lambda fake: {"-500", "-600"} <= {call["chat_id"] for call in fake.calls("leaveChat")})
    assert not stage.fake.seen(-500) and not stage.fake.seen(-600)


async def test_too_many_requests_are_obeyed_and_nothing_is_lost(stage: Stage) -> None:
    """When Telegram asks for patience, my answer comes later, and once."""
    await stage.until(lambda fake: fake.calls("deleteWebhook"))
    stage.fake.failures["sendMessage"] = [
        (429, {"ok": False, "error_code": 429, "description": "Too Many Requests", "parameters": {"retry_after": 1}})
    ]
    stage.fake.writes(PERSON, "hello")

    await stage.sees("An ordinary answer.")
    assert 1 == sum("An ordinary answer." in text for text in stage.fake.seen(PERSON))


async def test_whoever_blocked_us_is_not_tried_again(stage: Stage) -> None:
    """A person who blocks the bot is left in peace."""
    await stage.until(lambda fake: fake.calls("deleteWebhook"))
    blocked = (403, {"ok": False, "error_code": 403, "description": "Forbidden: bot was blocked by the user"})
    stage.fake.failures["sendMessage"] = [blocked] * 8
    stage.fake.writes(PERSON, "hello")
    await stage.until(lambda fake: len(fake.failures["sendMessage"]) < 5)
    stage.fake.failures["sendMessage"] = []

    stage.fake.writes(PERSON + 1, "hello")
    await stage.sees("An ordinary answer.", person=PERSON + 1)
    assert not [text for text in stage.fake.seen(PERSON) if "program" in text]


async def test_an_update_that_nobody_can_read_blocks_no_other(stage: Stage) -> None:
    """Whatever strange thing arrives, the next person is answered."""
    stage.fake.arrives("message", {"message_id": "no number"})
    stage.fake.arrives("something_new", {"a": 1})
    stage.fake.writes(PERSON, "hello")

    await stage.sees("An ordinary answer.")


async def test_a_wrong_token_is_said_and_harms_nothing_else(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The operator reads one clear sentence; the website goes on."""
    async with staged(tmp_path, token="999:AAnotTheTokenOfThisBot_0000000000") as stage:
        while stage.telegram.trouble != "token refused":
            await asyncio.sleep(0.05)

    assert "Telegram refused the token: check AKARI_TELEGRAM_TOKEN" in caplog.text
    assert "AAnotTheTokenOfThisBot" not in "".join(r.getMessage() for r in caplog.records if r.name.startswith("bot"))


async def test_telegram_being_away_does_not_close_the_website(tmp_path: Path) -> None:
    """Telegram refuses our token; whoever watches over us reads it, and people on the website are not cut off."""
    wrong = TOKEN[:-1] + "X"
    async with staged(tmp_path, token=wrong) as stage:
        await asyncio.to_thread(wait_until, lambda: stage.gateway.started and stage.telegram.trouble == "token refused")
        web = httpx.ASGITransport(application(stage.gateway, stage.telegram))
        async with httpx.AsyncClient(transport=web, base_url="http://test") as http:
            told = await http.get("/readyz")
    assert (200, "degraded") == (told.status_code, told.json()["status"])
    assert (True, False) == (told.json()["parts"]["store"], told.json()["parts"]["telegram"])
    unstarted = httpx.ASGITransport(application(compose(stage.gateway.settings, Scripted({})), None))
    async with httpx.AsyncClient(transport=unstarted, base_url="http://test") as http:
        assert 503 == (await http.get("/readyz")).status_code, "a gateway that has not opened its store is not ready"


async def test_commands_are_told_in_each_language_once(tmp_path: Path) -> None:
    """Whose Telegram is in Japanese reads the commands in Japanese, not in easy Japanese; Chinese is the simplified one."""
    async with staged(tmp_path, spoken=easy(content())) as stage:
        await stage.until(lambda fake: len(fake.calls("setMyShortDescription")) >= len(codes(stage)))
        told = [call["language_code"] for call in stage.fake.calls("setMyShortDescription")]
        said = {call["language_code"]: call["short_description"] for call in stage.fake.calls("setMyShortDescription")}
    assert sorted(told) == sorted(codes(stage))
    assert {code: said[code] for code in ("ja", "zh")} == {
        code: stage.said("telegram_description", code) for code in ("ja", "zh")
    }


def codes(stage: Stage) -> set[str]:
    return {language.split("-")[0] for language in stage.gateway.words.languages}


async def test_easy_japanese_is_written_as_it_is(tmp_path: Path) -> None:
    """Telegram knows no furigana: the reading stands in brackets behind its kanji."""
    text = "会社（かいしゃ）は 払（はら）います。"
    engine = Scripted({"wages": ("wages_problem", (Reply("text", "ja-x-easy", text),))})
    async with staged(tmp_path, engine, spoken=easy(content())) as stage:
        stage.fake.writes(PERSON, "wages")
        await stage.sees(text)
