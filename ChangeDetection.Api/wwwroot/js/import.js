// @ts-check
// Imports a file or a list of addresses, and tells what came of it.

import { Problem, formToken, problemOf } from "./api.js";
import { clearProblems, field, showProblems, whenSent } from "./forms.js";
import { hideColumns, readColumns, showColumns } from "./import-columns.js";
import { showReport } from "./import-report.js";

const form = /** @type {HTMLFormElement} */ (document.getElementById("import"));
const file = field(form, "file");
const text = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("text"));
const progress = /** @type {HTMLProgressElement} */ (document.getElementById("import-progress"));
const stop = /** @type {HTMLButtonElement} */ (document.getElementById("stop"));
const buttons = [...form.querySelectorAll("button")].filter((button) => button !== stop);
/** @type {AbortController | null} */
let running = null;

whenSent(form, () => run(false));
document.getElementById("try")?.addEventListener("click", () => run(true));
stop.addEventListener("click", () => running?.abort());
file.addEventListener("change", look);
field(form, "format").addEventListener("change", look);

/** Shows the columns when the file is a table. */
async function look() {
  clearProblems(form);
  hideColumns(form);
  const chosen = file.files?.[0];
  const format = field(form, "format").value;
  const isTable = ["csv", "xlsx"].includes(format) || (!format && /\.(csv|tsv|xlsx|xlsm)$/i.test(chosen?.name ?? ""));
  if (!chosen || !isTable) return;
  try {
    const answer = await post("imports/columns", { name: chosen.name, format }, chosen);
    showColumns(form, await answer.json());
  } catch (failure) {
    showProblems(form, failure);
  }
}

/** @param {boolean} isTrial */
async function run(isTrial) {
  clearProblems(form);
  const chosen = file.files?.[0];
  if (!chosen && !text.value.trim()) {
    showProblems(form, new Problem("Choose a file or give some addresses.", { file: ["Choose a file, or give addresses below."] }));
    return;
  }
  begin();
  try {
    const query = {
      name: chosen?.name ?? "list.txt",
      format: field(form, "format").value || (chosen ? "" : "urls"),
      dryRun: String(isTrial),
      settings: String(field(form, "settings").checked),
      knownAddresses: String(field(form, "knownAddresses").checked),
    };
    const answer = await post("imports", { ...query, ...readColumns(form) }, chosen ?? new Blob([text.value]));
    showReport(await follow(answer));
  } catch (failure) {
    showProblems(form, running?.signal.aborted ? new Problem("Stopped. What was stored stays; import the file again to go on.", {}) : failure);
  } finally {
    end();
  }
}

/**
 * @param {string} path
 * @param {Record<string, string | string[]>} query
 * @param {Blob} body
 */
async function post(path, query, body) {
  const parameters = new URLSearchParams();
  for (const [name, values] of Object.entries(query)) for (const value of [values].flat()) if (value !== "") parameters.append(name, value);
  let answer;
  try {
    answer = await fetch(`api/v2/${path}?${parameters}`, { method: "POST", body, headers: { ...formToken(), "Content-Type": "application/octet-stream" }, signal: running?.signal });
  } catch (failure) {
    if (running?.signal.aborted) throw failure;
    throw new Problem("The server cannot be reached, or the file cannot be read any more. Choose it again and try again.", {});
  }
  if (!answer.ok) throw await problemOf(answer);
  return answer;
}

/**
 * Reads the lines of the answer as they come and gives the report.
 * @param {Response} answer
 */
async function follow(answer) {
  const reader = /** @type {ReadableStream<Uint8Array>} */ (answer.body).getReader();
  const decoder = new TextDecoder();
  for (let rest = ""; ; ) {
    const { done, value } = await reader.read();
    rest += decoder.decode(value, { stream: !done });
    const lines = rest.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines.filter(Boolean)) {
      const event = JSON.parse(line);
      progress.max = Math.max(1, event.total);
      progress.value = event.done;
      if (event.problem) throw new Problem(event.problem, {});
      if (event.report) return event.report;
    }
    if (done) throw new Problem("The connection ended before the import did. What was stored stays; import the file again to go on.", {});
  }
}

function begin() {
  running = new AbortController();
  progress.removeAttribute("value");
  progress.hidden = stop.hidden = false;
  for (const button of buttons) button.disabled = true;
}

function end() {
  running = null;
  progress.hidden = stop.hidden = true;
  for (const button of buttons) button.disabled = false;
}
