// @ts-check
// What the columns of a table mean.

const Meanings = {
  none: "–",
  url: "Address",
  title: "Title",
  groups: "Groups",
  intervalSeconds: "Interval (seconds)",
  intervalMinutes: "Interval (minutes)",
  intervalHours: "Interval (hours)",
  intervalDays: "Interval (days)",
  includeFilter: "What is compared (selector)",
  includeXPath: "What is compared (XPath)",
  removeSelector: "What is removed",
  ignoreText: "Ignored text",
  triggerText: "Text that must be there",
  notificationUrls: "Notification addresses",
  usesBrowser: "Fetched by a browser",
  isPaused: "Paused",
};

/** @param {HTMLFormElement} form */
function place(form) {
  return /** @type {HTMLFieldSetElement} */ (form.querySelector("#columns"));
}

/** @param {HTMLFormElement} form */
export function hideColumns(form) {
  place(form).hidden = true;
}

/**
 * @param {HTMLFormElement} form
 * @param {{ hasHeader: boolean, columns: string[], rows: string[][] }} view
 */
export function showColumns(form, view) {
  const box = place(form);
  /** @type {HTMLInputElement} */ (box.querySelector('[name="header"]')).checked = view.hasHeader;
  box.querySelector("#column-meanings")?.replaceChildren(...view.columns.map(choice));
  box.querySelector("#column-rows")?.replaceChildren(...view.rows.map((row) => line(view.columns.map((_, at) => row[at] ?? ""))));
  box.hidden = false;
}

/**
 * The query's words for what a person chose; nothing when there are no columns.
 * @param {HTMLFormElement} form
 * @returns {Record<string, string | string[]>}
 */
export function readColumns(form) {
  const box = place(form);
  if (box.hidden) return {};
  const header = /** @type {HTMLInputElement} */ (box.querySelector('[name="header"]'));
  return { column: [...box.querySelectorAll("select")].map((select) => select.value), header: String(header.checked) };
}

/**
 * @param {string} meaning
 * @param {number} at
 */
function choice(meaning, at) {
  const cell = document.createElement("th");
  const select = document.createElement("select");
  select.setAttribute("aria-label", `Meaning of column ${at + 1}`);
  select.append(...Object.entries(Meanings).map(([name, title]) => new Option(title, name, false, name === meaning)));
  cell.append(select);
  return cell;
}

/** @param {string[]} cells */
function line(cells) {
  const row = document.createElement("tr");
  row.append(...cells.map((text) => Object.assign(document.createElement("td"), { textContent: text.length > 60 ? `${text.slice(0, 60)}…` : text, title: text })));
  return row;
}
