// Compares a chosen file with a letter's digest here, so that the file never leaves this computer. Browsers calculate
// digests only over HTTPS or on this computer; elsewhere the form sends the file to be compared by the server.
const hexadecimal = (bytes) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");

export function start(form) {
  if (!globalThis.crypto?.subtle) return;
  const field = form.querySelector("input[type=file]");
  const answers = [...form.parentElement.querySelectorAll("[data-answer]")];
  const say = (answer) => answers.forEach((box) => { box.hidden = box.dataset.answer !== answer; });
  document.querySelectorAll("[data-private]").forEach((words) => { words.hidden = false; });
  document.querySelectorAll("[data-sent]").forEach((words) => { words.hidden = true; });
  field.addEventListener("change", () => say(""));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const [file] = field.files;
    if (!file) {
      say("nothing");
      return;
    }
    const digest = hexadecimal(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
    say(digest === form.dataset.sha256 ? "same" : "other");
  });
}
