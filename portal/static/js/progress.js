// Follows long work: asks each second how far it is, and shows the page again when it has ended.
const PAUSE = 1000;

export function start(panel) {
  const bar = panel.querySelector("progress");
  const words = panel.querySelector("[data-words]");

  async function ask() {
    try {
      const answer = await fetch(panel.dataset.progressUrl, { headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      const { state, percent, words: said, note, ended } = await answer.json();
      if (ended || state !== panel.dataset.state) {
        window.location.reload();
        return;
      }
      if (percent) bar.value = percent;
      words.textContent = [said, note].filter(Boolean).join(" · ");
    } catch {
      // The portal may be out of reach for a moment; the next second asks again.
    }
    setTimeout(ask, PAUSE);
  }

  setTimeout(ask, PAUSE);
}
