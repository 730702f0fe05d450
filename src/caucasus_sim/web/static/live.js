// One connection to the server that comes back by itself, regions that show the newest state, forms, drafts.
//
//   import { connect } from "/base/live.js";
//   const live = connect("/live", { hello: () => ({ do: "hello" }), heard: note => {}, shown: names => {} });
//   live.send({ do: "drag", value: 3 });             // lost if there is no connection: the newest one is sent when it is back
//   <form data-do="join">                            // its fields are sent once, kept until the server answers
//   <textarea name="why" data-draft="why">           // survives sleep, reload and restart of the server
//   <button data-do="next" data-with='{"a": 1}'>     // the same for a form of one button
//   <time data-until="1730000000000">                // counts down to a moment of the server's clock
//   <p data-after="1730000000000" hidden>            // is shown from that moment on
//
// The server sends {parts: {id: html}, notes: [...]}. A note {done: id} ends a form; {say: text} is read aloud; {clock: ms}.

const FIRST_WAIT = 300, LONGEST_WAIT = 5000, SILENCE = 25000, BEAT = 8000;

export function connect(path, options = {}) {
  const name = suffix => `caucasus_sim ${location.pathname} ${suffix}`;
  const stored = (suffix, value) => {
    try {
      if (value === undefined) return localStorage.getItem(name(suffix));
      if (value === null) localStorage.removeItem(name(suffix)); else localStorage.setItem(name(suffix), value);
    } catch { /* a browser that keeps nothing still works */ }
    return null;
  };
  let socket = null, wait = FIRST_WAIT, timer = 0, heardAt = 0, newest = null, ahead = 0, open = false;
  const touched = new Set(); // folds that somebody opened or closed stay as they are
  let waiting = JSON.parse(stored("waiting") || "[]");

  const keepWaiting = () => stored("waiting", waiting.length ? JSON.stringify(waiting) : null);
  const put = ({ drafts, ...message }) => socket.send(JSON.stringify(message));
  const banner = shown => { const at = document.getElementById("offline"); if (at) at.hidden = !shown; };

  function begin() {
    clearTimeout(timer);
    if (socket && socket.readyState < 2) return;
    const own = new WebSocket(`${location.protocol === "https:" ? "wss:" : "ws:"}//${location.host}${path}`);
    socket = own; heardAt = Date.now();
    own.onopen = () => {
      open = true; wait = FIRST_WAIT; heardAt = Date.now(); banner(false);
      const hello = options.hello ? options.hello() : null;
      if (hello) put(hello);
      waiting.forEach(put);
      if (newest) { put(newest); newest = null; }
    };
    own.onmessage = event => { heardAt = Date.now(); take(JSON.parse(event.data)); };
    own.onclose = event => {
      if (own !== socket) return;
      open = false; banner(true);
      if (event.code === 1008) { waiting = []; keepWaiting(); }
      timer = setTimeout(begin, wait * (0.75 + Math.random() / 2));
      wait = Math.min(LONGEST_WAIT, wait * 2);
    };
  }

  function end() {
    clearTimeout(timer);
    if (socket) { const old = socket; socket = null; old.onclose = null; old.close(); }
    open = false; wait = FIRST_WAIT;
  }

  function again() {
    if (Date.now() - heardAt <= (open ? SILENCE : LONGEST_WAIT) && socket && socket.readyState < 2) return;
    if (!open || Date.now() - heardAt > SILENCE) { end(); begin(); }
  }

  function take(message) {
    for (const note of message.notes || []) {
      if (note.done) { forget(note.done); }
      if (note.clock) { ahead = note.clock - Date.now(); }
      if (note.say) { const said = document.getElementById("said"); if (said) said.textContent = note.say; }
      if (options.heard) options.heard(note);
    }
    const names = Object.keys(message.parts || {}).filter(id => show(id, message.parts[id]));
    if (names.length && options.shown) options.shown(names);
    if (names.length) tick();
  }

  function show(id, html) {
    const region = document.getElementById(id);
    if (!region) return false;
    const active = document.activeElement, inside = region.contains(active) && active.id;
    const caret = inside && "selectionStart" in active ? [active.selectionStart, active.selectionEnd] : null;
    const unsent = new Map([...region.querySelectorAll("[data-keep][id]")].map(each => [each.id, each.value]));
    const folds = new Map([...region.querySelectorAll("details[id]")].filter(each => touched.has(each.id)).map(each => [each.id, each.open]));
    region.innerHTML = html;
    unsent.forEach((value, key) => { const at = document.getElementById(key); if (at) at.value = value; });
    folds.forEach((was, key) => { const at = document.getElementById(key); if (at) at.open = was; });
    drafts(region);
    const back = inside && document.getElementById(active.id);
    if (back) { back.focus({ preventScroll: true }); if (caret && caret[0] !== null) { try { back.setSelectionRange(...caret); } catch { /* not a text */ } } }
    return true;
  }

  function drafts(region) {
    region.querySelectorAll("[data-draft]").forEach(field => {
      const kept = stored(`draft ${field.dataset.draft}`);
      if (kept === null) return;
      if (field.type === "checkbox" || field.type === "radio") field.checked = kept === (field.type === "radio" ? field.value : "on");
      else field.value = kept;
    });
  }

  function forget(id) {
    const done = waiting.find(each => each.id === id);
    waiting = waiting.filter(each => each.id !== id);
    keepWaiting();
    ((done && done.drafts) || []).forEach(key => stored(`draft ${key}`, null));
  }

  function submit(action, fields, keys) {
    const id = crypto.getRandomValues(new Uint32Array(3)).join("-");
    const message = { do: action, id, ...fields };
    waiting.push({ ...message, drafts: keys }); keepWaiting();
    if (open) put(message);
  }

  function fieldsOf(form, button) {
    const fields = {};
    for (const [key, value] of new FormData(form)) {
      if (key in fields) fields[key] = [].concat(fields[key], value); else fields[key] = value;
    }
    if (button && button.name) fields[button.name] = button.value;
    return fields;
  }

  document.addEventListener("submit", event => {
    const form = event.target.closest("form[data-do]"), by = event.submitter;
    if (!form) return;
    event.preventDefault();
    const keeps = by && "keepDrafts" in by.dataset;
    const keys = keeps ? [] : [...form.querySelectorAll("[data-draft]")].map(each => each.dataset.draft);
    submit((by && by.dataset.do) || form.dataset.do, fieldsOf(form, by), keys);
  });
  document.addEventListener("click", event => {
    const fold = event.target.closest("summary") && event.target.closest("details[id]");
    if (fold) touched.add(fold.id);
    const button = event.target.closest("button[data-do]");
    if (button && !button.disabled && !button.form) submit(button.dataset.do, { ...JSON.parse(button.dataset.with || "{}") }, []);
  });
  document.addEventListener("input", event => {
    const field = event.target.closest("[data-draft]");
    if (field) stored(`draft ${field.dataset.draft}`, field.type === "checkbox" ? (field.checked ? "on" : "off") : field.value);
  });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) again(); });
  addEventListener("online", again);
  addEventListener("offline", () => banner(true));
  // A first load has begun its connection already. A page that comes back from the browser's cache has lost its own.
  addEventListener("pagehide", event => { if (event.persisted) end(); });
  addEventListener("pageshow", event => { if (event.persisted) { end(); begin(); } });
  setInterval(() => { if (open) put({ do: "beat" }); again(); }, BEAT);

  function tick() {
    document.querySelectorAll("[data-after]").forEach(each => { each.hidden = Date.now() + ahead < Number(each.dataset.after); });
    document.querySelectorAll("time[data-until]").forEach(each => {
      const left = Math.round((Number(each.dataset.until) - Date.now() - ahead) / 1000), late = left < 0, size = Math.abs(left);
      const text = `${late ? "−" : ""}${Math.floor(size / 60)}:${String(size % 60).padStart(2, "0")}`;
      if (each.textContent !== text) each.textContent = text;
      each.classList.toggle("late", late);
    });
  }
  setInterval(tick, 500);

  begin();
  return {
    send(message) { if (open) put(message); else newest = message; },
    submit: (action, fields = {}) => submit(action, fields, []),
    store: stored,
    get open() { return open; },
  };
}
