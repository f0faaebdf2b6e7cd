// The terminal takes the keys as soon as it is there, and again when the person comes back to the page.
const focus = () => document.querySelector(".xterm-helper-textarea")?.focus();
addEventListener("focus", focus);
addEventListener("DOMContentLoaded", () => {
  new MutationObserver(focus).observe(document.body, { attributes: true, attributeFilter: ["class"] });
});
