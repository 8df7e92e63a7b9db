// The visit on a phone. The report is kept in the browser while it is typed and saved when it is left; photos are made smaller and sent
// in the background, again and again until they arrived, each under a key of its own. Everything listens on the document, because the
// page is patched after each post.

const form = () => document.querySelector("form[data-visit]");
const draftKey = () => `visit-draft:${form()?.dataset.visit}`;
const report = () => document.querySelector("[data-report]");
const seen = () => document.querySelector("[data-report-seen]");
const say = (name, text) => { const place = document.querySelector(`[data-${name}-state]`); if (place) place.textContent = text ?? ""; };
const longest = 1600;

// The report -----------------------------------------------------------------------------------------------------------

// A draft goes with the text that it was made of: after a reload the page may hold what somebody else wrote meanwhile, which is said and
// not written over until a person who has read it presses a button.

let saving = false;

const draft = () => JSON.parse(sessionStorage.getItem(draftKey()) ?? "null");
const keep = (text, base) => sessionStorage.setItem(draftKey(), JSON.stringify({ text, base }));
const baseOf = (kept) => kept?.base ?? seen().value;

function putBack() {
  const field = report();
  if (!field || field.dataset.ready === form().dataset.visit) return;
  field.dataset.ready = form().dataset.visit;
  const kept = draft();
  if (kept?.text.trim() === seen().value.trim()) sessionStorage.removeItem(draftKey());
  if (kept === null || kept.text === field.value) return;
  field.value = kept.text;
  say("report", form().dataset.trouble);
  save();
}

async function save() {
  const field = report();
  if (!field || saving) return;
  const text = field.value;
  if (text.trim() === seen().value.trim()) return void sessionStorage.removeItem(draftKey());
  saving = true;
  try {
    const body = new FormData();
    body.set("report", text);
    body.set("seen", baseOf(draft()));
    body.set("__RequestVerificationToken", form().querySelector("[name=__RequestVerificationToken]").value);
    const answer = await fetch(`/day/visits/${form().dataset.visit}/report`, { method: "POST", body });
    if (answer.ok) {
      seen().value = text;
      seen().setAttribute("value", text);
      if (report().value === text) sessionStorage.removeItem(draftKey());
      else keep(report().value, text);
      say("report", form().dataset.saved);
    } else say("report", answer.status === 409 ? await answer.text() : form().dataset.trouble);
  } catch {
    say("report", form()?.dataset.trouble);
  } finally {
    saving = false;
  }
}

document.addEventListener("input", (event) => {
  if (!event.target.matches?.("[data-report]")) return;
  keep(event.target.value, baseOf(draft()));
  say("report", "");
  const copy = document.querySelector("[data-report-copy]");
  if (copy) copy.textContent = event.target.value;
});
document.addEventListener("focusout", (event) => { if (event.target.matches?.("[data-report]")) save(); });
addEventListener("online", () => { save(); send(); });
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(); });
setInterval(() => { if (sessionStorage.getItem(draftKey()) !== null) save(); }, 15000);

// Photos ---------------------------------------------------------------------------------------------------------------

const waiting = [];
let sending = false;
let refused = []; // why photos of the last choice were not taken, each in words

async function smaller(file) {
  if (!file.type.startsWith("image/") || file.size < 400_000) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
    const sheet = document.createElement("canvas");
    sheet.width = Math.round(picture.width * scale);
    sheet.height = Math.round(picture.height * scale);
    sheet.getContext("2d").drawImage(picture, 0, 0, sheet.width, sheet.height);
    const bytes = await new Promise((done) => sheet.toBlob(done, "image/jpeg", 0.85));
    return bytes ? new File([bytes], file.name.replace(/\.[^.]+$/, "") + ".jpg", { type: "image/jpeg" }) : file;
  } catch {
    return file;
  }
}

// The page is patched when photos have arrived: what was refused still stands there.
function sayRefused() {
  if (refused.length > 0 && !sending) say("photos", refused.join("\n"));
}

async function send() {
  if (sending) return;
  sending = true;
  let taken = 0;
  while (waiting.length > 0 && form()) {
    const { key, visit, file } = waiting[0];
    say("photos", `${form().dataset.sending} ${waiting.length}`);
    const body = new FormData();
    body.set("key", key);
    body.set("photo", file, file.name);
    body.set("__RequestVerificationToken", form().querySelector("[name=__RequestVerificationToken]").value);
    try {
      const answer = await fetch(`/day/visits/${visit}/photos`, { method: "POST", body });
      if (answer.status >= 500) throw new Error(answer.statusText);
      if (answer.ok) taken++;
      else refused.push(await answer.text());
      waiting.shift();
    } catch {
      await new Promise((done) => setTimeout(done, 3000));
    }
  }
  sending = false;
  if (!form()) return;
  sayRefused();
  if (taken === 0) return;
  await save();
  globalThis.Blazor?.navigateTo?.(location.pathname, { replaceHistoryEntry: true });
}

document.addEventListener("change", async (event) => {
  if (!event.target.matches?.("[data-photos]")) return;
  const files = [...event.target.files];
  event.target.value = "";
  refused = [];
  for (const file of files) waiting.push({ key: crypto.randomUUID(), visit: form().dataset.visit, file: await smaller(file) });
  send();
});

// A photo that answers a question goes along with the form.
document.addEventListener("change", async (event) => {
  if (!event.target.matches?.("[data-shrink]") || event.target.files.length === 0) return;
  const made = new DataTransfer();
  made.items.add(await smaller(event.target.files[0]));
  event.target.files = made.files;
});
addEventListener("beforeunload", (event) => { if (waiting.length > 0) event.preventDefault(); });

// The search for a part has its own Enter. -------------------------------------------------------------------------------

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches?.("[data-enter]")) return;
  event.preventDefault();
  const button = document.querySelector("[data-find]");
  button.form.requestSubmit(button);
});

new MutationObserver(() => {
  putBack();
  if (document.querySelector("[data-photos-state]")?.textContent === "") sayRefused();
}).observe(document.getElementById("main") ?? document.body, { childList: true, subtree: true });
putBack();
