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
