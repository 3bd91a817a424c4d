// A second press within the same page does nothing; the server refuses doubles by itself as well.
export function start(form) {
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) {
      event.preventDefault();
      return;
    }
    sent = true;
    form.setAttribute("aria-busy", "true");
  });
  const again = () => {
    sent = false;
    form.removeAttribute("aria-busy");
  };
  // Back in history brings the page as it was left: it may be sent again. So may what never left the browser.
  window.addEventListener("pageshow", again);
  form.addEventListener("again", again);
}
