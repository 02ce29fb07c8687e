// @ts-check
// What a person does with the queue, wherever it is shown.

import { send } from "./api.js";
import { toast } from "./toast.js";

/** Calls off everything that waits, and says how much that was. */
export async function emptyQueue() {
  const { removed } = await send("POST", "queue/clear");
  toast(`${removed} waiting ${removed === 1 ? "check was" : "checks were"} called off. Each page is checked again after its interval.`);
}
