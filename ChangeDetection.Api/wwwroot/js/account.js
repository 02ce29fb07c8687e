// @ts-check
// One's own account: the password, and where one is signed in.

import { send } from "./api.js";
import { field, whenSent } from "./forms.js";
import { keepMoments } from "./moments.js";
import { toast, told } from "./toast.js";

keepMoments();

const form = /** @type {HTMLFormElement | null} */ (document.getElementById("change-password"));

if (form)
  whenSent(form, async () => {
    await send("POST", "account/password", { current: field(form, "current").value, new: field(form, "new").value });
    field(form, "current").value = field(form, "new").value = "";
    toast("The password is changed; all other browsers are signed out.");
  });

for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-session]")))
  button.addEventListener("click", () => end(`account/sessions/${button.dataset.session}`));

document.getElementById("sign-out-elsewhere")?.addEventListener("click", () => end("account/sessions"));

/** @param {string} path */
function end(path) {
  return told(async () => {
    await send("DELETE", path);
    location.reload();
  });
}
