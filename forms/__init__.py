"""WTForms classes, one module a feature; choices that come from data are passed in by the views."""
