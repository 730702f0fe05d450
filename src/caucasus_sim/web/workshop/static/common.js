// What every page of the room does with notes from the server.
import { connect } from "/base/live.js";

export function room(page, hello, more = () => {}) {
  const wrong = document.getElementById("wrong");
  let fade = 0;
  return connect("/live", {
    hello: () => ({ do: "hello", page, ...hello() }),
    heard(note) {
      if (note.wrong && wrong) {
        wrong.textContent = note.wrong; wrong.hidden = false; clearTimeout(fade);
        fade = setTimeout(() => { wrong.hidden = true; }, 12000);
      }
      more(note);
    },
  });
}
