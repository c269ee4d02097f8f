"""Replies as JSON and back: one shape for the engine, the store and the web API (DESIGN §6.2)."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from bot.core.messages import Button, Counter, Hours, Reply, ReplyKind, Show, Source, Span, Way

KINDS = frozenset({"text", "counters", "card", "question", "notice"})

type Json = Mapping[str, Any]


class WrongShape(Exception):
    """The JSON is no reply; the message names the field, never its content."""


def reply_to_json(reply: Reply) -> dict[str, Any]:
    """*reply* as the web API shows it; empty parts are left out."""
    parts: dict[str, Any] = {"id": reply.id, "kind": reply.kind, "language": reply.language, "text": reply.text}
    if reply.topic:
        parts["topic"] = reply.topic
    if reply.buttons:
        parts["buttons"] = [{"title": b.title, "choice": b.choice} for b in reply.buttons]
    if reply.counters:
        parts["counters"] = [_counter_to_json(c) for c in reply.counters]
    if reply.sources:
        parts["sources"] = [{"title": s.title, "url": s.url, "read_on": s.read_on} for s in reply.sources]
    if reply.show:
        parts["show"] = _show_to_json(reply.show)
    if reply.by_staff:
        parts["by_staff"] = True
    return parts


def reply_from_json(parts: object) -> Reply:
    """The reply in *parts*, or raise WrongShape."""
    if not isinstance(parts, Mapping):
        raise WrongShape("a reply is an object")
    kind, text, language = parts.get("kind"), parts.get("text"), parts.get("language")
    if kind not in KINDS:
        raise WrongShape("kind")
    if not isinstance(text, str) or not isinstance(language, str) or not language:
        raise WrongShape("text and language")
    try:
        return Reply(
            kind=cast("ReplyKind", kind),
            language=language,
            text=text,
            topic=_text_or_none(parts.get("topic")),
            buttons=tuple(Button(_text(b["title"]), _text(b["choice"])) for b in _list(parts.get("buttons"))),
            counters=tuple(_counter_from_json(c) for c in _list(parts.get("counters"))),
            sources=tuple(
                Source(_text(s["title"]), _text(s["url"]), _text(s["read_on"])) for s in _list(parts.get("sources"))
            ),
            show=_show_from_json(parts["show"]) if parts.get("show") else None,
            id=_text(parts.get("id", "")),
            by_staff=parts.get("by_staff") is True,
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise WrongShape(f"a part of a reply ({type(error).__name__})") from None


def _show_to_json(show: Show) -> dict[str, str]:
    return {"ja": show.ja, "reading": show.reading, "language": show.language}


def _show_from_json(parts: Any) -> Show:
    return Show(_text(parts["ja"]), _text(parts.get("reading", "")), _text(parts.get("language", "ja")))


def _counter_to_json(counter: Counter) -> dict[str, Any]:
    weekly = [{"days": list(s.days), "from": s.start, "to": s.end} for s in counter.hours.weekly]
    parts: dict[str, Any] = {
        "id": counter.id, "name": counter.name, "phone": counter.phone, "tel": counter.tel,
        "hours": {"text": counter.hours.text, "weekly": weekly},
        "open_now": counter.open_now, "languages": list(counter.languages), "free": counter.free,
        "url": counter.url, "cautions": list(counter.cautions), "read_on": counter.read_on,
        "verified_on": counter.verified_on,
    }
    if counter.opens_at:
        parts["opens_at"] = counter.opens_at
    if counter.write:
        parts["write"] = [{"kind": w.kind, "url": w.url} for w in counter.write]
    if counter.note:
        parts["note"] = counter.note
    if counter.sign:
        parts["sign"] = _show_to_json(counter.sign)
    return parts


def _counter_from_json(parts: Json) -> Counter:
    hours = parts["hours"]
    return Counter(
        id=_text(parts["id"]), name=_text(parts["name"]),
        phone=_text_or_none(parts["phone"]), tel=_text_or_none(parts["tel"]),
        hours=Hours(
            _text(hours["text"]),
            tuple(
                Span(tuple(_text(d) for d in s["days"]), _text(s["from"]), _text(s["to"])) for s in _list(hours.get("weekly"))
            ),
        ),
        open_now=_truth(parts["open_now"]), opens_at=_text_or_none(parts.get("opens_at")),
        languages=tuple(_text(x) for x in _list(parts["languages"])), free=_truth(parts["free"]),
        url=_text_or_none(parts["url"]), cautions=tuple(_text(x) for x in _list(parts["cautions"])),
        read_on=_text(parts["read_on"]), verified_on=_text_or_none(parts["verified_on"]),
        write=tuple(Way(_text(w["kind"]), _text(w["url"])) for w in _list(parts.get("write"))),
        note=_text_or_none(parts.get("note")),
        sign=_show_from_json(parts["sign"]) if parts.get("sign") else None,
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _text_or_none(value: object) -> str | None:
    return None if value is None else _text(value)


def _truth(value: object) -> bool | None:
    if value is not None and not isinstance(value, bool):
        raise TypeError
    return value


def _list(value: object) -> Sequence[Any]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise TypeError
    return value
