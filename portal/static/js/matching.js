// Shows the measures that match what is being written, each time the draft has been saved; until then those of the page.
export function start(panel) {
  const words = panel.querySelector("[role=status]");
  const list = panel.querySelector("ul");
  let asked = 0;

  async function ask() {
    const mine = ++asked;
    try {
      const answer = await fetch(panel.dataset.matchingUrl, { headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      const { found, words: said, html } = await answer.json();
      if (mine !== asked || html === list.dataset.shown) return;
      list.innerHTML = html; // from our own template, which escapes
      list.dataset.shown = html;
      panel.hidden = !found;
      words.textContent = said;
    } catch {
      // What is shown stays; the next save asks again.
    }
  }

  document.querySelector("form[data-autosave-url]")?.addEventListener("autosaved", ask);
}
