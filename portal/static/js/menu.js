// The phone menu closes on Escape and on a press outside, as people expect of a menu.
export function start(menu) {
  const close = () => { menu.open = false; };
  document.addEventListener("click", (event) => {
    if (menu.open && !menu.contains(event.target)) close();
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      close();
      menu.querySelector("summary").focus();
    }
  });
}
