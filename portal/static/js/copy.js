// Copies a standard citation; the button is hidden where the browser cannot copy, and the text can be selected instead.
export function start(button) {
  if (!navigator.clipboard) return;
  const words = button.querySelector("span") ?? button;
  const before = words.textContent;
  button.hidden = false;
  words.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    words.textContent = button.dataset.copied;
    setTimeout(() => { words.textContent = before; }, 3000);
  });
}
