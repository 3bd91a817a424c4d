// Loads a feature only on pages that use it. Every page works without any of them.
const features = {
  "details.menu": "./menu.js",
  "form[data-once]": "./once.js",
  "form[data-autosave-url]": "./autosave.js",
  "[data-matching-url]": "./matching.js",
  "[data-count-for]": "./count.js",
  "[data-suggest-url]": "./suggest.js",
  "[data-max-bytes]": "./filesize.js",
  "[data-copy]": "./copy.js",
  "form[data-sha256]": "./compare.js",
  "[data-pick-all]": "./pick.js",
  ".error-summary": "./errors.js",
};

for (const [selector, module] of Object.entries(features)) {
  const found = document.querySelectorAll(selector);
  if (found.length) {
    import(module).then(({ start }) => found.forEach(start));
  }
}
