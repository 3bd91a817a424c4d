// Shows how far an upload is. The portal answers with where to go on; without this script the form is sent as any other.
const MENDABLE = [409, 422]; // answered with the form itself, which says what is to be mended
export function start(form) {
  const bar = document.createElement("progress");
  const words = document.createElement("p");
  words.className = "muted";
  words.setAttribute("role", "status");
  bar.max = 100;
  bar.setAttribute("aria-label", form.dataset.uploading.replace("%1", ""));
  bar.hidden = true;
  form.append(bar, words);

  form.addEventListener("submit", (event) => {
    const chosen = [...form.querySelectorAll("input[type=file]")].some((field) => field.files.length);
    if (!chosen) return;
    event.preventDefault();
    const request = new XMLHttpRequest();
    request.open("POST", form.action || location.href);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      bar.value = total ? (100 * loaded) / total : 0;
      words.textContent = form.dataset.uploading.replace("%1", Math.round(bar.value));
    });
    request.addEventListener("load", () => {
      const next = request.getResponseHeader("Content-Type")?.startsWith("application/json")
        ? JSON.parse(request.response).next : null;
      if (next) location.assign(next);
      else if (MENDABLE.includes(request.status)) sendAsAnyOther(event.submitter);
      else if (request.status < 400) location.assign(request.responseURL); // the sign-in had ended
      else failed();
    });
    request.addEventListener("error", failed);
    bar.hidden = false;
    request.send(new FormData(form, event.submitter));
  });

  // What is to be mended stands on the page with which the portal answers, so the browser is let go there.
  function sendAsAnyOther(button) {
    if (button?.name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value }));
    form.submit();
  }

  // The files stay chosen, so that the same press tries again.
  function failed() {
    bar.hidden = true;
    words.textContent = form.dataset.uploadFailed;
    form.dispatchEvent(new Event("again"));
  }
}
