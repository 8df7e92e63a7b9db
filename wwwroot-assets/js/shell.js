// What pages do before, beside and without a circuit: menus, drawer, theme, keyboard, and keeping what was typed.

const root = document.documentElement;
const year = 365 * 24 * 3600;
const remember = (name, value) => {
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `${name}=${value}; path=/; max-age=${year}; samesite=lax${secure}`;
};

// The second press of a double click counts only on what the first one pressed: the answer to the first may have put something else
// under the pointer meanwhile, such as "Pause" where "Start" was.
const pressed = target => target.closest?.("button, a[href], summary");
const nameOf = thing => thing && `${thing.getAttribute("aria-label") ?? ""} ${thing.value ?? thing.getAttribute("href") ?? ""} ${thing.textContent}`.trim();
let first = [null, null];
addEventListener("click", event => {
  const thing = pressed(event.target);
  if (event.detail < 2) {
    first = [thing, nameOf(thing)];
  } else if (thing && (thing !== first[0] || nameOf(thing) !== first[1])) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}, true);

// Menus, drawer, theme -------------------------------------------------------------------------------------------------

const openMenus = () => [...document.querySelectorAll("details[data-menu][open]")];
const behindDrawer = () => document.querySelectorAll(".topbar, .main");
const openDrawer = () => {
  root.dataset.drawer = "open";
  behindDrawer().forEach(part => { part.inert = true; });
  document.querySelector(".nav-close")?.focus();
};
const closeDrawer = () => {
  root.removeAttribute("data-drawer");
  behindDrawer().forEach(part => { part.inert = false; });
};

document.addEventListener("click", event => {
  const target = event.target.closest?.("*");
  if (!target) return;

  for (const menu of openMenus()) {
    const item = target.closest(".menu-list a, .menu-list button");
    if (!menu.contains(target) || item) menu.removeAttribute("open");
  }

  const theme = target.closest("[data-theme-choice]");
  if (theme) {
    event.preventDefault();
    event.stopPropagation();
    root.dataset.theme = theme.dataset.themeChoice;
    remember("portal-theme", theme.dataset.themeChoice);
    markTheme();
    return;
  }

  if (target.closest("[data-navigation-open]")) {
    openDrawer();
  } else if (target.closest("[data-navigation-close]") || target.closest(".nav-link")) {
    closeDrawer();
  } else if (target.closest("[data-navigation-collapse]")) {
    root.dataset.navigation = root.dataset.navigation === "narrow" ? "wide" : "narrow";
    remember("portal-navigation", root.dataset.navigation);
  } else if (target.closest(".nav-section > summary")) {
    rememberTurned(target.closest(".nav-section"));
  } else if (target.closest("[data-skip]")) {
    event.preventDefault();
    document.getElementById(target.closest("[data-skip]").dataset.skip)?.focus();
  } else if (target.closest("[data-reconnect]")) {
    Blazor.reconnect().then(found => { if (!found) rejected(); });
  } else if (target.closest("[data-reload]")) {
    keepTyped();
    location.reload();
  } else if (target.closest("[data-print]")) {
    print();
  }
}, true);

// A link that leads back here takes the address of the moment, with the filters set meanwhile.
document.addEventListener("pointerdown", event => backHere(event.target.closest?.("a[data-back]")));
document.addEventListener("focusin", event => backHere(event.target.closest?.("a[data-back]")));
function backHere(link) {
  if (link) {
    const url = new URL(link.href);
    url.searchParams.set("back", location.pathname + location.search);
    link.href = url.href;
  }
}

// Which sections of the navigation are not as they are at first. The click comes before its effect.
function rememberTurned(section) {
  const turned = new Set((document.cookie.match(/(?:^|; )portal-sections=([^;]*)/)?.[1] ?? "").split(".").filter(Boolean));
  const foldedAtFirst = "folded" in section.dataset;
  if (section.open === foldedAtFirst) turned.delete(section.dataset.section);
  else turned.add(section.dataset.section);
  remember("portal-sections", [...turned].join("."));
}

function markTheme() {
  for (const choice of document.querySelectorAll("[data-theme-choice]")) {
    if (choice.dataset.themeChoice === root.dataset.theme) choice.setAttribute("aria-current", "true");
    else choice.removeAttribute("aria-current");
  }
}
// A menu whose button stands near an edge of a narrow screen is moved in from there.
function keepInside(menu) {
  const list = menu.querySelector(":scope > .menu-list");
  if (!list) return;
  list.style.translate = "";
  const { left, right } = list.getBoundingClientRect();
  const room = document.documentElement.clientWidth - 8;
  const by = left < 8 ? 8 - left : right > room ? Math.max(room - right, 8 - left) : 0;
  if (menu.open && by) list.style.translate = `${by}px`;
}

