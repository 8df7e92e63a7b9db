// What components ask of the browser (src/Portal.Web/Kit/Browser.cs).

export function showDialog(element) {
  if (!element || element.open) return;
  element.showModal();
  // Once the server has emptied it, it closes with that very drawing: a round trip more, and it would hold the page back, empty.
  new MutationObserver((_, watch) => {
    if (element.firstElementChild) return;
    watch.disconnect();
    closeDialog(element);
  }).observe(element, { childList: true });
  const close = element.querySelector("iframe") && element.querySelector(".dialog-actions button");
  if (!close) return;

  // A viewer in a frame takes the focus when it has loaded, and keeps Escape for itself; whoever clicks into it later has it there.
  const back = () => setTimeout(() => { if (element.open && document.activeElement?.tagName === "IFRAME") close.focus(); });
  close.focus();
  addEventListener("blur", back);
  setTimeout(() => removeEventListener("blur", back), 3000);
}

export function closeDialog(element) {
  if (element?.open) element.close();
}

export function focus(id) {
  document.getElementById(id)?.focus();
}

// The first field of a form with something wrong in it, brought into view.
export function showWrong(form) {
  const wrong = form?.querySelector("[aria-invalid=true]");
  if (!wrong) return;
  const { top, bottom } = wrong.getBoundingClientRect();
  if (top < 80 || bottom > innerHeight - 40) wrong.scrollIntoView({ block: "center" });
  wrong.focus({ preventScroll: true });
}

