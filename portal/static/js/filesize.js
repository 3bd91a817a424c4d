// Says before the upload that a file is too large. The server checks sizes by itself as well.
export function start(field) {
  const words = document.createElement("p");
  words.className = "counter over";
  words.setAttribute("role", "status");
  field.after(words);
  field.addEventListener("change", () => {
    const large = [...field.files].filter((file) => file.size > Number(field.dataset.maxBytes));
    words.textContent = large.map((file) => field.dataset.tooLarge.replace("%1", file.name)).join("");
  });
}
