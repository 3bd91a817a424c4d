// After a form came back with errors the summary has the focus, so that it is read first.
export function start(summary) {
  summary.focus({ preventScroll: false });
}