// Puts a text into a field where its cursor stands, on lines of its own; what is selected there stays.
export function insertText(name, text) {
  const field = document.querySelector(`[data-takes-text="${name}"]`);
  if (!field) return;
  const at = field.selectionEnd;
  const before = field.value.slice(0, at);
  const after = field.value.slice(at);
  const whole = (before && !before.endsWith("\n") ? "\n" : "") + text + (after && !after.startsWith("\n") ? "\n" : "");
  field.setRangeText(whole, at, at, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
  field.focus();
}

export function zone() {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

// A document shown in a frame of the same origin. One below the fold is not loaded yet; a viewer that can't be told to print opens it.
export function printFrame(id) {
  const frame = document.getElementById(id);
  if (!frame) return;
  const print = () => {
    try {
      frame.contentWindow.focus();
      frame.contentWindow.print();
    } catch {
      open(frame.src, "_blank", "noopener");
    }
  };
  if (frame.loading === "lazy" && frame.contentWindow.location.href === "about:blank") {
    frame.addEventListener("load", print, { once: true });
    frame.loading = "eager";
  } else {
    print();
  }
}

// Rows of a table put in order (Kit/RowOrder.razor): dragged by their grip with mouse, pen or finger, or moved with Alt and an
// arrow. The rows themselves stay where they are until the server has moved them.
export function orderRows(frame, owner) {
  const rows = () => [...frame.querySelectorAll("tr[data-row]")];
  const rowOf = element => element.closest?.("tr[data-row]");
  const placeOf = row => Number(row.dataset.row);
  let drag = null;
  let stopKeeping = () => {};
  let moving = Promise.resolve();

  // One move after the other: where a row stands is known when the one before is drawn.
  const put = (row, place) => {
    moving = moving.then(() => {
      const to = row.isConnected ? place() : -1;
      if (to >= 0 && to < rows().length && to !== placeOf(row)) return owner.invokeMethodAsync("Move", placeOf(row), to);
    }).catch(() => {});
  };

  const mark = (row, name) => {
    for (const marked of frame.querySelectorAll(".drop-before, .drop-after")) marked.classList.remove("drop-before", "drop-after");
    row?.classList.add(name);
  };

  const follow = y => {
    const all = rows();
    const before = all.filter(row => { const box = row.getBoundingClientRect(); return (box.top + box.bottom) / 2 < y; }).length;
    const from = placeOf(drag.row);
    drag.to = before > from ? before - 1 : before;
    if (drag.to === from) mark(null);
    else if (before < all.length) mark(all[before], "drop-before");
    else mark(all.at(-1), "drop-after");
  };

  const giveUp = event => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    end(false);
  };

  const end = move => {
    if (!drag) return;
    const { row, to, timer } = drag;
    drag = null;
    clearInterval(timer);
    document.removeEventListener("keydown", giveUp, true);
    mark(null);
    row.classList.remove("dragged");
    frame.classList.remove("dragging");
    if (move) put(row, () => to);
  };

  // A row that moves takes the focus with it: the browser loses it when the element is put elsewhere.
  const keepFocus = element => {
    stopKeeping();
    let target = element;
    const watch = new MutationObserver(() => {
      const row = rowOf(element);
      if (!row) return;
      target = element.disabled ? row.querySelector("[data-move]:not([disabled])") : element;
      if (document.activeElement !== target) target?.focus({ preventScroll: true });
      row.scrollIntoView({ block: "nearest" });
    });
    watch.observe(frame, { childList: true, subtree: true, attributes: true, attributeFilter: ["disabled"] });
    // However long the server takes, but only until the person turns to something else.
    const turned = event => { if (event.type === "pointerdown" || event.target !== target) stopKeeping(); };
    const timer = setTimeout(() => stopKeeping(), 15000);
    stopKeeping = () => {
      stopKeeping = () => {};
      watch.disconnect();
      clearTimeout(timer);
      document.removeEventListener("pointerdown", turned, true);
      document.removeEventListener("focusin", turned, true);
    };
    document.addEventListener("pointerdown", turned, true);
    document.addEventListener("focusin", turned, true);
  };

  frame.addEventListener("pointerdown", event => {
    const grip = event.target.closest("[data-grip]");
    if (!grip || event.button !== 0 || drag) return;
    event.preventDefault();
    grip.setPointerCapture(event.pointerId);
    const row = rowOf(grip);
    let y = event.clientY;
    drag = {
      row, to: placeOf(row), moved: pointer => { y = pointer.clientY; follow(y); },
      // Near the edge the page comes along.
      timer: setInterval(() => {
        const by = y < 80 ? -12 : y > innerHeight - 60 ? 12 : 0;
        if (by) { scrollBy(0, by); follow(y); }
      }, 16),
    };
    row.classList.add("dragged");
    frame.classList.add("dragging");
    document.addEventListener("keydown", giveUp, true);
  });
  frame.addEventListener("pointermove", event => drag?.moved(event));
  frame.addEventListener("pointerup", () => end(true));
  frame.addEventListener("pointercancel", () => end(false));

  frame.addEventListener("click", event => {
    const button = event.target.closest("[data-move]");
    if (button) keepFocus(button);
  }, true);

  frame.addEventListener("keydown", event => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const row = rowOf(event.target);
    if (!event.altKey || !by || !row || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    keepFocus(event.target);
    put(row, () => placeOf(row) + by);
  });
  frame.dataset.rowsReady = "";
}

// A table of fields edited like a spreadsheet (Kit/EditGrid.razor). What is typed is handed over when a cell is left, when typing
// pauses (texts only: a number is not read half written), and when the page goes away.
export function editGrid(frame, owner) {
  const pause = 1500;
  const cells = "input:not([type=checkbox], [role=combobox]), textarea, select";
  const texts = "textarea, input.input:not(.decimal, [type=date], [type=time], [role=combobox])";
  const before = new WeakMap();
  let idle = 0;

  const handOver = cell => cell.dispatchEvent(new Event("change", { bubbles: true }));
  const handOverSoon = cell => {
    clearTimeout(idle);
    idle = setTimeout(() => { if (document.activeElement === cell) handOver(cell); }, pause);
  };
  const rows = () => [...frame.querySelectorAll("tr[data-row]")];
  const enter = cell => { cell?.focus(); cell?.select?.(); };
  const cellOf = (row, column) => row.querySelector(`[name$=".${column}"]`) ?? row.querySelector(cells);

  frame.addEventListener("focusin", event => {
    if (event.target.matches(cells)) before.set(event.target, event.target.value);
  });

  frame.addEventListener("input", event => {
    if (event.target.matches(texts)) handOverSoon(event.target);
  });

  frame.addEventListener("keydown", event => {
    const cell = event.target;
    if (event.isComposing || !cell.matches(cells)) return;
    if (event.key === "Escape" && before.has(cell) && cell.value !== before.get(cell)) {
      event.preventDefault();
      event.stopPropagation();
      clearTimeout(idle);
      cell.value = before.get(cell);
      handOver(cell);
      cell.select?.();
      return;
    }

    const row = cell.closest("tr[data-row]");
    if (event.key !== "Enter" || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey || !row) return;
    event.preventDefault();
    const all = rows();
    const next = all[all.indexOf(row) + 1];
    if (next) {
      enter(cellOf(next, cell.name.split(".").at(-1)));
      return;
    }

    const count = all.length;
    const watch = new MutationObserver(() => {
      const now = rows();
      if (now.length <= count) return;
      watch.disconnect();
      enter(now.at(-1).querySelector(cells));
    });
    watch.observe(frame, { childList: true, subtree: true });
    setTimeout(() => watch.disconnect(), 5000);
    cell.blur();
    owner.invokeMethodAsync("AddRow");
  });

  frame.addEventListener("paste", event => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const isRows = text.includes("\t") || (text.trim().includes("\n") && !event.target.matches("textarea:not([data-paste])"));
    if (!isRows && !event.target.matches("[data-paste]")) return;
    event.preventDefault();
    owner.invokeMethodAsync("Paste", DotNet.createJSStreamReference(new TextEncoder().encode(text)));
  });

  const leave = () => {
    const cell = document.activeElement;
    if (frame.isConnected && frame.contains(cell) && cell.matches(cells) && cell.value !== before.get(cell)) handOver(cell);
  };
  // Whoever types as soon as there is a cell is quicker than this script on a slow line.
  if (frame.contains(document.activeElement) && document.activeElement.matches(texts)) handOverSoon(document.activeElement);
  frame.dataset.ready = "";
  addEventListener("pagehide", leave);
  addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") leave(); });
}
