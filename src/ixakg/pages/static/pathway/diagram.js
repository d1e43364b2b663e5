// Draws a pathway with cytoscape. Where everything stands comes from the server; nothing moves.

const MARGIN = 16;
const CHANGES = { up: "↑ ", down: "↓ ", both: "↑↓ " };
const FONT = "system-ui, Segoe UI, Roboto, Noto Sans, sans-serif";

const WRITTEN = {
  width: "data(width)",
  height: "data(height)",
  label: "data(label)",
  "text-wrap": "wrap",
  "text-max-width": 1000,
  "text-halign": "center",
  "text-valign": "center",
  "font-family": FONT,
};

/** Return a diagram in an element; `chosen` is called with the part that somebody clicks. */
export function diagram(canvas, chosen) {
  const cy = window.cytoscape({
    container: canvas,
    autoungrabify: true,
    autounselectify: true,
    boxSelectionEnabled: false,
    userPanningEnabled: false,
    userZoomingEnabled: false,
    pixelRatio: Math.min(window.devicePixelRatio, 2),
    style: looks(),
  });
  let size = { width: 1, height: 1 };
  let zoom = 1;

  function fit() {
    canvas.style.width = `${(size.width + 2 * MARGIN) * zoom}px`;
    canvas.style.height = `${(size.height + 2 * MARGIN) * zoom}px`;
    cy.resize();
    cy.viewport({ zoom, pan: { x: MARGIN * zoom, y: MARGIN * zoom } });
  }

  cy.on("tap", "node, edge", (event) => {
    const part = event.target.data("part");
    if (part) chosen(part);
  });
  cy.on("mouseover mouseout", "[part]", (event) => {
    canvas.style.cursor = event.type === "mouseover" ? "pointer" : "";
  });
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", () => cy.style(looks()));

  return {
    draw(data) {
      size = data;
      cy.elements().remove();
      cy.add(elements(data));
      fit();
    },
    zoomBy(factor) {
      zoom = Math.min(2, Math.max(0.4, zoom * factor));
      fit();
    },
    zoomToWidth(width, least) {
      zoom = Math.min(1, Math.max(least, width / (size.width + 2 * MARGIN)));
      fit();
    },
    mark(part) {
      cy.elements().removeClass("chosen via");
      const found = cy.elements("[part]").filter((element) => element.data("part") === part);
      found.addClass("chosen");
      const via = new Set(found.flatMap((element) => element.data("via") ?? []));
      cy.edges().filter((edge) => via.has(edge.id())).addClass("via");
    },
    /** Where the routes begin, from the left. */
    start() {
      return cy.nodes(".start").renderedPosition()?.x ?? 0;
    },
    /** Where a part stands in the canvas, for scrolling there and for clicks by tests. */
    place(part) {
      const found = cy.elements("[part]").filter((element) => element.data("part") === part);
      if (found.empty()) return null;
      return found[0].isNode() ? found[0].renderedPosition() : found[0].renderedMidpoint();
    },
  };
}

function elements(data) {
  const boxes = data.variables.map((variable) => ({
    data: {
      id: variable.id,
      part: variable.part,
      label: (CHANGES[variable.change] ?? "") + variable.label,
      width: variable.width,
      height: variable.height,
      via: variable.via,
    },
    position: { x: variable.x, y: variable.y },
    classes: ["box", variable.change, variable.start ? "start" : ""].filter(Boolean),
  }));
  const arrows = data.steps.map((step) => {
    const from = data.variables.find((variable) => variable.id === step.source);
    const to = data.variables.find((variable) => variable.id === step.target);
    return {
      data: {
        id: step.id,
        part: step.part,
        source: step.source,
        target: step.target,
        ...course(step, from, to),
      },
      classes: ["arrow", step.status, step.sign > 0 ? "increases" : "decreases",
        step.background ? "background" : ""].filter(Boolean),
    };
  });
  const notes = data.steps.filter((step) => step.note).map((step) => ({
    data: { id: `note ${step.id}`, part: step.part, label: step.note.label,
      width: step.note.width, height: step.note.height },
    position: { x: step.note.x, y: step.note.y },
    classes: ["note", step.status],
  }));
  return [...boxes, ...arrows, ...notes];
}

/** Return the bends of an arrow as cytoscape wants them: along the straight line, and beside it. */
function course(step, from, to) {
  const [start, end] = [step.points.at(0), [...step.points.at(-1)]];
  const down = Math.sign(to.y - from.y);
  if (step.sign < 0) end[1] -= 3 * down; // a bar is seen before the box, not on its rim
  const [dx, dy] = [end[0] - start[0], end[1] - start[1]];
  const length = Math.hypot(dx, dy);
  const bends = step.points.slice(1, -1).map(([x, y]) => [x - start[0], y - start[1]]);
  return {
    exit: `${start[0] - from.x}px ${start[1] - from.y}px`,
    entry: `${end[0] - to.x}px ${end[1] - to.y}px`,
    weights: bends.map(([x, y]) => (x * dx + y * dy) / length ** 2),
    distances: bends.map(([x, y]) => (y * dx - x * dy) / length),
  };
}

function looks() {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  return [
    {
      selector: ".box",
      style: {
        shape: "round-rectangle",
        ...WRITTEN,
        "font-size": 14,
        color: colour("ink"),
        "background-color": colour("box"),
        "border-width": 1,
        "border-color": colour("quiet"),
      },
    },
    { selector: ".start", style: { "border-width": 3, "border-color": colour("accent"), "font-weight": "bold" } },
    ...["up", "down", "both"].map((change) => ({
      selector: `.${change}`,
      style: { "border-width": change === "both" ? 5 : 2.5, "border-color": colour(change),
        "border-style": change === "both" ? "double" : "solid" },
    })),
    {
      selector: ".arrow",
      style: {
        width: 1.8,
        "curve-style": "round-segments",
        "segment-weights": "data(weights)",
        "segment-distances": "data(distances)",
        "segment-radii": 16,
        "edge-distances": "endpoints",
        "source-endpoint": "data(exit)",
        "target-endpoint": "data(entry)",
        "line-color": colour("line"),
        "target-arrow-color": colour("line"),
        "arrow-scale": 1.1,
      },
    },
    { selector: ".increases", style: { "target-arrow-shape": "triangle" } },
    { selector: ".decreases", style: { "target-arrow-shape": "tee", "arrow-scale": 1.5 } },
    { selector: ".background", style: { width: 3, "line-color": colour("background"), "target-arrow-color": colour("background") } },
    { selector: ".arrow.extrapolated", style: { "line-style": "dashed", "line-dash-pattern": [6, 4] } },
    { selector: ".arrow.elsewhere", style: { "line-style": "dashed", "line-dash-pattern": [2, 5], opacity: 0.7 } },
    {
      selector: ".note",
      style: {
        shape: "rectangle",
        ...WRITTEN,
        "font-size": 11,
        color: colour("quiet"),
        "background-color": colour("paper"),
        "background-opacity": 0.85,
        "border-width": 0,
      },
    },
    { selector: ".arrow.via", style: { width: 3.5, "line-color": colour("accent"), "target-arrow-color": colour("accent") } },
    { selector: ".arrow.chosen", style: { width: 5, opacity: 1, "line-color": colour("accent"), "target-arrow-color": colour("accent") } },
    { selector: ".box.chosen", style: { "background-color": colour("mark"), "border-color": colour("accent"), "border-width": 4 } },
  ];
}
