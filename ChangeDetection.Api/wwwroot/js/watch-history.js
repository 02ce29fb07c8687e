// @ts-check
// The history of a watch: looking at the newest difference marks it read.

import { send } from "./api.js";
import { keepMoments } from "./moments.js";
import { keepSharing } from "./sharing.js";

keepMoments();
const history = document.getElementById("history");
const share = document.getElementById("share");
if (share) keepSharing(share);
const mayMark = document.documentElement.dataset.role !== "viewer";
if (mayMark && history?.dataset.unread === "true" && document.visibilityState === "visible") markRead();
else if (mayMark && history?.dataset.unread === "true") document.addEventListener("visibilitychange", markRead, { once: true });

function markRead() {
  send("POST", `watches/${history?.dataset.watch}/viewed`).catch(() => {
    // The row stays unread; the next look marks it.
  });
}
