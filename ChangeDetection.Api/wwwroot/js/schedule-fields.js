// @ts-check
// The weekly windows of a form: presets, what is shown, and what is sent.

import { field } from "./forms.js";

const Workdays = ["monday", "tuesday", "wednesday", "thursday", "friday"];
const Weekend = ["saturday", "sunday"];
const Days = [...Workdays, ...Weekend];

/** @type {Record<string, { days: string[], start: string, hours: number }>} */
const Presets = {
  business: { days: Workdays, start: "09:00", hours: 8 },
  weekend: { days: Weekend, start: "00:00", hours: 24 },
  any: { days: Days, start: "00:00", hours: 24 },
};

/**
 * Brings the windows to life.
 * @param {HTMLFormElement} form
 */
export function keepSchedule(form) {
  const isEnabled = field(form, "schedule.isEnabled");
  const show = () => {
    const windows = document.getElementById("windows");
    if (windows) windows.hidden = !isEnabled.checked;
  };
  isEnabled.addEventListener("change", show);
  form.addEventListener("click", (event) => {
    const preset = /** @type {HTMLElement} */ (event.target).dataset.preset;
    if (!preset) return;
    fill(form, Presets[preset]);
    isEnabled.checked = preset !== "any";
    show();
    if (preset === "any") isEnabled.focus();
  });
  show();
  document.getElementById("zones")?.append(...Intl.supportedValuesOf("timeZone").map((zone) => new Option(zone, zone)));
}

/** @param {HTMLFormElement} form */
export function readSchedule(form) {
  /** @type {Record<string, unknown>} */
  const schedule = { isEnabled: field(form, "schedule.isEnabled").checked, timeZone: field(form, "schedule.timeZone")?.value ?? "" };
  for (const day of Days) {
    schedule[day] = {
      isEnabled: part(form, day, "isEnabled").checked,
      start: part(form, day, "start").value,
      hours: Number(part(form, day, "hours").value),
      minutes: Number(part(form, day, "minutes").value),
    };
  }
  return schedule;
}

/**
 * @param {HTMLFormElement} form
 * @param {{ days: string[], start: string, hours: number }} preset
 */
function fill(form, preset) {
  for (const day of Days) {
    const isOpen = preset.days.includes(day);
    part(form, day, "isEnabled").checked = isOpen;
    if (!isOpen) continue;
    part(form, day, "start").value = preset.start;
    part(form, day, "hours").value = String(preset.hours);
    part(form, day, "minutes").value = "0";
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {string} day
 * @param {string} name
 */
function part(form, day, name) {
  return field(form, `schedule.${day}.${name}`);
}
