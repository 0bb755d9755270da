// Finds, sorts and opens people. Without this script the page holds the same: the whole table, then everybody's card.
(() => {
  const list = document.querySelector(".listing");
  if (!list) return;
  const tools = list.querySelector(".tools"), turn = list.querySelector(".turn"), page = document.documentElement;
  // Words as they are searched by their beginnings: "nguyen" finds "Nguyễn", "dong" finds "Đông".
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("đ", "d")
    .replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  let people = [...list.querySelectorAll("tbody tr")].map((row) => {
    const card = document.getElementById(row.dataset.person);
    const told = card.querySelectorAll("h2, p, dd, blockquote, .signals li"); // and no labels, which all cards have
    return { row, card, entry: card.closest(".entry") ?? card, brands: Object.entries(JSON.parse(row.dataset.brands)),
      text: ` ${plain([...told].map((each) => each.textContent).join(" "))}`, fits: true };
  });
  let view = "table", last = null;

  function find() {
    const wanted = Object.fromEntries(new FormData(tools)), words = plain(wanted.words).split(" ");
    const facets = [...tools.querySelectorAll("[data-facet]")].filter((each) => each.value);
    for (const person of people) {
      const { row, brands, text } = person, age = Number(row.dataset.age);
      person.fits = words.every((word) => text.includes(` ${word}`))
        && age >= Number(wanted.from) && age <= Number(wanted.to || Infinity)
        && facets.every((each) => row.dataset[each.name] === each.value)
        && (!(wanted.brand || wanted.attitude) || brands.some(([brand, attitude]) =>
          (!wanted.brand || wanted.brand === brand) && (!wanted.attitude || wanted.attitude === attitude)));
      for (const each of [row, person.entry]) each.classList.toggle("out", !person.fits);
    }
    const count = people.filter((person) => person.fits).length;
    tools.querySelector(".count").textContent = count ? `${count} of ${people.length} people` : "Nobody fits all of this";
  }

  function sort(head) {
    const order = head.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
    for (const each of list.querySelectorAll("thead th")) each.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", order);
    const key = ({ row: { cells } }) => cells[head.cellIndex].dataset.value ?? cells[head.cellIndex].textContent;
    const sign = order === "ascending" ? 1 : -1;
    people.sort((a, b) => sign * key(a).localeCompare(key(b), "en", { numeric: true }));
    for (const { row, entry } of people) {
      row.parentNode.append(row);
      entry.parentNode.append(entry);
    }
  }

  // The address says who is open, so that the browser's own Back leads to the list again.
  function open() {
    const person = people.find(({ card }) => `#${card.id}` === location.hash);
    page.dataset.view = person ? "person" : view;
    for (const each of people) each.entry.classList.toggle("open", each === person);
    turn.hidden = !person;
    if (!person) {
      last?.row.querySelector("a").focus();
      last = null;
      return;
    }
    const among = people.filter((each) => each.fits || each === person), at = among.indexOf(person);
    turn.querySelector(".place").textContent = `${at + 1} of ${among.length}`;
    for (const [name, step] of [[".before", -1], [".after", 1]]) {
      const link = turn.querySelector(name), other = among[at + step];
      link.hidden = !other;
      if (other) link.href = `#${other.card.id}`;
    }
    last = person;
    const name = person.card.querySelector("h2");
    name.tabIndex = -1;
    name.focus({ preventScroll: true });
    turn.scrollIntoView();
  }

  for (const head of list.querySelectorAll("thead th")) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(head));
    head.append(button);
  }
  for (const { row, card } of people)
    row.addEventListener("click", (event) => {
      if (!event.target.closest("a") && !getSelection().toString()) location.hash = card.id;
    });
  for (const button of tools.querySelectorAll("[name=view]"))
    button.addEventListener("click", () => {
      page.dataset.view = view = button.value;
      for (const each of tools.querySelectorAll("[name=view]")) each.setAttribute("aria-pressed", each === button);
    });
  tools.addEventListener("input", find);
  tools.addEventListener("reset", () => setTimeout(find)); // the fields are empty only after the event
  tools.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", open);
  tools.hidden = false;
  find();
  open();
})();
