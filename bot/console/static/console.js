// Keeps the open page true: the urgent list on every page, new turns on the page of a talk. Without it everything works by reloading.
const policy = globalThis.trustedTypes
  ? trustedTypes.createPolicy("console", { createHTML: (html) => html })
  : { createHTML: (html) => html };
const status = document.getElementById("status");
const title = document.title.replace(/^\(\d+\) /, "");
const wire = new BroadcastChannel("akari");

/** Puts the server's HTML in place of a live part, keeping the focus on the link that had it.
 * @param {string} name @param {string} html */
function swap(name, html) {
  const part = document.querySelector(`[data-live="${name}"]`);
  if (!part) return;
  const focused = part.contains(document.activeElement) ? document.activeElement?.getAttribute("href") : null;
  part.innerHTML = policy.createHTML(html);
  if (focused) part.querySelector(`[href="${CSS.escape(focused)}"]`)?.focus();
}

/** @param {string} words @param {string} kind */
function tell(words, kind = "") {
  const line = document.createElement("p");
  line.className = kind;
  line.textContent = words;
  status.replaceChildren(...(words ? [line] : []));
}

const list = document.querySelector("[data-live=urgent]");
let count = list ? Number(list.dataset.count) : Infinity; // elsewhere the first news is not new
/** @param {{html: string, count: number}} news */
function urgent(news) {
  swap("urgent", news.html);
  if (news.count > count) tell(status.dataset.new.replace("#", String(news.count)), "alert");
  document.querySelector("[data-calls]").textContent = news.count ? String(news.count) : "";
  count = news.count;
  document.title = (count ? `(${count}) ` : "") + title;
}

wire.onmessage = (message) => (message.data === "over" ? location.reload() : urgent(message.data));

/** Opens a stream that reloads the page when the session is over.
 * @param {string} address @param {Record<string, (news: any) => void>} handlers */
function listen(address, handlers) {
  const stream = new EventSource(address);
  for (const [name, handle] of Object.entries(handlers))
    stream.addEventListener(name, (event) => handle(JSON.parse(event.data)));
  stream.onerror = () => {
    if (stream.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), 2000);
    else tell(status.dataset.lost, "alert");
  };
  stream.onopen = () => { if (status.textContent === status.dataset.lost) tell(""); };
  return stream;
}

// One tab listens for all: browsers allow six connections to one address.
navigator.locks.request("akari-urgent", () => new Promise((done) => {
  const stream = listen("/events", {
    urgent: (news) => { urgent(news); wire.postMessage(news); },
    over: () => { stream.close(); wire.postMessage("over"); location.reload(); },
  });
  addEventListener("pagehide", () => { stream.close(); done(); });
}));

const talk = document.querySelector("[data-talk]");
if (talk) {
  const log = talk.querySelector("[role=log]");
  let stream = null, rest = 0, last = Number(talk.dataset.last);
  log.scrollTop = log.scrollHeight;
  const follow = () => {
    stream = listen(`/events?talk=${talk.dataset.talk}&after=${last}`, {
      turns: (news) => {
        if (news.last <= last) return;
        last = news.last;
        const near = log.scrollHeight - log.scrollTop - log.clientHeight < 120;
        log.querySelector("ol").insertAdjacentHTML("beforeend", policy.createHTML(news.html));
        if (near) log.scrollTop = log.scrollHeight;
      },
      waiting: (news) => swap("waiting", news.html),
      state: (news) => {
        swap("state", news.html);
        const changed = String(news.mine) !== talk.dataset.mine || String(news.open) !== talk.dataset.open;
        talk.querySelector("[data-reload]").hidden = !changed;
      },
      over: () => { stream.close(); location.reload(); },
    });
  };
  follow();
  document.addEventListener("visibilitychange", () => {
    clearTimeout(rest);
    if (document.hidden) rest = setTimeout(() => { stream?.close(); stream = null; }, 60_000);
    else if (!stream) follow();
  });
}
