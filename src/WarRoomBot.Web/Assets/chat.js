// The chat as it happens. Everything here is also there without it: forms are posted, and pages are loaded again.

const pane = document.getElementById("pane");
const list = document.getElementById("messages");
const spoken = document.getElementById("spoken");
const toNewest = document.getElementById("to-newest");
const questions = document.getElementById("questions");
const linkState = document.getElementById("link-state");
const line = document.getElementById("say-text");

// ---- What is seen ----

const atEnd = () => pane.scrollHeight - pane.scrollTop - pane.clientHeight < 120;

function toEnd() {
  pane.scrollTop = pane.scrollHeight;
  toNewest.hidden = true;
}

/** Changes the page and leaves the reader where they were: at the end, or where they read. */
function changing(change, isNews) {
  const followed = atEnd();
  change();
  if (followed) {
    toEnd();
  } else if (isNews) {
    toNewest.hidden = false;
  }
}

function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.firstElementChild;
}

/** Puts fresh in the place of old; what the reader opened, typed or stood on stays so. */
function replace(old, fresh) {
  const opened = [...old.querySelectorAll("details[open]")].map(details => details.id);
  const drafts = [...old.querySelectorAll("[data-draft]")].map(input => [input.id, input.value]);
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const selection = focused?.matches("input[data-draft]") ? [focused.selectionStart, focused.selectionEnd] : null;
  old.replaceWith(fresh);
  opened.forEach(id => document.getElementById(id)?.setAttribute("open", ""));
  drafts.filter(([id]) => document.getElementById(id)).forEach(([id, value]) => { document.getElementById(id).value = value; });
  if (focused) {
    // A button that is gone with the change leaves the reader on its message.
    const again = document.getElementById(focused.id) ?? fresh;
    again.focus({ preventScroll: true });
    if (selection) {
      again.setSelectionRange(...selection);
    }
  }
}

/** Tells those who listen what is new; what only changed is not told again. */
function speak(fresh) {
  const me = document.querySelector("#say [name=as]").value;
  for (const message of [fresh, ...fresh.querySelectorAll("[data-say]")]) {
    if (!document.getElementById(message.id) && message.dataset.by !== me) {
      spoken.append(Object.assign(document.createElement("p"), { textContent: message.dataset.say }));
    }
  }
  while (spoken.childElementCount > 20) {
    spoken.firstElementChild.remove();
  }
}

function showMessage(html) {
  const fresh = parse(html);
  const old = document.getElementById(fresh.id);
  speak(fresh);
  changing(() => {
    if (old) {
      replace(old, fresh);
    } else {
      const next = [...list.children].find(item => Number(item.dataset.id) > Number(fresh.dataset.id));
      list.insertBefore(fresh, next ?? null);
      fresh.classList.add("arrived");
    }
    document.getElementById("welcome")?.remove();
    markDays();
  }, !old);
}

/** A line between days, in the reader's zone. */
function markDays() {
  list.querySelectorAll(":scope > .day").forEach(day => day.remove());
  const format = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long" });
  let before = null;
  for (const item of [...list.children]) {
    const day = format.format(new Date(item.querySelector("time").dateTime));
    if (day !== before) {
      const mark = document.createElement("li");
      mark.className = "day";
      mark.textContent = day;
      item.before(mark);
    }
    before = day;
  }
}

/** Beside the messages the newest pin is always open; above them it would be in the way. */
const beside = matchMedia("(min-width: 60rem)");

function openPins() {
  if (beside.matches) {
    document.querySelector(".pin.newest")?.setAttribute("open", "");
  }
}

beside.addEventListener("change", () => document.querySelector(".pin.newest")?.toggleAttribute("open", beside.matches));

// ---- What happens ----

let stream = null;
let seen = null;

function follow() {
  const address = new URL(pane.dataset.live, location.href);
  if (seen) {
    address.searchParams.set("after", seen);
  }
  const own = stream = new EventSource(address);
  const on = (name, act) => stream.addEventListener(name, event => {
    act(event.data);
    seen = event.lastEventId || seen;
  });
  on("ready", () => { linkState.textContent = ""; });
  on("message", showMessage);
  on("gone", id => changing(() => {
    document.getElementById(`m-${id}`)?.remove();
    markDays();
  }));
  on("pinned", html => {
    replace(document.getElementById("pinned"), parse(html));
    openPins();
  });
  on("stale", () => location.reload());
  stream.onerror = () => {
    linkState.textContent = "Reconnecting…";
    // After an answer that is no stream the browser gives up; we do not.
    if (own.readyState === EventSource.CLOSED) {
      setTimeout(() => own === stream && !document.hidden && follow(), 2000);
    }
  };
}