document.addEventListener("toggle", event => {
  if (!event.target.matches?.("details[data-menu]")) return;
  markTheme();
  keepInside(event.target);
}, true);

// The whole row of a table is its link. -------------------------------------------------------------------------------

document.addEventListener("click", event => {
  const row = event.target.closest?.("tr.linked");
  if (!row || event.defaultPrevented || event.button !== 0) return;
  if (event.target.closest("a, button, input, select, textarea, label, summary") || String(getSelection())) return;
  const link = row.querySelector("a.row-link");
  if (!link) return;
  if (event.ctrlKey || event.metaKey) open(link.href, "_blank", "noopener");
  else link.click();
});

// What was typed above a list is handed over when its field is left. Left by a click elsewhere, it waits until that click has acted: rows
// drawn anew would take the link away from under the pointer, and the address with the search would lead back from where the link leads.

let held = null;
const filters = ".table-tools input:not([type=checkbox], dialog *)";
const textBefore = new WeakMap();
document.addEventListener("focusin", event => { if (event.target.matches(filters)) textBefore.set(event.target, event.target.value); });
addEventListener("mousedown", event => { held = { on: event.target, field: null, link: null }; }, true);
addEventListener("change", event => {
  if (!held || !event.isTrusted) return;
  if (held.field || !event.target.matches?.(filters) || event.target.contains(held.on)) return void release();
  event.stopImmediatePropagation();
  held.field = event.target;
}, true);
addEventListener("click", event => {
  const link = event.target.closest?.("a[href]:not([download], [target])");
  if (held && link && !event.ctrlKey && !event.metaKey && !event.shiftKey) held.link = link;
}, true);
// The click itself follows the end of its press at once.
for (const end of ["mouseup", "dragend"]) addEventListener(end, () => setTimeout(release), true);
addEventListener("blur", event => { if (event.target === window) release(); });

function release() {
  const { field, link } = held ?? {};
  held = null;
  if (!field?.isConnected) return;
  if (link) field.value = textBefore.get(field) ?? "";
  else field.dispatchEvent(new Event("change", { bubbles: true }));
}

// Keyboard ------------------------------------------------------------------------------------------------------------

const typing = element => element?.matches?.("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]");
const seen = element => element && element.offsetParent !== null && !element.disabled;
const shortcut = name => [...document.querySelectorAll(`[data-shortcut~="${name}"]`)].find(seen);

document.addEventListener("keydown", event => {
  if (event.isComposing) return;

  if (event.key === "Escape") {
    const menu = openMenus().at(-1);
    // Escape closes what is on top only: a list of choices or a menu before the dialog that it stands in.
    if (event.target.matches?.("dialog [role=combobox][aria-expanded=true]")) {
      event.preventDefault();
    } else if (menu) {
      event.preventDefault();
      menu.removeAttribute("open");
      menu.querySelector("summary").focus();
    } else if (root.dataset.drawer) {
      closeDrawer();
      document.querySelector("[data-navigation-open]")?.focus();
    } else if (typing(document.activeElement)) {
      document.activeElement.blur();
    }
    return;
  }

  const menu = event.target.closest?.("details[data-menu][open]");
  if (menu && !typing(event.target) && ["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key)) {
    const items = [...menu.querySelectorAll(".menu-list :is(a, button, input)")].filter(seen);
    const at = items.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at < 0 ? items.length - 1 : at - 1, Home: 0, End: items.length - 1 }[event.key];
    items.at(next % items.length)?.focus();
    event.preventDefault();
    return;
  }

  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = event.target.closest?.("form");
    const save = form?.querySelector("[data-shortcut~=save], [type=submit]") ?? shortcut("save");
    if (save) {
      event.preventDefault();
      // Leaving the field first gives it the chance to hand over its value.
      if (typing(document.activeElement)) document.activeElement.dispatchEvent(new Event("change", { bubbles: true }));
      save.click();
    }
    return;
  }

  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector("dialog[open]")) return;

  switch (event.key) {
    case "/": press(event, shortcut("search"), element => { element.focus(); element.select(); }); break;
    case "n": press(event, shortcut("new")); break;
    case "e": press(event, shortcut("edit")); break;
    case "j": moveRow(event, 1); break;
    case "k": moveRow(event, -1); break;
    case "x": press(event, document.activeElement?.closest?.("tr")?.querySelector("td.tick input")); break;
    case "?": press(event, document.getElementById("shortcuts"), dialog => dialog.showModal()); break;
  }
});

