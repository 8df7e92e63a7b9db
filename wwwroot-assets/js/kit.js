// What components ask of the browser (src/Portal.Web/Kit/Browser.cs).

export function showDialog(element) {
  if (element && !element.open) element.showModal();
}

export function closeDialog(element) {
  if (element?.open) element.close();
}

export function focus(id) {
  document.getElementById(id)?.focus();
}

export function zone() {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

// A document shown in a frame of the same origin.
export function printFrame(id) {
  document.getElementById(id)?.contentWindow?.print();
}

// Rows of a table put in order (Kit/RowOrder.razor): dragged by their grip with mouse, pen or finger, or moved with Alt and an
// arrow. The rows themselves stay where they are until the server has moved them.
export function orderRows(frame, owner) {
  const rows = () => [...frame.querySelectorAll("tr[data-row]")];
  const rowOf = element => element.closest?.("tr[data-row]");
  const placeOf = row => Number(row.dataset.row);
  let drag = null;

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
    if (move && row.isConnected && to !== placeOf(row)) owner.invokeMethodAsync("Move", placeOf(row), to);
  };

  // A row that moves takes the focus with it: the browser loses it when the element is put elsewhere.
  const keepFocus = element => {
    const watch = new MutationObserver(() => {
      const row = rowOf(element);
      if (!row) return;
      const target = element.disabled ? row.querySelector("[data-move]:not([disabled])") : element;
      if (document.activeElement !== target) target?.focus({ preventScroll: true });
      row.scrollIntoView({ block: "nearest" });
    });
    watch.observe(frame, { childList: true, subtree: true, attributes: true, attributeFilter: ["disabled"] });
    setTimeout(() => watch.disconnect(), 1500);
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
    const to = placeOf(row) + by;
    if (to < 0 || to >= rows().length) return;
    keepFocus(event.target);
    owner.invokeMethodAsync("Move", placeOf(row), to);
  });
}
