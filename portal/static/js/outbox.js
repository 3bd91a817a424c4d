// What was filled in without a network waits here, in the browser's database, until the server has it.
// Each entry bears a key that the server keeps unique: sent twice, it is one visit.
const NAME = "portal-outbox";
const STORE = "waiting";
const PICTURES = "pictures"; // the files chosen in drafts that have not been sent

function open() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 2);
    asked.onupgradeneeded = ({ oldVersion }) => {
      if (oldVersion < 1) asked.result.createObjectStore(STORE, { keyPath: "key" });
      asked.result.createObjectStore(PICTURES, { keyPath: "draft" });
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function within(mode, act, name = STORE) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(name, mode);
      const request = act(transaction.objectStore(name));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

export const keep = (entry) => within("readwrite", (store) => store.put(entry));
const all = () => within("readonly", (store) => store.getAll());
const waits = (key) => within("readonly", (store) => store.count(key));

export async function forget(entry) {
  await within("readwrite", (store) => store.delete(entry.key));
}

export function forgetDraft(entry) {
  try { localStorage.removeItem(entry.draft); } catch { /* a browser may forbid it */ }
  return within("readwrite", (store) => store.delete(entry.draft), PICTURES).catch(() => {});
}

export const keepPictures = (draft, files) => within("readwrite", (store) => store.put({ draft, files }), PICTURES);
export const keptPictures = (draft) => within("readonly", (store) => store.get(draft), PICTURES);

const underWay = new Map();

// Returns where it stands now, or "" where the server wants something changed; throws without a network.
// What is being sent already, by the form or by the line below, is not sent beside it.
export function send(entry) {
  if (!underWay.has(entry.key)) underWay.set(entry.key, post(entry).finally(() => underWay.delete(entry.key)));
  return underWay.get(entry.key);
}

async function post(entry) {
  const data = new FormData();
  for (const [name, value] of entry.fields) data.append(name, value);
  const token = document.querySelector("input[name=csrf_token]");
  if (token) data.set("csrf_token", token.value);
  const answer = await fetch(entry.url, { method: "POST", body: data, headers: { Accept: "application/json" } });
  if (answer.status !== 201) return "";
  const { url } = await answer.json();
  await forget(entry);
  await forgetDraft(entry);
  return url;
}

let sending = false;

// A line on every page of staff: what still waits, sent as soon as there is a network.
export function start(place) {
  const say = (words, link, label) => {
    place.replaceChildren(words);
    if (link) {
      const anchor = document.createElement("a");
      anchor.href = link;
      anchor.textContent = label;
      place.append(" ", anchor);
    }
    place.hidden = !words;
  };

  async function deliver() {
    if (sending) return;
    sending = true;
    try {
      const theirs = (await all()).filter((entry) => entry.account === place.dataset.outbox);
      for (const entry of theirs) {
        if (!await waits(entry.key)) continue;
        say(place.dataset.waiting.replace("%s", theirs.length));
        const url = await send(entry);
        if (!url) { say(place.dataset.refused.replace("%s", entry.title), entry.url, place.dataset.open); return; }
        say(place.dataset.sent.replace("%s", entry.title), url, place.dataset.open);
        place.dispatchEvent(new CustomEvent("delivered", { bubbles: true, detail: { key: entry.key, url } }));
      }
    } catch {
      // no network: "online" calls again, and so does the next page
    } finally {
      sending = false;
    }
  }

  window.addEventListener("online", deliver);
  return deliver();
}
