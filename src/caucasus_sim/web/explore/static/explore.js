// The explore page: levers that ask while they move and again when they rest, and everything else by buttons.
//
// Every question carries a number; the answer names it. While a lever moves, one rough question is on its way at a time,
// and the newest value follows it. Before anything else is asked or done, a lever still on its way rests: nothing shown,
// saved or copied lacks the last move. `data-busy` on the body says that something asked is unanswered, and `performance` keeps
// how long each answer took, from the hand to the picture.

import { connect } from "/base/live.js";

const REST = 150;
const at = id => document.getElementById(id);
const all = selector => [...document.querySelectorAll(selector)];
const narrow = () => innerWidth < 700;
let number = 0, waiting = null, wanted = null, held = null, focused = null, resting = 0, finding = 0, settings = null;
let moving = null, copying = false;
const asked = new Map();

const live = connect("/live", { hello, heard, shown });

// Levers come after what is said of them: they are set, and one of them is focused, once they are there.
function shown(names) {
  if (!names.includes("levers")) return;
  if (settings) apply(settings);
  const lever = focused && at(key(focused));
  focused = null;
  if (lever) lever.focus();
}


function hello() {
  waiting = null;
  return { do: "hello", link: heldLink(), narrow: narrow(), room: document.body.classList.contains("room"), number: ask() };
}

function ask() {
  number += 1;
  asked.set(number, performance.now());
  busy();
  return number;
}

function busy() {
  const unanswered = asked.size > 0 || moving !== null;
  document.body.toggleAttribute("data-busy", unanswered);
  if (copying && !unanswered) copyLink();
}

function send(message) {
  settle();
  live.send({ ...message, number: ask() });
}

function tell(message) {
  settle();
  live.send(message);
}

// ------------------------------------------------------------------------------------------------------ what is heard

function heard(note) {
  if (note.settings) { settings = note.settings; apply(settings); buttons(settings); }
  if (note.replayed) apply(note.replayed);
  if ("told" in note) { at("told").textContent = note.told; at("told").hidden = !note.told; }
  if (note.focus) focused = note.focus;
  if (note.link !== undefined) keepLink(note.link);
  if (note.save) saveFile(note.save);
  if (note.drawn !== undefined) drawn(note);
}

function drawn(note) {
  const begun = asked.get(note.drawn);
  document.body.classList.toggle("rough", Boolean(note.rough));
  for (const each of asked.keys()) if (each <= note.drawn) asked.delete(each);
  busy();
  if (begun !== undefined) {
    requestAnimationFrame(() => performance.measure(note.rough ? "dragged" : "rested", { start: begun, end: performance.now() }));
  }
  if (waiting === note.drawn) { waiting = null; drag(); }
}

// ------------------------------------------------------------------------------------------------------ levers

const key = id => `lever-${id.replaceAll(".", "-")}`;
const round = value => Number(value.toPrecision(12));

function valueOf(range) {
  const low = Number(range.dataset.low), high = Number(range.dataset.high), step = Number(range.dataset.step), place = Number(range.value);
  return round(Math.min(high, Math.max(low, (Math.floor(round(low / step)) + place) * step)));
}

function placeOf(range, value) {
  const low = Number(range.dataset.low), step = Number(range.dataset.step);
  return Math.round(value / step) - Math.floor(round(low / step));
}

function apply(values) {
  for (const [id, value] of Object.entries(values.levers)) if (id !== held) showLever(id, value);
  values.outcomes.forEach((name, place) => { at(`outcome-${place}`).value = name; });
  at("lens").value = values.lens;
  at("reference").value = values.reference;
}

function showLever(id, value) {
  const control = at(key(id));
  if (!control) return;
  const set = value !== null && value !== undefined, box = control.closest(".lever");
  if (control.tagName === "SELECT") control.value = set ? String(value) : "";
  else {
    control.value = placeOf(control, set ? value : Number(control.dataset.middle));
    box.querySelector("[data-exact]").value = set ? value : "";
    box.querySelector("[data-clear]").disabled = !set;
  }
  sayLever(control, box, set ? value : null, settings ? settings.opened[id] : null);
}

function sayLever(control, box, value, opened) {
  const words = value === null ? box.dataset.unset : spell(value);
  box.querySelector(".value").textContent = words;
  control.setAttribute("aria-valuetext", value === null ? words : `${words} ${box.dataset.unit}`);
  box.classList.toggle("changed", (value ?? null) !== (opened ?? null));
}

