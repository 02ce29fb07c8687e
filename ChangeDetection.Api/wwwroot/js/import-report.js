// @ts-check
// What an import came to.

/**
 * @typedef {object} ImportReport
 * @property {string} format
 * @property {boolean} isDryRun
 * @property {number} added
 * @property {number} alreadyImported
 * @property {number} addressKnown
 * @property {number} overLimit
 * @property {number} versions
 * @property {number} groupsAdded
 * @property {boolean} tookSettings
 * @property {{ place: string, url: string, fate: string, id: string, versions: number }[]} lines
 * @property {{ place: string, severity: string, what: string, advice?: string | null }[]} notes
 * @property {number} notesOnlyCounted
 */

const Severities = { refused: "Not imported", notCarriedOver: "Not carried over", remark: "Remarks" };
const MostNotes = 200;

/** @param {ImportReport} report */
export function showReport(report) {
  const section = /** @type {HTMLElement} */ (document.getElementById("import-report"));
  const heading = /** @type {HTMLElement} */ (document.getElementById("report-heading"));
  heading.textContent = report.isDryRun ? "What an import would do" : "Imported";
  const counts = /** @type {[string, number | string][]} */ ([
    [report.isDryRun ? "Watches it would add" : "Watches added", report.added],
    ["Versions", report.versions],
    ["Groups added", report.groupsAdded],
    ["Imported before", report.alreadyImported],
    ["Address watched already", report.addressKnown],
    ["Over the limit of watches", report.overLimit],
    ["Settings of the installation", report.tookSettings ? "taken over" : ""],
  ]);
  const shown = counts.filter(([title, value]) => value || title === counts[0][0]);
  document.getElementById("report-counts")?.replaceChildren(...shown.flatMap(([title, value]) => [element("dt", title), element("dd", String(value))]));
  document.getElementById("report-notes")?.replaceChildren(...Object.entries(Severities).flatMap(([severity, title]) => notesOf(report, severity, title)));
  section.hidden = false;
  heading.focus();
}

/**
 * @param {ImportReport} report
 * @param {string} severity
 * @param {string} title
 */
function notesOf(report, severity, title) {
  const notes = report.notes.filter((note) => note.severity === severity);
  if (notes.length === 0) return [];
  const fold = document.createElement("details");
  fold.className = "fold";
  fold.open = severity !== "remark";
  const list = document.createElement("ul");
  list.className = "notes";
  list.append(...notes.slice(0, MostNotes).map((note) => {
    const item = document.createElement("li");
    item.append(element("b", note.place), ` ${note.what}${note.advice ? ` ${note.advice}` : ""}`);
    return item;
  }));
  const rest = notes.length - MostNotes + report.notesOnlyCounted;
  fold.append(element("summary", `${title} (${notes.length})`), list);
  if (rest > 0) fold.append(element("p", `${rest} more are not shown.`));
  return [fold];
}

/**
 * @param {string} name
 * @param {string} text
 */
function element(name, text) {
  return Object.assign(document.createElement(name), { textContent: text });
}
