// Dragging in the calendar (src/Portal.Web/Interventions/Planning): visits and requests into days and lines of hours, and the end of a
// visit to make it longer. Mouse and pen drag at once, a finger after a short hold, so that it can still scroll. Nothing is moved here:
// the server answers by drawing anew. What dragging does can be done in the visit's window by keyboard too.

const step = 15;
const hold = 300;

export function planning(frame, owner) {
  let drag = null;

  const targetAt = (x, y) => document.elementsFromPoint(x, y).map(e => e.closest("[data-day]")).find(e => e && frame.contains(e));

  const minutesAt = (lane, x) => {
    if (!lane.dataset.span) return -1;
    const box = lane.getBoundingClientRect();
    const exact = Number(lane.dataset.from) + (x - box.left) / box.width * Number(lane.dataset.span);
    return Math.max(0, Math.min(24 * 60 - step, Math.round(exact / step) * step));
  };

  const clock = minutes => `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

  const mark = lane => {
    if (drag.lane === lane) return;
    drag.lane?.classList.remove("drop-here");
    lane?.classList.add("drop-here");
    drag.lane = lane;
  };

  const begin = () => {
    drag.begun = true;
    frame.classList.add("dragging");
    drag.item.classList.add("dragged");
    if (drag.resize) return;
    const box = drag.item.getBoundingClientRect();
    drag.ghost = drag.item.cloneNode(true);
    drag.ghost.classList.add("ghost");
    drag.ghost.removeAttribute("data-drag");
    drag.ghost.style.cssText += `;width:${Math.min(box.width, 260)}px;height:${Math.min(box.height, 90)}px;left:0;top:0`;
    drag.label = drag.ghost.appendChild(document.createElement("b"));
    drag.label.className = "ghost-time";
    frame.append(drag.ghost);
  };

  const follow = event => {
    if (drag.resize) {
      const lane = drag.item.closest("[data-day]");
      const end = minutesAt(lane, event.clientX);
      const box = lane.getBoundingClientRect();
      const start = Number(lane.dataset.from) + (drag.item.getBoundingClientRect().left - box.left) / box.width * Number(lane.dataset.span);
      drag.minutes = Math.max(step, Math.round((end - start) / step) * step);
      drag.item.style.width = `${drag.minutes / Number(lane.dataset.span) * 100}%`;
      return;
    }
    drag.ghost.style.transform = `translate(${event.clientX - drag.grabX}px, ${event.clientY - drag.grabY}px)`;
    const lane = targetAt(event.clientX, event.clientY);
    mark(lane);
    drag.at = lane ? minutesAt(lane, event.clientX - (lane.dataset.span ? drag.offset : 0)) : -1;
    drag.label.textContent = drag.at >= 0 ? clock(drag.at) : "";
  };

  const end = done => {
    if (!drag) return;
    const { item, lane, at, begun, resize, minutes, ghost, timer } = drag;
    clearTimeout(timer);
    mark(null);
    drag = null;
    ghost?.remove();
    item.classList.remove("dragged");
    frame.classList.remove("dragging");
    document.removeEventListener("keydown", giveUp, true);
    if (!begun) return;
    addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => removeEventListener("click", swallow, true), 50);
    if (!done) {
      if (resize) item.style.width = resize;
      return;
    }
    if (resize && minutes) owner.invokeMethodAsync("Resize", item.dataset.id, minutes);
    else if (lane) owner.invokeMethodAsync("Drop", item.dataset.drag, item.dataset.id, lane.dataset.day, lane.dataset.user, at);
  };

  const swallow = event => {
    event.preventDefault();
    event.stopPropagation();
  };

  const giveUp = event => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    end(false);
  };

  frame.addEventListener("pointerdown", event => {
    const item = event.target.closest?.("[data-drag]");
    if (!item || event.button !== 0 || drag || (event.target.closest("a, button, input") ?? item) !== item) return;
    const box = item.getBoundingClientRect();
    const isResize = !!event.target.closest("[data-resize]");
    drag = {
      item, pointer: event.pointerId, x: event.clientX, y: event.clientY, offset: item.closest("[data-span]") ? event.clientX - box.left : 0, begun: false,
      grabX: Math.min(event.clientX - box.left, 240), grabY: Math.min(event.clientY - box.top, 80), resize: isResize ? item.style.width : null, lane: null, at: -1,
    };
    if (event.pointerType === "touch") drag.timer = setTimeout(() => drag && begin(), hold);
    document.addEventListener("keydown", giveUp, true);
  });

  document.addEventListener("pointermove", event => {
    if (!drag || event.pointerId !== drag.pointer) return;
    if (!drag.begun) {
      const far = Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > 5;
      if (!far) return;
      if (event.pointerType === "touch") return end(false);
      begin();
    }
    event.preventDefault();
    follow(event);
  });

  document.addEventListener("pointerup", event => {
    if (drag && event.pointerId === drag.pointer) end(true);
  });
  document.addEventListener("pointercancel", event => {
    if (drag && event.pointerId === drag.pointer) end(false);
  });
  frame.addEventListener("touchmove", event => {
    if (drag?.begun) event.preventDefault();
  }, { passive: false });
  frame.addEventListener("dragstart", event => event.preventDefault());
  frame.dataset.dragReady = "";
}
