// The projector: its secret is in the part of the address that is never sent.
import { room } from "/part/common.js";
room("screen", () => ({ token: location.hash.slice(1) }));
