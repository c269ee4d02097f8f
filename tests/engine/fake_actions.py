"""An action server that speaks the protocol of rasa-sdk, on the standard library alone: `python fake_actions.py PORT`.

It answers as the real actions will, as far as the engine sees it, and misbehaves when the message holds a magic word.
"""

import json
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

THEMES = ("documents", "movement", "isolation", "safety", "threats", "wages", "debt", "deception")


def say(call: dict[str, Any], text: str, **more: Any) -> dict[str, Any]:
    reply = {"kind": "text", "language": call["tracker"]["slots"]["language"], "text": text, **more}
    return {"text": None, "buttons": [], "custom": reply, "image": None, "attachment": None, "elements": [], "response": None}


def slot(name: str, value: Any) -> dict[str, Any]:
    return {"event": "slot", "name": name, "value": value, "timestamp": None}


def run(call: dict[str, Any]) -> dict[str, list[Any]]:
    name, slots, latest = call["next_action"], call["tracker"]["slots"], call["tracker"]["latest_message"]
    intent = latest["intent"]["name"]
    if name == "action_answer":
        return {"events": [slot("topic", intent)], "responses": [say(call, f"answer {intent}", topic=intent)]}
    if name == "action_find_counter":
        found = " ".join(str(slots[key]) for key in ("need", "area", "counter_language", "page"))
        return {"events": [], "responses": [say(call, f"counters {found}", kind="counters")]}
    if name == "action_change_language":
        return {"events": [], "responses": [say(call, "language")]}
    if name == "action_fallback":
        return {"events": [], "responses": [say(call, "fallback")]}
    if name == "validate_self_check_form":
        ask = next((theme for theme in THEMES if slots[theme] is None), None)
        asked = [say(call, f"question {ask}", kind="question")] if ask else []
        return {"events": [], "responses": asked}
    if name == "action_self_check_offer":
        return {"events": [], "responses": [say(call, "go on?", kind="question")]}
    if name == "action_self_check_result":
        answers = ",".join(str(slots[theme]) for theme in THEMES)
        return {"events": [slot(theme, None) for theme in THEMES], "responses": [say(call, f"result {answers}")]}
    raise LookupError(name)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    """Connections stay open, as those of the real server do."""
    wbufsize = -1
    """An answer leaves in one piece: its second half would wait for the other side's word that the first has come."""

    def do_POST(self) -> None:
        call = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        text, name = call["tracker"]["latest_message"].get("text") or "", call["next_action"]
        if call.get("domain") is None:
            self.send(449, {"error": "rasa-sdk asks for a domain", "action_name": name})
            return
        if "zzhang" in text:
            time.sleep(60)
        if "zzslow" in text:
            time.sleep(0.5)
        if "zzlate" in text:
            time.sleep(0.9)
        if "zzdrop" in text:
            self.connection.close()
            self.close_connection = True
            return
        if "zzraise" in text or ("zzsecond" in text and name != "action_answer"):
            self.send(500, {"error": f"failed on {text}", "request_body": call})
        elif "zzreject" in text:
            self.send(400, {"error": f"rejected {text}", "action_name": name})
        elif "zzmissing" in text:
            self.send(404, {"error": f"no action for {text}", "action_name": name})
        elif "zzgarbage" in text:
            self.send_bytes(200, text.encode())
        elif "zznull" in text:
            self.send(200, None)
        else:
            self.send(200, self.odd(text, call) if "zz" in text else run(call))

    @staticmethod
    def odd(text: str, call: dict[str, Any]) -> dict[str, Any]:
        if "zzempty" in text:
            return {"events": [], "responses": []}
        if "zzplain" in text:
            return {"events": [], "responses": [{"text": text}]}
        if "zzshape" in text:
            return {"events": [], "responses": [{"custom": {"kind": "video", "language": "en", "text": text}}]}
        if "zzevent" in text:
            return {"events": [{"event": text}], "responses": [say(call, "half")]}
        if "zzdate" in text:
            when = {"event": "reminder", "intent": "greet", "entities": {}, "date_time": text, "name": text}
            return {"events": [when], "responses": [say(call, "half")]}
        if "zzround" in text:
            return {"events": [{"event": "followup", "name": call["next_action"]}], "responses": [say(call, "again")]}
        if "zzhalf" in text:
            return {"events": [], "responses": [{"response": "utter_nothing"}, say(call, "half")]}
        if "zzbadslot" in text:
            return {"events": [slot("area", text)], "responses": [say(call, "half")]}
        if "zzlong" in text:
            return {"events": [slot("topic", "x" * 100_000)], "responses": [say(call, "long")]}
        if "zzlater" in text:
            when = {"event": "reminder", "intent": "greet", "entities": {}, "date_time": "2030-01-01T00:00:00", "name": text}
            return {"events": [when], "responses": [say(call, "later")]}
        if "zzecho" in text:
            return {"events": [], "responses": [say(call, text)]}
        return run(call)

    def send(self, status: int, body: Any) -> None:
        self.send_bytes(status, json.dumps(body).encode())

    def send_bytes(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    request_queue_size = 1024
    daemon_threads = True


if __name__ == "__main__":
    Server(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
