// Puts an editor over the form for queries. Everything it asks for is asked of this server.
// Without this script the form works by itself.

const place = document.querySelector("#editor");
const form = document.querySelector("#query-form");
const results = document.querySelector("#results");
const examples = document.querySelector("form.examples");
const picked = examples.querySelector("select");
const absolute = (path) => new URL(path, location.href).href;
const { endpoint, questions, prefixes, words } = place.dataset;

const START = "SELECT ?thing ?label\nWHERE {\n  ?thing a ixa:Finding ;\n    rdfs:label ?label .\n}\nORDER BY ?label ?thing\nLIMIT 20\n";

/** Return JSON of this server. */
async function json(path) {
  const answer = await fetch(path, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

const [namespaces, known] = await Promise.all([json(prefixes), json(words)]);
const { Yasqe, Yasr } = window;

// The completers that come with the editor ask other servers; these two take their places.
Yasqe.forkAutocompleter("class", { name: "classes", bulk: true, persistenceId: undefined, get: () => known.classes });
Yasqe.forkAutocompleter("property", { name: "properties", bulk: true, persistenceId: undefined, get: () => known.properties });

const text = form.query.value;
form.hidden = true;
place.hidden = false;
results.hidden = false;

const editor = new Yasqe(place, {
  value: text || START,
  persistenceId: null,
  prefixCcApi: absolute(prefixes),
  autocompleters: ["prefixes", "variables", "classes", "properties"],
  createShareableLink: null,
  consumeShareLink: null,
  resizeable: false,
  editorHeight: "20rem",
  requestConfig: { endpoint: absolute(endpoint), method: "POST" },
});
editor.setValue(text || START);
editor.setOption("extraKeys", { ...editor.getOption("extraKeys"), Tab: false, "Shift-Tab": false });
editor.getInputField().setAttribute("aria-label", "SPARQL query");

const shown = new Yasr(results, { persistenceId: null, prefixes: namespaces, pluginOrder: ["table", "response"] });

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

/** Put the query of the question that is picked into the editor. */
async function pick() {
  if (!picked.value) return;
  const answer = await fetch(`${questions}/${picked.value}.rq`);
  if (answer.ok) editor.setValue(await answer.text());
}

place.editor = editor;
place.dataset.ready = "";
