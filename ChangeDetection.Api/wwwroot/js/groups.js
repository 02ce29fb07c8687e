// @ts-check
// The page of all groups: makes new ones.

import { send } from "./api.js";
import { clearProblems, field, showProblems } from "./forms.js";

const form = /** @type {HTMLFormElement} */ (document.getElementById("add-group"));

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  clearProblems(form);
  try {
    const made = await send("POST", "groups", { title: field(form, "title").value });
    location.assign(`groups/${made.id}`);
  } catch (failure) {
    showProblems(form, failure);
  }
});
