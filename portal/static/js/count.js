// Says how many characters are written; characters are counted as the server counts them, by code point.
export function start(words) {
  const field = document.getElementById(words.dataset.countFor);
  const limit = Number(words.dataset.limit);
  const show = () => {
    const written = [...field.value].length;
    words.textContent = words.dataset.words.replace("%1", written).replace("%2", limit);
    words.classList.toggle("over", written > limit);
  };
  field.addEventListener("input", show);
  show();
}
