// Suggestions while typing: the combobox pattern with a listbox (WAI-ARIA 1.2).
const PAUSE = 200;
let lists = 0;

export function start(field) {
  const list = wrap(field);
  let timer;
  let asked = 0;
  let at = -1;

  const options = () => [...list.children];
  const close = () => {
    list.hidden = true;
    at = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const choose = (option) => {
    if (option.dataset.url) {
      window.location.assign(option.dataset.url);
      return;
    }
    field.value = option.dataset.value;
    close();
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const move = (step) => {
    const all = options();
    at = (at + step + all.length + (at < 0 && step < 0 ? 1 : 0)) % all.length;
    all.forEach((option, n) => option.setAttribute("aria-selected", String(n === at)));
    field.setAttribute("aria-activedescendant", all[at].id);
  };
  const show = (found) => {
    list.replaceChildren(...found.map((one, n) => entry(one, `${list.id}-${n}`)));
    at = -1;
    list.hidden = !found.length;
    field.setAttribute("aria-expanded", String(found.length > 0));
    field.removeAttribute("aria-activedescendant");
  };
  const ask = async () => {
    const mine = ++asked;
    const url = new URL(field.dataset.suggestUrl, window.location.href);
    url.searchParams.set("q", field.value.trim());
    try {
      const answer = await fetch(url, { headers: { Accept: "application/json" } });
      const found = answer.ok ? await answer.json() : [];
      if (mine === asked && document.activeElement === field) show(found);
    } catch {
      close();
    }
  };

  field.addEventListener("input", () => {
    clearTimeout(timer);
    if (field.value.trim()) timer = setTimeout(ask, PAUSE);
    else close();
  });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      choose(options()[at]);
    } else if (event.key === "Escape") {
      close();
    }
  });
  field.addEventListener("blur", () => {
    asked += 1;
    close();
  });
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const option = event.target.closest("[role=option]");
    if (option) choose(option);
  });
}

function wrap(field) {
  const writing = document.activeElement === field;
  const box = document.createElement("div");
  box.className = "suggest";
  field.replaceWith(box);
  const list = document.createElement("ul");
  list.id = `suggestions-${lists++}`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.labels[0]?.textContent.trim() ?? "");
  list.hidden = true;
  box.append(field, list);
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "false");
  field.autocomplete = "off";
  if (writing) field.focus(); // to move a field takes the focus from it
  return list;
}

function entry(one, id) {
  const option = document.createElement("li");
  option.id = id;
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", "false");
  option.textContent = one.label;
  option.dataset.value = one.value ?? one.label;
  if (one.url) option.dataset.url = one.url;
  if (one.note) {
    const note = document.createElement("small");
    note.textContent = one.note;
    option.append(note);
  }
  return option;
}
