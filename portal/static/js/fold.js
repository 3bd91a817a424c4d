// On a phone or tablet the filters fold away, so that the list is seen first; not where a filter is set. Wide, they always stand.
const narrow = matchMedia("(max-width: 1099.98px)");

export function start(details) {
  const isSet = [...details.querySelectorAll("select, input:not([type=hidden])")].some((field) => field.value);
  const fit = () => { details.open = isSet || !narrow.matches; };
  fit();
  narrow.addEventListener("change", fit);
}
