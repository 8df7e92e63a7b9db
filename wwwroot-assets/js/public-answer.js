// Public pages with an answer: totals follow the ticks, and a signature can be drawn. Without this script the page works all the same.
// Everything listens on the document, because the page is patched after each post and enhanced navigation leads here from others.

const pad = () => document.querySelector("[data-signature]");
const canvas = () => pad()?.querySelector("canvas");
const value = () => document.querySelector("[data-signature-value]");

let drawing = null;

function prepare() {
  for (const button of document.querySelectorAll("[data-recalculate-button]:not([hidden])")) button.hidden = true;
  const box = pad();
  if (!box) return;
  if (box.hidden) box.hidden = false;
  const sheet = canvas();
  if (sheet.dataset.ready) return;
  sheet.dataset.ready = "true";
  if (value()?.value) {
    const image = new Image();
    image.onload = () => sheet.getContext("2d").drawImage(image, 0, 0);
    image.src = value().value;
  }
}

function at(event) {
  const sheet = canvas();
  const box = sheet.getBoundingClientRect();
  return [((event.clientX - box.left) * sheet.width) / box.width, ((event.clientY - box.top) * sheet.height) / box.height];
}

document.addEventListener("pointerdown", (event) => {
  if (event.target !== canvas()) return;
  event.preventDefault();
  event.target.setPointerCapture(event.pointerId);
  const pen = event.target.getContext("2d");
  Object.assign(pen, { lineWidth: 3, lineCap: "round", lineJoin: "round", strokeStyle: "#10244d" });
  const [x, y] = at(event);
  pen.beginPath();
  pen.moveTo(x, y);
  pen.lineTo(x + 0.1, y);
  pen.stroke();
  drawing = pen;
});

document.addEventListener("pointermove", (event) => {
  if (!drawing || event.target !== canvas()) return;
  drawing.lineTo(...at(event));
  drawing.stroke();
});

for (const end of ["pointerup", "pointercancel"]) {
  document.addEventListener(end, () => {
    if (!drawing) return;
    drawing = null;
    value().value = canvas().toDataURL("image/png");
  });
}

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-signature-clear]")) return;
  canvas().getContext("2d").clearRect(0, 0, canvas().width, canvas().height);
  value().value = "";
});

document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-recalculate]")) return;
  const button = document.querySelector("[data-recalculate-button]");
  if (button) button.form.requestSubmit(button);
});

new MutationObserver(prepare).observe(document.body, {
  attributeFilter: ["hidden"],
  childList: true,
  subtree: true,
});
prepare();
