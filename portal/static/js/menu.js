// The phone menu closes on Escape and on a press outside, as people expect of a menu.
export function start(menu) {
  const close = () => { menu.open = false; };
  document.addEventListener("click", (event) => {
    if (menu.open && !menu.contains(event.target)) close();
  });
  // Whoever tabs on past its last entry leaves it: open, it would lie over what has the focus then.
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) close();
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      close();
      menu.querySelector("summary").focus();
    }
  });
}
