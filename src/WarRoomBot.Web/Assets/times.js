// Shows times in the reader's zone. The server writes them in UTC, which stays in the title and for those without scripts.

const styles = {
  time: { hour: "2-digit", minute: "2-digit" },
  seconds: { hour: "2-digit", minute: "2-digit", second: "2-digit" },
  date: { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" },
};
const formats = Object.fromEntries(
  Object.entries(styles).map(([name, style]) => [name, new Intl.DateTimeFormat("en-GB", { ...style, hourCycle: "h23" })]));

function show(time) {
  const at = new Date(time.dateTime);
  const format = formats[time.dataset.style];
  if (format && !Number.isNaN(at.getTime())) {
    time.textContent = format.format(at).replace(",", "");
    delete time.dataset.style;
  }
}

function showAll(root) {
  root.querySelectorAll?.("time[data-style]").forEach(show);
}

showAll(document);
new MutationObserver(changes => {
  for (const change of changes) {
    change.addedNodes.forEach(showAll);
  }
}).observe(document.body, { childList: true, subtree: true });