function spell(value) { return String(round(value)).replace("-", "−"); }

function buttons(values) {
  at("undo").disabled = !values.undo;
  at("replay").disabled = !values.undo;
  at("redo").disabled = !values.redo;
  at("reset").disabled = !values.reset;
  for (const option of at("reference").options) option.disabled = !values.references.includes(option.value);
}

function drag() {
  if (waiting !== null || wanted === null) return;
  const { lever, value } = wanted;
  wanted = null;
  waiting = ask();
  live.send({ do: "drag", lever, value, number: waiting });
}

function rest(lever, value) {
  settle(lever);
  clearTimeout(resting);
  moving = wanted = held = waiting = null;
  send({ do: "set", lever, value });
}

// A lever still on its way rests, unless it is the one that is moved or set now.
function settle(now) { if (moving && moving.lever !== now) rest(moving.lever, moving.value); }

document.addEventListener("input", event => {
  const range = event.target.closest("input[type=range][data-value]");
  if (range) {
    const lever = range.dataset.value, value = valueOf(range), box = range.closest(".lever");
    box.querySelector("[data-exact]").value = value;
    sayLever(range, box, value, settings ? settings.opened[lever] : null);
    settle(lever);
    moving = wanted = { lever, value };
    held = lever;
    drag();
    clearTimeout(resting);
    resting = setTimeout(() => settle(), REST);
    busy();
  }
  if (event.target.id === "find") {
    clearTimeout(finding);
    const words = event.target.value;
    finding = setTimeout(() => live.send({ do: "find", words }), REST);
  }
});

document.addEventListener("change", event => {
  const target = event.target;
  if (target.matches("select[data-value]")) rest(target.dataset.value, target.value === "" ? null : Number(target.value));
  if (target.matches("[data-exact]")) rest(target.dataset.exact, target.value === "" ? null : Number(target.value));
  if (target.matches("[data-choice]")) {
    send({ do: "choose", what: target.dataset.choice, name: target.value, place: Number(target.dataset.place || 0) });
  }
});

// ------------------------------------------------------------------------------------------------------ buttons

document.addEventListener("click", event => {
  const button = event.target.closest("button");
  if (!button || button.disabled) return;
  const { step, clear, add, play } = button.dataset;
  if (step) stepped(step);
  else if (clear) rest(clear, null);
  else if (add) tell({ do: "add", name: add });
  else if (play) tell({ do: "play", by: Number(play) });
  else if (button.id === "save") tell({ do: "save" });
  else if (button.id === "link") copyLink();
  else if (button.id === "present") present(button);
});

function stepped(name) { send(name === "replay" ? { do: "replay" } : { do: "step", name }); }

document.addEventListener("keydown", event => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.target.matches("input[type=number], input[type=search]")) return;
  const letter = event.key.toLowerCase();
  const name = letter === "z" ? (event.shiftKey ? "redo" : "undo") : letter === "y" ? "redo" : null;
  if (name && !at(name).disabled) { event.preventDefault(); stepped(name); }
});

function present(button) {
  const on = document.body.classList.toggle("room");
  button.setAttribute("aria-pressed", String(on));
  send({ do: "present", on });
}

// ------------------------------------------------------------------------------------------------------ link and file

let linkable = true, kept = "";

function keepLink(link) {
  linkable = link !== null;
  kept = link || "";
  if (linkable) history.replaceState(null, "", `#${link}`);
}

function say(text) { at("told").textContent = text; at("told").hidden = false; at("said").textContent = text; }

async function copyLink() {
  settle();
  copying = asked.size > 0;
  if (copying) return;
  const words = at("words").dataset;
  if (!linkable) { say(words.linkRecord); return; }
  try { await navigator.clipboard.writeText(location.href); say(words.linkCopied); } catch { say(words.linkByHand); }
}

function saveFile({ name, text, told }) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/yaml" }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
  say(told);
}

// The part behind # is the link, unless it names a place of the page: then the link is put back.
function heldLink() {
  const behind = location.hash.slice(1);
  return at(behind) ? kept : behind;
}

addEventListener("hashchange", () => {
  if (at(location.hash.slice(1))) keepLink(kept || null);
  else live.send(hello());
});
