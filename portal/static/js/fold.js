// On a phone the filters fold away, so that the list is seen first; not where a filter is set. Wide, they always stand.
const phone = matchMedia("(max-width: 767.98px)");

export function start(details) {
  const isSet = [...details.querySelectorAll("select, input:not([type=hidden])")].some((field) => field.value);
  const fit = () => { details.open = isSet || !phone.matches; };
  fit();
  phone.addEventListener("change", fit);
}
