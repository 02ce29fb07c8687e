// @ts-check
// The page that tests the connection.

import { send } from "./api.js";
import { findingsOf, reasonOf } from "./connection-findings.js";
import { attemptUpgrade, tryTransport } from "./connection-trials.js";
import { allowedTransports } from "./transports.js";

/** @typedef {import("./connection-trials.js").Trial} Trial */

const verdict = /** @type {HTMLElement} */ (document.getElementById("verdict"));
const list = /** @type {HTMLElement} */ (document.getElementById("findings"));
const again = /** @type {HTMLButtonElement} */ (document.getElementById("again"));

again.addEventListener("click", test);
test();

async function test() {
  again.disabled = true;
  list.hidden = true;
  say("Testing…");
  for (const name of allowedTransports()) show(name, "waiting", "waits", "");
  try {
    const trials = [];
    for (const name of allowedTransports()) {
      show(name, "trying", "is tried…", "");
      const trial = await tryTransport(name);
      trials.push(trial);
      tell(trial);
    }
    await judge(trials);
  } catch (failure) {
    say(/** @type {Error} */ (failure).message);
  } finally {
    again.disabled = false;
  }
}

/** @param {Trial[]} trials */
async function judge(trials) {
  const isUpgradeInDoubt = trials.some((trial) => trial.name === "websockets" && !trial.works && !trial.needsOneServer);
  const path = isUpgradeInDoubt ? `connection?attempt=${await attemptUpgrade()}` : "connection";
  const findings = findingsOf(await send("GET", path), location, trials);
  const best = trials.find((trial) => trial.works);
  const state = best ? `Live updates work by ${titleOf(best.name)}.` : "Live updates do not work.";
  say(findings.length === 0 ? `Everything is as it should be. ${state}` : `${state} ${findings.length === 1 ? "One thing is" : `${findings.length} things are`} wrong:`);
  list.replaceChildren(...findings.map(item));
  list.hidden = findings.length === 0;
}

/** @param {import("./connection-findings.js").Finding} finding */
function item(finding) {
  const entry = document.createElement("li");
  for (const [kind, text] of [["what", finding.what], ["fix", finding.fix]]) {
    const line = document.createElement("p");
    line.className = kind;
    line.append(...coded(text));
    entry.append(line);
  }
  return entry;
}

/**
 * Text with the words in backticks as code.
 * @param {string} text
 */
function coded(text) {
  return text.split("`").map((part, place) => {
    if (place % 2 === 0) return part;
    const code = document.createElement("code");
    code.textContent = part;
    return code;
  });
}

/** @param {Trial} trial */
function tell(trial) {
  if (trial.works) show(trial.name, trial.trouble ? "slow" : "works", "works", `connected in ${Math.round(trial.connectMs)} ms, there and back in ${Math.round(trial.roundTripMs)} ms`);
  else show(trial.name, "fails", "does not work", reasonOf(trial));
}

/**
 * @param {string} name
 * @param {string} state
 * @param {string} word
 * @param {string} reason
 */
function show(name, state, word, reason) {
  const row = rowOf(name);
  if (!row) return;
  row.dataset.state = state;
  /** @type {HTMLElement} */ (row.querySelector(".state")).textContent = word;
  /** @type {HTMLElement} */ (row.querySelector(".reason")).textContent = reason;
}

/** @param {string} name */
function rowOf(name) {
  return /** @type {HTMLElement | null} */ (document.querySelector(`[data-transport="${name}"]`));
}

/** @param {string} name */
function titleOf(name) {
  return rowOf(name)?.querySelector("b")?.textContent ?? name;
}

/** @param {string} text */
function say(text) {
  const line = document.createElement("p");
  line.textContent = text;
  verdict.replaceChildren(line);
}
