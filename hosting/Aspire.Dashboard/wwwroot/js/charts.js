// Draws metric charts. The library is loaded when the first chart is shown, from this server.

const library = new URL("../_content/Plotly.Blazor/plotly-basic-3.7.0.min.js", import.meta.url).href;
let loading;

function load() {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = library;
    script.onload = () => resolve(globalThis.Plotly);
    script.onerror = () => { loading = undefined; reject(new Error("The chart library could not be loaded.")); };
    document.head.append(script);
  });
  return loading;
}

function color(expression) {
  const probe = document.createElement("span");
  probe.style.color = expression;
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

const faded = (rgb, alpha) => rgb.replace("rgb(", "rgba(").replace(")", `, ${alpha})`);
const escape = text => text.replace(/[&<>]/g, c => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[c]);

export async function create(element, component) {
  const plotly = await load();
  let last;

  const draw = data => {
    last = data;
    const ink = color("var(--ink-2)");
    const line = color("var(--line)");
    const warn = color("var(--warn)");
    const palette = data.quantiles ? ["var(--r2)", "var(--r1)", "var(--r4)", "var(--r3)"] : Array.from({ length: 12 }, (_, i) => `var(--r${(i + 1) % 12})`);
    const traces = data.lines.map((series, i) => {
      const stroke = color(palette[i % palette.length]);
      return {
        type: "scatter", mode: "lines", name: escape(series.name), x: data.times, y: series.values, connectgaps: false,
        line: { color: stroke, width: 1.75 },
        fill: data.lines.length === 1 || data.quantiles ? (i === 0 ? "tozeroy" : "tonexty") : "none",
        fillcolor: faded(stroke, 0.12),
        hovertemplate: `%{y:,.4~g} ${escape(data.unit)}<extra>${escape(series.name)}</extra>`,
      };
    });
    if (data.exemplars.length > 0) {
      traces.push({
        type: "scatter", mode: "markers", name: "Exemplars", x: data.exemplars.map(e => e.time), y: data.exemplars.map(e => e.value),
        customdata: data.exemplars.map(e => [e.traceId, e.spanId]),
        marker: { symbol: "diamond", size: 8, color: color("var(--accent)"), line: { width: 1, color: color("var(--surface)") } },
        hovertemplate: `%{y:,.4~g} ${escape(data.unit)}, open trace<extra>Exemplar</extra>`,
      });
    }
    const layout = {
      margin: { l: 60, r: 16, t: 12, b: 36 }, paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)",
      font: { family: getComputedStyle(document.body).fontFamily, size: 11, color: ink },
      hovermode: "x unified", hoverlabel: { bgcolor: color("var(--raised)"), bordercolor: line, font: { color: color("var(--ink)"), size: 12 } },
      showlegend: data.lines.length > 1, legend: { orientation: "h", y: -0.16, x: 0 },
      xaxis: { type: "date", range: [data.from, data.to], gridcolor: "rgba(0,0,0,0)", linecolor: line, tickcolor: line, ticks: "outside", fixedrange: true, hoverformat: "%H:%M:%S" },
      yaxis: { rangemode: "tozero", gridcolor: line, zerolinecolor: line, title: { text: escape(data.unit), standoff: 6 }, fixedrange: true, tickformat: ",.3~s", exponentformat: "none" },
      shapes: data.restarts.map(r => ({ type: "line", x0: r.time, x1: r.time, yref: "paper", y0: 0, y1: 1, line: { color: warn, width: 1, dash: "dash" } })),
      annotations: data.restarts.map(r => ({ x: r.time, yref: "paper", y: 1, yanchor: "top", xanchor: "left", text: escape(r.label), showarrow: false, font: { size: 10, color: warn } })),
    };
    if (Math.max(0, ...data.lines.flatMap(l => l.values.map(v => Math.abs(v ?? 0)))) < 1) {
      layout.yaxis.tickformat = ",.3~g";
    }
    plotly.react(element, traces, layout, { displayModeBar: false, responsive: false });
  };

  const redraw = () => { if (last) { draw(last); } };
  const scheme = matchMedia("(prefers-color-scheme: dark)");
  scheme.addEventListener("change", redraw);
  document.body.addEventListener("themeChanged", redraw);
  // The place for the chart changes with what is unfolded around it, not only with the window.
  const resized = new ResizeObserver(() => { if (last && element.clientHeight > 0) { plotly.Plots.resize(element); } });
  resized.observe(element);
  let listening = false;

  return {
    draw(data) {
      draw(data);
      if (!listening) {
        listening = true;
        element.on("plotly_click", event => {
          const point = event.points.find(p => p.customdata);
          if (point) {
            component.invokeMethodAsync("OpenExemplar", point.customdata[0], point.customdata[1]);
          }
        });
      }
    },
    dispose() {
      resized.disconnect();
      scheme.removeEventListener("change", redraw);
      document.body.removeEventListener("themeChanged", redraw);
      plotly.purge(element);
    },
  };
}
