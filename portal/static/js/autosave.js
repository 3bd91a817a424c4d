// Saves a draft two seconds after the last change and says when; what failed to save stays in the form.
const PAUSE = 2000;

export function start(form) {
  const words = form.querySelector(".saved");
  let timer;

  async function save() {
    try {
      const answer = await fetch(form.dataset.autosaveUrl, { method: "POST", body: fields(form) });
      if (!answer.ok) throw new Error(answer.statusText);
      const body = answer.status === 204 ? {} : await answer.json();
      const at = body.saved ?? new Date().toTimeString().slice(0, 5);
      words.textContent = form.dataset.autosaveDone.replace("%s", at);
      form.dispatchEvent(new Event("autosaved"));
    } catch {
      words.textContent = form.dataset.autosaveFailed;
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
}

function fields(form) {
  const data = new FormData(form);
  for (const [name, value] of [...data]) {
    if (value instanceof File) data.delete(name);
  }
  return data;
}
