// The page of the pathway: its links change the drawing in place, and clicks show the words.
// Without this script the links lead to pages that say the same.

const root = document.querySelector("#pathway");
const scroller = root.querySelector(".drawing");
const panel = root.querySelector(".panel");
const { diagram } = await import(absolute(root.dataset.diagram));
const drawn = diagram(scroller.querySelector(".canvas"), choose);
let latest = 0;

// Another state can have another path, and what stays on the page must lead where it led before.
for (const link of [...document.links, document.querySelector("link[rel=icon]")]) {
  if (!link.getAttribute("href").startsWith("#")) link.href = link.href;
}
for (const form of document.forms) form.action = form.action;

document.querySelector(".without-script").remove();
scroller.hidden = false;
root.querySelector(".tools").hidden = false;

function absolute(address, base = location.href) {
  return new URL(address, base).href;
}

/** Return what is to be drawn. */
async function drawing(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

/** Put another state of the page into this one. */
async function show(address) {
  const number = ++latest;
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const other = page.querySelector("#pathway");
  if (!answer.ok || !other) return location.assign(address);
  const data = await drawing(absolute(other.dataset.drawing, address));
  if (number !== latest) return; // somebody has clicked on
  document.title = page.title;
  for (const part of document.querySelectorAll("[data-part]")) {
    const fresh = page.querySelector(`[data-part="${part.dataset.part}"]`);
    part.replaceChildren(...fresh.childNodes);
  }
  drawn.draw(data);
  choose(part());
}

/** Return the part of the page that the address names: a step or a variable. */
function part() {
  return decodeURIComponent(location.hash.slice(1));
}

/** Show the words on a step or a variable, and mark it in the drawing. */
function choose(id) {
  const details = id ? document.getElementById(id) : null;
  const known = details instanceof HTMLDetailsElement;
  for (const other of document.querySelectorAll("details.chosen")) other.classList.remove("chosen");
  drawn.mark(known ? id : "");
  panel.hidden = !known;
  if (!known) return;
  details.open = true;
  details.classList.add("chosen");
  const heading = document.createElement("h3");
  heading.append(...copies(details.querySelector("summary")));
  const body = details.querySelector(".body");
  panel.querySelector(".said").replaceChildren(heading, ...copies(body));
  if (part() !== id) history.replaceState(null, "", `#${encodeURI(id)}`);
}

function copies(element) {
  return [...element.cloneNode(true).childNodes];
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if ("state" in link.dataset) {
    event.preventDefault();
    const [id, words] = [link.id, link.textContent];
    const address = new URL(link.href);
    address.hash = location.hash;
    history.pushState(null, "", address);
    show(address.href).then(() => focus(id, words), () => location.assign(address));
  } else if (link.closest(".panel, .lists, [data-part]") && link.getAttribute("href").startsWith("#")) {
    event.preventDefault();
    choose(decodeURIComponent(link.hash.slice(1)));
  }
});

/** Give the focus to the link that was clicked, or to the one that is in its place now. */
function focus(id, words) {
  const links = [...root.querySelectorAll("[data-state]")];
  links.find((link) => (id ? link.id === id : link.textContent === words))?.focus();
}

// What is opened in the list is marked in the drawing.
document.addEventListener("toggle", (event) => {
  if (event.target.open && event.target.id && event.target.closest(".lists")) drawn.mark(event.target.id);
}, true);

root.querySelector(".close").addEventListener("click", () => {
  history.replaceState(null, "", location.pathname + location.search);
  choose("");
});
for (const button of root.querySelectorAll("[data-zoom]")) {
  button.addEventListener("click", () => drawn.zoomBy(button.dataset.zoom === "in" ? 1.25 : 0.8));
}
window.addEventListener("popstate", () => show(location.href));

drawn.draw(await drawing(absolute(root.dataset.drawing)));
drawn.zoomToWidth(scroller.clientWidth, 0.7);
scroller.scrollLeft = drawn.start() - scroller.clientWidth / 2;
choose(part());
root.diagram = drawn;
root.dataset.ready = "";
