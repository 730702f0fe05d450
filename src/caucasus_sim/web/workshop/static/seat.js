// A phone at a table: its seat is known again by a token that only this browser has.
import { room } from "/part/common.js";

const KEY = "caucasus_sim seat";
const token = () => localStorage.getItem(KEY) || "";
const code = new URLSearchParams(location.hash.slice(1)).get("code");

const live = room("seat", () => ({ token: token() }), note => {
  if (note.token) localStorage.setItem(KEY, note.token);
  if (note.role === "door" && code) setTimeout(() => { const at = document.getElementById("code"); if (at && !at.value) at.value = code; }, 50);
});

let rest = 0;
document.addEventListener("input", event => {
  const form = event.target.closest("form[data-trial]");
  if (!form) return;
  clearTimeout(rest);
  rest = setTimeout(() => live.send({ do: "draft" }), 700);
});
