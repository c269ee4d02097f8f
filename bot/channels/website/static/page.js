// @ts-check
// What the page does better with a script: leave at once, send without a reload, show replies as they come.
// The same forms work without it. Nothing is stored; text goes in as text, and replies come as HTML that the server escaped.
"use strict";

(() => {
  const root = document.documentElement;
  root.classList.add("scripted");

  // ---------------------------------------------------------------- leaving
  const leaving = /** @type {HTMLFormElement} */ (document.getElementById("leave"));
  const dots = /** @type {HTMLElement} */ (leaving.querySelector(".presses"));
  const stopping = new AbortController();
  const token = /** @type {HTMLInputElement} */ (leaving.elements.namedItem("token")).value;
  let open = false; // whether the server knows a talk by this token

  function leave() {
    root.classList.add("gone");
    stopping.abort();
    if (open) navigator.sendBeacon("/api/leave", new Blob([JSON.stringify({ token })], { type: "application/json" }));
    const to = /** @type {string} */ (leaving.dataset.to);
    try {
      /** @type {Window} */ (window.top).location.replace(to);
    } catch {
      location.replace(to);
    }
  }

  leaving.addEventListener("submit", (event) => {
    event.preventDefault();
    leave();
  });

  // Three presses of Shift alone, each within five seconds of the last; Shift for a capital letter or a click does not count.
  let alone = false;
  let presses = 0;
  let last = 0;
  addEventListener("keydown", (event) => {
    if (event.key === "Shift") alone = alone || !event.repeat;
    else alone = false;
    if (event.key !== "Shift") count(0);
  }, true);
  addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || !alone) return;
    alone = false;
    count(event.timeStamp - last < 5000 ? presses + 1 : 1);
    last = event.timeStamp;
    if (presses === 3) leave();
  }, true);
  addEventListener("pointerdown", () => { alone = false; }, true);

  /** @param {number} now */
  function count(now) {
    presses = now;
    dots.textContent = "•".repeat(now);
  }

  // ---------------------------------------------------------------- the talk
  const form = /** @type {HTMLFormElement | null} */ (document.getElementById("talk"));
  if (!form) return;
  const list = /** @type {HTMLOListElement} */ (document.querySelector(".talk"));
  const box = /** @type {HTMLTextAreaElement} */ (document.getElementById("text"));
  const send = /** @type {HTMLButtonElement} */ (document.getElementById("send"));
  const status = /** @type {HTMLElement} */ (document.querySelector("[role=status]"));
  const mine = /** @type {HTMLTemplateElement} */ (document.getElementById("mine"));
  const says = /** @type {HTMLTemplateElement} */ (document.getElementById("says")).content;
  const trusted = /** @type {any} */ (window).trustedTypes;
  const policy = trusted ? trusted.createPolicy("bubbles", { createHTML: (/** @type {string} */ html) => html }) : null;

  let cursor = Number(form.dataset.cursor);
  let lost = false;
  let listening = false;

  /** @param {string} key */
  function say(key) {
    status.textContent = key && (says.querySelector(`[data-key="${key}"]`)?.textContent ?? "");
  }

  /** @param {boolean} now */
  function connection(now) {
    if (lost === now) return;
    lost = now;
    say(lost ? "connection_lost" : "connected_again");
  }

  /** The list items in *html*; a document of its own runs no scripts. @param {string} html */
  function bubbles(html) {
    const made = new DOMParser().parseFromString(policy ? policy.createHTML(html) : html, "text/html");
    return /** @type {HTMLElement[]} */ ([...made.querySelectorAll("li.bubble")]);
  }

  /** Add replies that are not shown yet. @param {string} html @param {Element | null} [after] */
  function arrive(html, after) {
    const follows = list.getBoundingClientRect().bottom < innerHeight + 120;
    const fresh = bubbles(html).filter((item) => !item.dataset.id || !list.querySelector(`[data-id="${CSS.escape(item.dataset.id)}"]`));
    for (const item of fresh) item.classList.add("arrived");
    if (after) after.after(...fresh);
    else list.append(...fresh);
    const first = fresh[0];
    const before = first?.previousElementSibling;
    if (first && (follows || after)) (before?.matches(".mine") ? before : first).scrollIntoView({ block: "start" });
    return fresh;
  }

  // ---------------------------------------------------------------- sending
  /** @typedef {{id: string, fields: Record<string, string>, item: HTMLElement, tries: number, cards: HTMLElement[]}} Sending */
  /** @type {Sending[]} */
  const waiting = [];
  let busy = false;

  form.addEventListener("submit", (event) => {
    const by = /** @type {HTMLButtonElement | null} */ (event.submitter);
    if (by && (by.name === "switch" || by.hasAttribute("formaction"))) return;
    event.preventDefault();
    if (by && by.name === "choice") {
      by.classList.add("taken");
      write({ choice: by.value }, by.textContent ?? "");
    } else if (box.value.trim()) {
      write({ text: box.value }, box.value);
      box.value = "";
    } else box.focus();
  });

  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    /** @type {HTMLFormElement} */ (form).requestSubmit(send);
  });

  /** @param {Record<string, string>} fields @param {string} text */
  function write(fields, text) {
    const item = /** @type {HTMLElement} */ (/** @type {DocumentFragment} */ (mine.content.cloneNode(true)).querySelector("li"));
    /** @type {HTMLElement} */ (item.querySelector(".text")).textContent = text;
    const sending = { id: uuid(), fields, item, tries: 0, cards: [] };
    item.querySelector(".again")?.addEventListener("click", () => { sending.tries = 0; pump(); });
    list.setAttribute("aria-live", "off"); // a person need not be read their own words
    list.append(item);
    requestAnimationFrame(() => list.removeAttribute("aria-live"));
    item.scrollIntoView({ block: "end" });
    waiting.push(sending);
    pump();
  }

  /** Send what waits, in order, one at a time; a refused message holds the later ones back, so that none overtakes it. */
  async function pump() {
    while (!busy && waiting.length) {
      busy = true;
      const first = waiting[0];
      first.item.dataset.state = "sending";
      const pause = await attempt(first);
      if (pause === null) {
        waiting.shift();
        delete first.item.dataset.state;
      } else if (++first.tries < 3 && pause) {
        await sleep(pause);
      } else {
        first.item.dataset.state = "not-sent";
        say("not_sent");
        busy = false;
        return;
      }
      busy = false;
    }
  }

  addEventListener("online", pump);

  /** Send once: null when it arrived, else the milliseconds until another try, 0 for none. @param {Sending} sending */
  async function attempt(sending) {
    try {
      const answer = await post({ id: sending.id, ...sending.fields });
      const said = await answer.json();
      for (const card of sending.cards) card.remove();
      if (answer.ok) {
        open = true;
        arrive(said.html);
        cursor = Math.max(cursor, said.cursor);
        if (status.textContent && !lost) say("");
        listen();
        return null;
      }
      sending.cards = said.html ? arrive(said.html, sending.item) : [];
      if (answer.status === 413 || answer.status === 422) return 0;
      return Math.min(8, Number(answer.headers.get("Retry-After")) || 2 ** sending.tries) * 1000;
    } catch {
      return 500 * 4 ** sending.tries;
    }
  }

  /** @param {Record<string, string>} fields */
  function post(fields) {
    const values = new FormData(/** @type {HTMLFormElement} */ (form));
    values.delete("text");
    for (const [name, value] of Object.entries({ ...fields, after: String(cursor) })) values.set(name, value);
    const body = new URLSearchParams(/** @type {any} */ (values));
    return fetch("/chat", { method: "POST", body, headers: { Accept: "application/json" }, credentials: "omit", signal: stopping.signal });
  }

  /** A random UUID; crypto.randomUUID is missing where a page is not served over https. */
  function uuid() {
    const b = crypto.getRandomValues(new Uint8Array(16));
    b[6] = (b[6] & 15) | 64;
    b[8] = (b[8] & 63) | 128;
    return [...b].map((n, i) => ([4, 6, 8, 10].includes(i) ? "-" : "") + n.toString(16).padStart(2, "0")).join("");
  }

  // -------------------------------------------------------------- listening
  /** Follow the talk until it ends: by a stream, and by asking when no stream comes through. */
  async function listen() {
    if (listening) return;
    listening = true;
    for (let failed = 0; !stopping.signal.aborted; ) {
      if (document.hidden) await new Promise((seen) => document.addEventListener("visibilitychange", seen, { once: true }));
      const outcome = await follow();
      if (outcome === "ended") {
        open = false;
        say("talk_closed");
        break;
      }
      failed = outcome === "lived" ? 0 : failed + 1;
      if (failed > 1) await ask();
      if (failed) await sleep(Math.min(500 * 2 ** failed, 8000));
    }
    listening = false;
  }

  /** One stream: "lived" when it brought something, "failed" when not, "ended" when there is no talk. */
  async function follow() {
    const quiet = new AbortController();
    const cut = () => quiet.abort();
    let alive = setTimeout(cut, 5000); // no first line in time: a proxy holds the stream back
    let away = 0;
    const watch = () => {
      clearTimeout(away);
      if (document.hidden) away = setTimeout(cut, 60000);
    };
    document.addEventListener("visibilitychange", watch);
    stopping.signal.addEventListener("abort", cut);
    let outcome = "failed";
    try {
      const headers = { Authorization: `Bearer ${token}`, "Last-Event-ID": String(cursor) };
      const answer = await fetch(`/chat/events?lang=${root.lang}`, { headers, credentials: "omit", signal: quiet.signal });
      if (answer.status === 401) return "ended";
      if (!answer.ok || !answer.body) return "failed";
      const reader = answer.body.getReader();
      const decoder = new TextDecoder();
      for (let text = ""; ; ) {
        const { done, value } = await reader.read();
        if (done) break;
        clearTimeout(alive);
        alive = setTimeout(cut, 40000); // a ping comes every 15 seconds
        outcome = "lived";
        connection(false);
        const events = (text + decoder.decode(value, { stream: true })).split("\n\n");
        text = events.pop() ?? "";
        events.forEach(heard);
      }
    } catch {
      // cut by us, or by the network: the caller goes on from the cursor
    } finally {
      clearTimeout(alive);
      clearTimeout(away);
      document.removeEventListener("visibilitychange", watch);
    }
    return outcome;
  }

  /** @param {string} event */
  function heard(event) {
    const lines = Object.fromEntries(event.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]));
    if (!lines.data) return;
    arrive(JSON.parse(lines.data).html);
    cursor = Math.max(cursor, Number(lines.id));
  }

  /** Look for new replies once. */
  async function ask() {
    try {
      const answer = await post({ look: "1" });
      if (!answer.ok) return;
      const said = await answer.json();
      connection(false);
      arrive(said.html);
      cursor = Math.max(cursor, said.cursor);
    } catch {
      connection(true);
    }
  }

  /** @param {number} milliseconds */
  function sleep(milliseconds) {
    return new Promise((done) => setTimeout(done, milliseconds));
  }

  if (cursor) {
    open = true;
    listen();
  }
})();