function press(event, element, how = found => found.click()) {
  if (!element) return;
  event.preventDefault();
  how(element);
}

function moveRow(event, by) {
  const rows = [...document.querySelectorAll("a.row-link")].filter(seen);
  if (rows.length === 0) return;
  event.preventDefault();
  const row = document.activeElement?.closest?.("tr");
  const at = rows.findIndex(link => link.closest("tr") === row);
  const next = at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + by));
  rows[next].focus();
  rows[next].closest("tr").scrollIntoView({ block: "nearest" });
}

// Arrow keys, Enter and Tab in a box with a list belong to the box, not to the page.
document.addEventListener("keydown", event => {
  if (event.target.matches?.("[role=combobox]") && ["ArrowDown", "ArrowUp", "Enter"].includes(event.key)) event.preventDefault();
});

// Static forms are sent once, however often the button is pressed. --------------------------------------------------------

let underWay = null;
let hears = false;
document.addEventListener("submit", event => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  arrived();
  document.querySelector("[data-unsent-note]")?.remove();
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-busy", "true");
  // A file that comes, or another tab that opens, leaves this page as it is: only a double click is meant once.
  const stays = form.target === "_blank" || "download" in form.dataset;
  underWay = { form, button: event.submitter, timer: setTimeout(arrived, stays ? 1000 : 30000) };
  if (!hears && globalThis.Blazor?.addEventListener) {
    hears = true;
    Blazor.addEventListener("enhancedload", () => { if (arrived()) showAnswer(); });
  }
}, true);
addEventListener("pageshow", arrived);

// Answered, shown again from the browser's memory, or given up: the form may be sent again.
function arrived() {
  if (!underWay) return false;
  clearTimeout(underWay.timer);
  delete underWay.form.dataset.sent;
  underWay.button?.removeAttribute("aria-busy");
  underWay = null;
  return true;
}

// A post that finds no line ends in nothing but this: what was typed is still there, and the button can be pressed again.
addEventListener("unhandledrejection", event => {
  if (!underWay || !(event.reason instanceof TypeError)) return;
  const { button, form } = underWay;
  arrived();
  const note = document.createElement("div");
  note.dataset.unsentNote = "";
  note.className = "field-error";
  note.setAttribute("role", "alert");
  note.textContent = document.getElementById("components-reconnect-modal")?.dataset.unsent ?? "";
  if (button?.offsetParent) button.after(note);
  else form.append(note);
});

// The page stays where its button was: what became of an answer stands further up, as does a field with something wrong in it.
function showAnswer() {
  const wrong = document.querySelector("main form [aria-invalid=true]");
  if (wrong) {
    wrong.scrollIntoView({ block: "center" });
    wrong.focus({ preventScroll: true });
  }
  if (new URLSearchParams(location.search).has("answered")) document.querySelector(".public-state")?.scrollIntoView({ block: "center" });
}

// A browser cuts off, without a word, what is pasted beyond the length of a field.
addEventListener("paste", event => {
  const field = event.target;
  if (event.defaultPrevented || !field.matches?.("input, textarea") || field.maxLength < 1) return;
  const pasted = (event.clipboardData?.getData("text") ?? "").replaceAll("\r\n", "\n");
  const over = field.value.length - (field.selectionEnd - field.selectionStart) + pasted.length - field.maxLength;
  const frame = field.closest(".field") ?? field.parentElement;
  const drop = () => frame.querySelector("[data-cut-note]")?.remove();
  drop();
  if (over <= 0) return;
  const note = document.createElement("div");
  note.dataset.cutNote = "";
  note.className = "field-error";
  note.setAttribute("role", "alert");
  note.textContent = (document.getElementById("components-reconnect-modal")?.dataset.cut ?? "").replace("{0}", field.maxLength.toLocaleString(root.lang)).replace("{1}", over.toLocaleString(root.lang));
  frame.append(note);
  setTimeout(() => field.addEventListener("input", drop, { once: true }));
});

