// Live progress, and forms that say that they are at work. Everything works without it, too.
"use strict";

for (const form of document.querySelectorAll("form")) {
  form.addEventListener("submit", (event) => {
    const button = event.submitter || form.querySelector("button");
    // After the form is sent: a button that is disabled before it is not part of it.
    setTimeout(() => { button.disabled = true; if (form.dataset.busy) button.textContent = form.dataset.busy; }, 0);
  });
}
addEventListener("pageshow", () => { for (const button of document.querySelectorAll("button")) button.disabled = false; });
addEventListener("keydown", (event) => {
  if (event.key === "Escape") for (const menu of document.querySelectorAll("details.menu[open]")) menu.open = false;
});

const stages = {
  queued: "waiting in the queue", loading: "getting ready", identity: "stage one: who they are",
  profile: "stage two: how they live", portraits: "painting the portraits", asking: "asking",
};
const section = document.querySelector("[data-events]");
if (section) watch(section);

function watch(section) {
  const bar = section.querySelector("progress");
  const told = section.querySelector(".told");
  const people = section.querySelector(".arrived");
  const study = section.dataset.kind === "study";
  const badge = document.querySelector(".kicker .badge");
  const here = new Set();
  let asked = 0;

  async function look() {
    if (Date.now() - asked < 1000) return;
    asked = Date.now();
    const answer = await fetch(section.dataset.group);
    if (!answer.ok) return;
    const group = await answer.json();
    if (!group.progress) return location.reload();
    const { done, total, stage, seconds_left: left, place, workers } = group.progress;
    bar.max = (workers ? workers.of : total) || 1;
    bar.value = workers ? workers.done : done;
    const text = workers ? toldOf(workers, study)
      : [study ? `${done} of ${total} answers are there` : `${done} of ${total} people are finished`, stages[stage]];
    if (place) text.push(`place ${place} in the queue`);
    if (left !== null) text.push(left < 90 ? `about ${Math.ceil(left)} s left` : `about ${Math.ceil(left / 60)} min left`);
    const said = text.join(", ") + ".";
    if (told.textContent !== said) told.textContent = said;
    if (stage !== "queued") section.querySelector("h2").textContent = study ? "Asking" : "Generating";
    if (stage !== "queued" && badge) badge.textContent = study ? "being asked" : "generating";
  }

  function toldOf({ done, of, alive, restarts, per_minute: pace }, study) {
    const text = [`${done} of ${of} ${study ? "reasons" : "people"} are answered`, `${alive} ${alive === 1 ? "worker" : "workers"} alive`];
    if (restarts) text.push(`${restarts} began again`);
    if (pace !== null) text.push(`${pace} a minute`);
    return text;
  }

  function arrived(event) {
    const person = JSON.parse(event.data).persona;
    if (here.has(person.id)) return;
    here.add(person.id);
    const item = document.createElement("li");
    item.textContent = `${person.name}, ${person.age}, ${person.occupation}, ${person.location.city}`;
    people.append(item);
    look();
  }

  function answered(event) {
    const { question, text } = JSON.parse(event.data).answer;
    const item = document.createElement("li");
    const what = document.createElement("span");
    what.className = "q";
    what.textContent = `${question}: `;
    item.append(what, text);
    people.prepend(item);
    while (people.children.length > 6) people.lastChild.remove();
    look();
  }

  const events = new EventSource(section.dataset.events);
  events.addEventListener("answered", answered);
  for (const kind of ["persona_done", "persona_reused"]) events.addEventListener(kind, arrived);
  for (const kind of ["ranges_answered", "field_answered", "portrait_done", "run_started", "study_started"]) events.addEventListener(kind, look);
  for (const end of ["group", "study"]) events.addEventListener(end, () => { events.close(); location.reload(); });
  setInterval(look, 3000);
}
