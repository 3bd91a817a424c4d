// Loads a feature only on pages that use it. Every page works without any of them.
const features = {
  "details.menu": "./menu.js",
  "form[data-once]": "./once.js",
  "form[data-autosave-url]": "./autosave.js",
  "form[data-uploading]": "./upload.js",
  "[data-matching-url]": "./matching.js",
  "[data-count-for]": "./count.js",
  "[data-suggest-url]": "./suggest.js",
  "[data-max-bytes]": "./filesize.js",
  "[data-copy]": "./copy.js",
  "form[data-sha256]": "./compare.js",
  "[data-pick-all]": "./pick.js",
  "[data-keys]": "./keys.js",
  "details[data-fold]": "./fold.js",
  "[data-progress-url]": "./progress.js",
  ".error-summary": "./errors.js",
  "form[data-draft]": "./visit.js",
  "[data-outbox]": "./outbox.js",
};

const loading = Object.entries(features).map(async ([selector, module]) => {
  const found = document.querySelectorAll(selector);
  if (!found.length) return;
  const { start } = await import(module);
  found.forEach(start);
});
// Says to whoever drives the page that every feature has taken hold; `load` does not wait for imports.
Promise.allSettled(loading).then(() => { document.documentElement.dataset.ready = ""; });
