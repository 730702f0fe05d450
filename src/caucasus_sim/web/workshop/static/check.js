// Whether a phone can reach this machine; after half a minute without one, the other ways.
import { connect } from "/base/live.js";

const page = document.body.dataset.page;
connect("/live", { hello: () => ({ do: "hello", page }) });
const otherwise = document.getElementById("otherwise");
if (otherwise) setTimeout(() => { otherwise.hidden = false; }, 30000);
