// Moves through a work list by single keys: j and k, x to pick, o or Enter to open, ? for the help. Only while the list,
// its help or nothing at all has the focus, never in a field, and not at all once switched off (WCAG 2.2, 2.1.4).
const STORE = "keys-off";

export function start(list) {
  const help = document.querySelector("[data-keys-help]");
  const choice = help?.querySelector("input[type=checkbox]");
  let off = read();
  if (choice) {
    choice.closest("[hidden]")?.removeAttribute("hidden");
    choice.checked = !off;
    choice.addEventListener("change", () => write(off = !choice.checked));
  }

  document.addEventListener("keydown", (event) => {
    if (off || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const at = document.activeElement;
    const free = at.matches("body, main") || list.contains(at) || help?.contains(at);
    if (!free || (at.matches("input, select, textarea") && at.type !== "checkbox")) return;
    const links = [...list.querySelectorAll("a.title")];
    const row = at.closest("tr");
    const here = links.findIndex((link) => link.closest("tr") === row);
    const acts = {
      j: () => links[Math.min(here + 1, links.length - 1)]?.focus(),
      k: () => links[Math.max(here - 1, 0)]?.focus(),
      o: () => here >= 0 && links[here].click(),
      x: () => row?.querySelector("input[type=checkbox]")?.click(),
      "?": () => { if (help) help.open = !help.open; },
    };
    if (!Object.hasOwn(acts, event.key)) return;
    event.preventDefault();
    acts[event.key]();
  });
}

function read() {
  try {
    return localStorage.getItem(STORE) === "1";
  } catch {
    return false;
  }
}

function write(off) {
  try {
    localStorage.setItem(STORE, off ? "1" : "");
  } catch {
    // The choice then holds for this page.
  }
}
