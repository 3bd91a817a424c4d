// Saves a draft two seconds after the last change and says when. What cannot reach the portal is kept in this browser
// and brought there once the connection is back; a page opened again shows it.
const PAUSE = 2000;
const AGAIN = 10000;
const CONFLICT = 409; // saved in another window meanwhile
const SIGNED_OUT = [400, 401]; // the token is of a sign-in that has ended
const OLD = 30 * 24 * 3600 * 1000;
const PREFIX = "draft:";

export function start(form) {
  const words = form.querySelector(".saved");
  const store = keeper(form.dataset.draftKey, location.pathname);
  let choice = document.querySelector("[data-load]")?.closest("[role=alert]");
  let timer;

  // Nothing is sent by itself while the writer looks at what another window has saved: it would be overwritten.
  function ask({ seen, html }) {
    form.insertAdjacentHTML("beforebegin", html); // from our own template, which escapes
    choice = form.previousElementSibling;
    words.textContent = "";
    choice.querySelector("[data-keep]").addEventListener("click", () => {
      form.elements.seen.value = seen;
      choice.remove();
      choice = null;
      save();
    });
    leave();
  }

  const leave = () => choice?.querySelector("[data-load]").addEventListener("click", () => store.settle());

  async function save() {
    clearTimeout(timer);
    if (choice) return;
    let trouble = form.dataset.autosaveKept;
    try {
      const answer = await fetch(form.dataset.autosaveUrl, { method: "POST", body: fields(form) });
      if (answer.status === CONFLICT) return ask(await answer.json());
      if (SIGNED_OUT.includes(answer.status)) trouble = form.dataset.autosaveEnded;
      if (!answer.ok) throw new Error(answer.statusText);
      const body = answer.status === 204 ? {} : await answer.json();
      const at = body.saved ?? new Date().toTimeString().slice(0, 5);
      store.settle(body.at);
      words.textContent = form.dataset.autosaveDone.replace("%s", at);
      form.dispatchEvent(new Event("autosaved"));
    } catch {
      words.textContent = store.keep(form) ? trouble : form.dataset.autosaveFailed;
      timer = setTimeout(save, AGAIN);
    }
  }

  form.addEventListener("input", () => {
    store.keep(form);
    clearTimeout(timer);
    if (choice) return;
    timer = setTimeout(save, PAUSE);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    const kept = store.keep(form, { sent: navigator.onLine });
    if (navigator.onLine || !kept) return;
    // A browser's error page would take the form away: stay, and say what happens next.
    event.preventDefault();
    words.textContent = form.dataset.autosaveKept;
    form.dispatchEvent(new Event("again"));
  });
  window.addEventListener("online", save);
  leave();
  if (store.restore(form, Date.parse(form.dataset.savedAt))) {
    words.textContent = form.dataset.autosaveRestored;
    save();
  }
}

function fields(form) {
  const data = new FormData(form);
  for (const [name, value] of [...data]) {
    if (value instanceof File) data.delete(name);
  }
  return data;
}

// What is typed of one page of one draft, in this browser alone; without storage nothing is kept and nothing breaks.
// It is kept until a page shows that the portal has it: saved says when the portal saved it, sent that it was sent off.
function keeper(draft, path) {
  const store = draft && storage();
  if (!store) return { keep: () => false, settle() {}, restore: () => false };
  const own = `${PREFIX}${draft}:`;
  const key = own + path;
  for (const each of Object.keys(store).filter((one) => one.startsWith(PREFIX) && one !== key)) {
    const { at = 0, sent } = read(store, each) ?? {};
    if (Date.now() - at > OLD || (sent && each.startsWith(own))) store.removeItem(each);
  }
  const write = (entry) => {
    try {
      store.setItem(key, JSON.stringify({ at: Date.now(), ...entry }));
      return true;
    } catch {
      return false;
    }
  };
  return {
    keep: (form, more = {}) => write({ typed: [...fields(form)].filter(([name]) => name !== "csrf_token"), ...more }),
    settle(saved) {
      const kept = read(store, key);
      if (kept && saved) write({ typed: kept.typed, saved: Date.parse(saved) });
      else store.removeItem(key);
    },
    restore(form, shown) {
      const kept = read(store, key);
      const changed = kept && !(kept.saved <= shown) && fill(form, kept.typed);
      if (!changed) store.removeItem(key);
      return Boolean(changed);
    },
  };
}

function storage() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

function read(store, key) {
  try {
    return JSON.parse(store.getItem(key));
  } catch {
    return null;
  }
}

// Puts back what was typed; tells whether anything is different from what the portal has. It is then saved as from the
// page on which it was typed, so that the portal notices what another window has saved since.
function fill(form, typed) {
  let changed = false;
  for (const field of form.elements) {
    if (!field.name || field.type === "hidden" || field.type === "file") continue;
    const values = typed.filter(([name]) => name === field.name).map(([, value]) => value);
    if (field.type === "checkbox" || field.type === "radio") {
      const checked = values.includes(field.value);
      changed ||= field.checked !== checked;
      field.checked = checked;
    } else if (values.length && normal(values[0]) !== normal(field.value)) {
      field.value = values[0];
      changed = true;
    }
  }
  for (const [name, value] of changed ? typed : []) {
    if (name === "seen" || name === "mark") form.elements[name].value = value;
  }
  return changed;
}

function normal(text) {
  return text.replaceAll("\r\n", "\n");
}
