// The form of a visit survives a lost network: what is typed is kept in the browser, what is sent waits in the outbox.
import { forget, forgetDraft, keep, keepPictures, keptPictures, send } from "./outbox.js";

const PAUSE = 400;

export function start(form) {
  const words = form.querySelector("[data-draft-words]");
  const draft = form.dataset.draft;
  let timer = 0;
  let busy = false;

  const texts = () => [...new FormData(form)].filter(([name, value]) => name !== "csrf_token" && !(value instanceof File));
  const say = (text) => { words.textContent = text; };

  const pictures = () => [...new FormData(form)].filter(([, value]) => value instanceof File && value.size);

  function savePictures() {
    keepPictures(draft, pictures()).then(save, () => say(form.dataset.unsaved));
  }

  async function restorePictures() {
    const kept = await keptPictures(draft).catch(() => undefined);
    const chosen = new Map();
    for (const [name, file] of kept?.files ?? []) {
      if (!chosen.has(name)) chosen.set(name, new DataTransfer());
      chosen.get(name).items.add(file);
    }
    for (const [name, transfer] of chosen) {
      const field = form.elements.namedItem(name);
      if (!field) continue;
      field.files = transfer.files;
      field.closest("details")?.setAttribute("open", "");
    }
  }

  function save() {
    timer = clearTimeout(timer);
    try {
      localStorage.setItem(draft, JSON.stringify(texts()));
      say(form.dataset.saved.replace("%s", new Date().toTimeString().slice(0, 5)));
    } catch {
      say(form.dataset.unsaved);
    }
  }

  function restore() {
    let kept;
    try { kept = JSON.parse(localStorage.getItem(draft) ?? "null"); } catch { kept = null; }
    if (!kept) { form.elements.submission_key.value = newKey(); return; }
    for (const [name, value] of kept) fill(form, name, value);
    say(form.dataset.restored);
    restorePictures();
  }

  async function submit(event) {
    event.preventDefault();
    if (busy) return;
    busy = true;
    form.setAttribute("aria-busy", "true");
    save();
    const entry = {
      key: form.elements.submission_key.value,
      account: form.dataset.account,
      url: location.pathname + location.search,
      title: form.dataset.title,
      draft,
      fields: [...new FormData(form)].filter(([, value]) => !(value instanceof File) || value.size),
    };
    try {
      await keep(entry);
      const url = await send(entry);
      if (url) { location.assign(url); return; }
      await forget(entry);
      form.submit(); // the server says on its own page what is to be changed
    } catch {
      say(form.dataset.later);
      words.scrollIntoView({ block: "center" });
    }
    busy = false;
    form.removeAttribute("aria-busy");
  }

  if ("fresh" in form.dataset) restore();
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, PAUSE); });
  window.addEventListener("pagehide", () => { if (timer) save(); });
  form.addEventListener("change", ({ target }) => { if (target.type === "file") savePictures(); });
  form.addEventListener("submit", submit);
  form.querySelector("[data-discard]").addEventListener("click", () => {
    timer = clearTimeout(timer);
    forgetDraft({ draft }).then(() => location.reload());
  });
  document.addEventListener("delivered", ({ detail }) => {
    if (detail.key === form.elements.submission_key.value) location.assign(detail.url);
  });
}

function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function fill(form, name, value) {
  const field = form.elements.namedItem(name);
  if (!field || name === "edition") return;
  if (field instanceof RadioNodeList) field.value = value;
  else if (field.type === "checkbox" || field.type === "radio") field.checked = field.value === value;
  else field.value = value;
}