// What was typed survives a lost connection and a server that was started anew. ----------------------------------------------

const typedKey = () => `typed:${location.pathname}${location.search}`;
const fields = () => [...document.querySelectorAll("main :is(input, textarea, select)[id]")]
  .filter(field => !["password", "file", "hidden", "search"].includes(field.type));
const valueOf = field => ["checkbox", "radio"].includes(field.type) ? field.checked : field.value;
const reconnectBar = () => document.getElementById("components-reconnect-modal");
const isCutOff = () => /components-reconnect-(show|failed|rejected)/.test(reconnectBar()?.className ?? "");
const leftMeanwhile = new Set();

function keepTyped() {
  const typed = Object.fromEntries(fields().map(field => [field.id, valueOf(field)]));
  if (Object.keys(typed).length > 0) sessionStorage.setItem(typedKey(), JSON.stringify(typed));
}

function rejected() {
  reconnectBar().className = "reconnect components-reconnect-rejected";
}

// A form that first asks whether to go on with earlier work is inert: nothing is put back until that is decided.
function putBack() {
  const kept = sessionStorage.getItem(typedKey());
  if (!kept) return;
  const typed = JSON.parse(kept);
  let deadline = Date.now() + 10000;
  let asked = false;
  const attempt = () => {
    if (sessionStorage.getItem(typedKey()) !== kept) return;
    if (document.querySelector("main [inert]")) {
      asked = true;
      deadline = Date.now() + 3000;
      return void setTimeout(attempt, 200);
    }
    const missing = Object.keys(typed).some(id => !document.getElementById(id));
    if (missing && Date.now() < deadline) return void setTimeout(attempt, asked ? 50 : 200);
    sessionStorage.removeItem(typedKey());
    let restored = false;
    for (const field of fields()) {
      const value = typed[field.id];
      if (value === undefined || value === valueOf(field)) continue;
      if (typeof value === "boolean") field.checked = value;
      else field.value = value;
      handOver(field);
      restored = true;
    }
    if (restored) announce(reconnectBar().dataset.restored);
  };
  attempt();
}

function handOver(field) {
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

function announce(text) {
  const note = document.createElement("div");
  note.className = "toasts";
  note.setAttribute("role", "status");
  note.innerHTML = `<div class="toast info"><span class="toast-text"></span></div>`;
  note.querySelector(".toast-text").textContent = text;
  document.body.append(note);
  setTimeout(() => note.remove(), 6000);
}

addEventListener("pagehide", () => { if (isCutOff()) keepTyped(); });
// The browser may end without saying so.
document.addEventListener("input", () => { if (isCutOff()) keepTyped(); });
// What was left while nobody listened is handed over when somebody does again.
document.addEventListener("change", event => { if (isCutOff() && event.target.matches?.("main [id]")) leftMeanwhile.add(event.target); }, true);
let wasCutOff = false;
new MutationObserver(() => {
  if (isCutOff()) return void (wasCutOff = true, keepTyped());
  if (!wasCutOff) return;
  wasCutOff = false;
  sessionStorage.removeItem(typedKey());
  for (const field of leftMeanwhile) if (field.isConnected) handOver(field);
  leftMeanwhile.clear();
}).observe(reconnectBar() ?? document.createElement("div"), { attributes: true, attributeFilter: ["class"] });
document.addEventListener("click", event => { if (event.target.closest?.("[data-forget-typed]")) sessionStorage.removeItem(typedKey()); }, true);

// What is written for long is handed over whenever the person pauses, and when the page goes, not only when they leave its field.
let halfWritten;
const handOverHalfWritten = () => {
  if (halfWritten?.isConnected) halfWritten.dispatchEvent(new Event("change", { bubbles: true }));
  halfWritten = undefined;
};
let pausing;
document.addEventListener("input", event => {
  if (!event.target.matches?.("[data-kept]")) return;
  halfWritten = event.target;
  clearTimeout(pausing);
  pausing = setTimeout(handOverHalfWritten, 500);
});
addEventListener("pagehide", handOverHalfWritten);

remember("portal-zone", encodeURIComponent(Intl.DateTimeFormat().resolvedOptions().timeZone ?? ""));
putBack();
markTheme();

// Where something may be dropped (data-drop): the browser has to be told while it is dragged over, too often to ask the server.
document.addEventListener("dragover", event => {
  if (event.target.closest?.("[data-drop]")) event.preventDefault();
});
