// Puts an editor over the form for queries. Everything it asks for is asked of this server.
// Without this script the form works by itself.

const place = document.querySelector("#editor");
const form = document.querySelector("#query-form");
const results = document.querySelector("#results");
const examples = document.querySelector("form.examples");
const picked = examples.querySelector("select");
const absolute = (path) => new URL(path, location.href).href;
const { endpoint, ours, questions, prefixes, words } = place.dataset;


/** Return JSON of this server. */
async function json(path) {
  const answer = await fetch(path, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

const [namespaces, known] = await Promise.all([json(prefixes), json(words)]);
const { Yasqe, Yasr } = window;

// The completers that come with the editor ask other servers, or keep what they were told.
const own = { bulk: true, persistenceId: undefined };
Yasqe.forkAutocompleter("prefixes", { ...own, name: "prefixes" });
Yasqe.forkAutocompleter("class", { ...own, name: "classes", get: () => known.classes });
Yasqe.forkAutocompleter("property", { ...own, name: "properties", get: () => known.properties });

const text = form.query.value;
const first = "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n\nSELECT DISTINCT ?class ?label\nWHERE {\n"
  + "  ?thing a ?class .\n  ?class rdfs:label ?label .\n}\nORDER BY ?label ?class\n";
form.hidden = true;
place.hidden = false;
results.hidden = false;

const editor = new Yasqe(place, {
  value: text || first,
  persistenceId: null,
  prefixCcApi: absolute(prefixes),
  autocompleters: ["prefixes", "variables", "classes", "properties"],
  createShareableLink: null,
  consumeShareLink: null,
  resizeable: false,
  editorHeight: "20rem",
  requestConfig: { endpoint: absolute(endpoint), method: "POST" },
});
editor.setValue(text || first);
editor.setOption("extraKeys", { ...editor.getOption("extraKeys"), Tab: false, "Shift-Tab": false });
editor.getInputField().setAttribute("aria-label", "SPARQL query");

const shown = new Yasr(results, {
  persistenceId: null,
  prefixes: namespaces,
  pluginOrder: ["table", "response"],
  errorRenderers: [problem],
});

/** Return what the server says of a mistake, as it stands on the page without script. */
async function problem(error) {
  let said = {};
  try {
    said = JSON.parse(error.text);
  } catch {
    return undefined;
  }
  const box = document.createElement("div");
  box.className = "problem";
  box.setAttribute("role", "alert");
  const where = said.line ? ` Line ${said.line}, column ${said.column}.` : "";
  box.append(`${said.detail ?? said.title}.${where}`);
  return box;
}

// What the table's own parts do not say to those who do not see them.
shown.on("drawn", () => {
  results.querySelector(".tableSizer")?.setAttribute("aria-label", "Rows a page");
  results.querySelector(".tableFilter")?.setAttribute("aria-label", "Filter the rows");
});

editor.on("query", () => {
  document.querySelector("#answer")?.remove();
  const address = new URL(location.href);
  address.search = new URLSearchParams({ query: editor.getValue() });
  if (address.href.length < 8000) history.replaceState(null, "", address);
});
editor.on("queryResponse", (_, response, duration) => shown.setResponse(response, duration));

picked.addEventListener("change", () => pick());
examples.addEventListener("submit", (event) => {
  event.preventDefault();
  pick();
});

// The names of things of this graph lead to their pages here.
for (const kind of ["mouseover", "focusin"]) {
  results.addEventListener(kind, (event) => {
    const link = event.target.closest("a[href]");
    if (link?.href.startsWith(ours)) link.href = absolute(link.href.slice(ours.length));
  });
}

/** Put the query of the question that is picked into the editor. */
async function pick() {
  if (!picked.value) return;
  const answer = await fetch(`${questions}/${picked.value}.rq`);
  if (!answer.ok) return;
  const summary = picked.selectedOptions[0].textContent;
  editor.setValue(`# ${summary}\n${(await answer.text()).replace(/^#\+.*\n/gm, "")}`);
}

place.editor = editor;
place.dataset.ready = "";