/** Browsers open only six connections to one server, so a page that nobody sees gives its own back and catches up later. */
function followWhileSeen() {
  stream?.close();
  if (!document.hidden) {
    follow();
  }
}

// ---- What is done ----

/** A form that was taken is ready to be sent again as another. */
function taken(form) {
  form.elements.key.value = crypto.randomUUID();
  const cleared = document.getElementById(form.dataset.clears ?? "");
  if (cleared === line) {
    remember(line.value);
  }
  if (cleared) {
    cleared.value = "";
  }
  form.closest("dialog")?.close();
}

function tell(form, sentence) {
  const place = (form.isConnected && form.querySelector("p.problem[role=alert]")) || document.getElementById("say-problem");
  place.textContent = sentence;
}

/** Asks the reader something, in the place of what was asked before. */
function ask(html, asking) {
  const again = asking.closest("dialog");
  const dialog = parse(html);
  if (again) {
    again.removeAttribute("role");
    [...dialog.attributes].forEach(({ name, value }) => again.setAttribute(name, value));
    again.replaceChildren(...dialog.children);
    again.querySelector("[autofocus]")?.focus();
    return;
  }
  const from = document.activeElement;
  questions.replaceChildren(dialog);
  dialog.addEventListener("close", () => {
    dialog.remove();
    const back = from?.isConnected ? from : document.getElementById(from?.id ?? "");
    (back ?? line).focus();
  });
  dialog.showModal();
}

async function send(form, button) {
  if (form.dataset.sending) {
    return;
  }
  form.dataset.sending = "yes";
  button?.setAttribute("aria-busy", "true");
  tell(form, "");
  try {
    const answer = await fetch(form.getAttribute("action"), {
      method: "POST",
      headers: { "X-WarRoom-Part": "yes" },
      body: new URLSearchParams(new FormData(form)),
    });
    const isHtml = answer.headers.get("Content-Type")?.startsWith("text/html");
    const text = await answer.text();
    if (isHtml) {
      if (!form.closest("dialog")) {
        taken(form);
      }
      ask(text, form);
    } else if (answer.ok) {
      taken(form);
    } else {
      tell(form, text || `The bot refused that (${answer.status}); nothing was done.`);
    }
  } catch {
    // The key stays, so sending it again does nothing twice even if it had arrived.
    tell(form, "The bot does not answer. Nothing is lost: try again in a moment.");
  } finally {
    delete form.dataset.sending;
    button?.removeAttribute("aria-busy");
  }
}

document.addEventListener("submit", event => {
  const { target: form, submitter } = event;
  if (form.matches("form[data-part]") && submitter?.getAttribute("formmethod") !== "dialog") {
    event.preventDefault();
    send(form, submitter);
  }
});

document.addEventListener("click", event => {
  const link = event.target.closest("a[data-opens]");
  const opened = link && document.getElementById(link.dataset.opens);
  if (opened) {
    event.preventDefault();
    opened.open = true;
    opened.focus();
  }
});

// What was unfolded to say one's name folds again when one turns to something else.
const who = document.getElementById("who");
document.addEventListener("click", event => { who.open &&= who.contains(event.target); });
who.addEventListener("keydown", event => {
  if (event.key === "Escape") {
    who.open = false;
    who.querySelector("summary").focus();
  }
});

// ---- What was typed before ----

const typed = [];
let back = 0;

function remember(text) {
  if (text && typed.at(-1) !== text) {
    typed.push(text);
  }
  back = typed.length;
}

line.addEventListener("keydown", event => {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const recalling = line.value === "" || line.value === typed[back];
  if (step && recalling && typed.length > 0) {
    event.preventDefault();
    back = Math.max(0, Math.min(typed.length, back + step));
    line.value = typed[back] ?? "";
  }
});

markDays();
openPins();
toEnd();
toNewest.addEventListener("click", toEnd);
pane.addEventListener("scroll", () => { toNewest.hidden ||= atEnd(); }, { passive: true });
questions.querySelectorAll("dialog[open]").forEach(dialog => { dialog.close(); dialog.showModal(); });
if (pane.dataset.live) {
  document.addEventListener("visibilitychange", followWhileSeen);
  addEventListener("pageshow", event => event.persisted && followWhileSeen());
  followWhileSeen();
}
