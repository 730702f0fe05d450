// The facilitator: the space bar is Next, unless something is being typed or pressed.
import { room } from "/part/common.js";

room("lead", () => ({ token: location.hash.slice(1) }));
document.addEventListener("keydown", event => {
  if (event.key !== " " || event.repeat || event.target.closest("input, textarea, select, button, summary, a")) return;
  const next = document.getElementById("next");
  if (next) { event.preventDefault(); next.click(); }
});
