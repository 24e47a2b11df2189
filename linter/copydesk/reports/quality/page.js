"use strict";
(() => {
  const PAGE = 100;
  const SEVERITIES = ["error", "warning", "suggestion"];
  const CONFIDENCES = ["high", "medium", "low"];
  const [PATH, TITLE, SCORE, LETTER, WORDS, GRADE, COUNTS, TOP, RULES, SILENCED] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
  const byId = (id) => document.getElementById(id);
  const number = new Intl.NumberFormat("en");

  // Text of articles goes in as text only, so nothing in it can become markup.
  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === true) element.setAttribute(name, "");
      else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
    }
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  }

  const opened = new Map();
  function unpack(id) {
    if (!opened.has(id)) {
      const bytes = Uint8Array.from(atob(byId(`data-${id}`).textContent), (character) => character.charCodeAt(0));
      const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
      opened.set(id, new Response(stream).text().then(JSON.parse));
    }
    return opened.get(id);
  }

  const tenths = (value) => (value === null ? "–" : (value / 10).toFixed(1));
  const shortRule = (rule) => rule.slice(rule.indexOf(".") + 1);
  const plural = (count, noun) => `${number.format(count)} ${noun}${count === 1 ? "" : "s"}`;

  let data;
  let rows = [];
  let page = 0;
  let sorting = { key: "score", down: false };

  const KEYS = {
    score: (row) => row[SCORE],
    title: (row) => (row[TITLE] || row[PATH]).toLowerCase(),
    words: (row) => row[WORDS],
    grade: (row) => row[GRADE],
    findings: (row) => row[COUNTS][0] + row[COUNTS][1] + row[COUNTS][2],
  };

  function arrange() {
    const wanted = byId("find").value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const letter = byId("letter").value;
    const rule = byId("rule").value;
    rows = data.articles.map((row, at) => ({ row, at })).filter(({ row }) => {
      if (letter && (row[LETTER] || "-") !== letter) return false;
      if (rule !== "" && !row[RULES].includes(Number(rule))) return false;
      const text = `${row[TITLE] || ""}\n${row[PATH]}`.toLowerCase();
      return wanted.every((word) => text.includes(word));
    });
    const key = KEYS[sorting.key];
    const sign = sorting.down ? -1 : 1;
    rows.sort((one, other) => {
      const [a, b] = [key(one.row), key(other.row)];
      if (a === b) return one.at - other.at;
      if (a === null) return 1;
      if (b === null) return -1;
      return (a < b ? -1 : 1) * sign;
    });
    page = 0;
    draw();
  }

  function draw() {
    const first = page * PAGE;
    const shown = rows.slice(first, first + PAGE);
    byId("rows").replaceChildren(...shown.map(({ row, at }) => tableRow(row, at)));
    byId("status").textContent = rows.length
      ? `Showing ${number.format(first + 1)} to ${number.format(first + shown.length)} of ${plural(rows.length, "article")}`
      : "No article fits.";
    byId("back").disabled = page === 0;
    byId("on").disabled = first + PAGE >= rows.length;
    for (const button of document.querySelectorAll("th button[data-key]")) {
      const current = button.dataset.key === sorting.key;
      button.parentElement.setAttribute("aria-sort", current ? (sorting.down ? "descending" : "ascending") : "none");
    }
  }

  function letterBadge(letter) {
    return letter ? make("span", { class: `letter ${letter}` }, letter) : make("span", {}, "–");
  }

  function tableRow(row, at) {
    const counts = SEVERITIES.map((severity, index) =>
      row[COUNTS][index] ? make("span", { class: severity, title: plural(row[COUNTS][index], severity) },
        `${number.format(row[COUNTS][index])} ${severity[0].toUpperCase()} `) : null);
    return make("tr", {},
      make("td", { class: "number" }, tenths(row[SCORE])),
      make("td", {}, letterBadge(row[LETTER])),
      make("td", { class: "words" }, make("a", { href: `#a${at}`, dir: "auto" }, row[TITLE] || row[PATH]),
        make("span", { class: "path" }, row[PATH])),
      make("td", { class: "number optional" }, number.format(row[WORDS])),
      make("td", { class: "number optional" }, tenths(row[GRADE])),
      make("td", {}, ...counts),
      make("td", { class: "optional" }, row[TOP] < 0 ? "" : shortRule(data.rules[row[TOP]])));
  }

  async function openArticle(at) {
    const row = data.articles[at];
    if (!row) return;
    const views = await unpack(`views-${Math.floor(at / data.views)}`);
    const { b: blocks, f: findings, c: categories, w: whole } = views[at % data.views];
    byId("article-title").textContent = row[TITLE] || row[PATH];
    byId("article-facts").replaceChildren(
      row[PATH], make("br"), ...(row[SCORE] === null ? ["not scored"] :
        [`Score ${tenths(row[SCORE])} of 100 `, letterBadge(row[LETTER])]),
      ` · ${plural(row[WORDS], "word")} · reading grade ${tenths(row[GRADE])}`,
      row[SILENCED] ? ` · ${plural(row[SILENCED], "finding")} silenced in the text` : "",
      ...categories.map(([name, points, alone]) =>
        make("span", { title: `with the findings of ${name} only, the score were ${tenths(alone)}` },
          ` · ${name} −${tenths(points)} (${tenths(alone)} alone)`)));
    byId("article-findings").replaceChildren(
      make("h3", {}, findings.length ? plural(findings.length, "finding") : "Nothing was found here."),
      make("ol", { class: "findings-list" }, ...findings.map(findingItem)));
    byId("article-text").replaceChildren(
      ...(whole ? [] : [make("p", { class: "quiet" }, "Only the passages with findings are kept in this page.")]),
      ...blocks.map((block) => blockElement(block, findings)));
    const dialog = byId("article");
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
  }

  function findingItem([rule, severity, confidence, line, message, points, gain, fixable, text], at) {
    const taken = points === null ? "not part of the score, because it looks at other articles too"
      : `takes ${tenths(points)} of the points lost; mending it alone gains ${tenths(gain)}`;
    return make("li", { id: `f${at}`, tabindex: "-1" },
      make("span", { class: SEVERITIES[severity] }, SEVERITIES[severity]), ` ${shortRule(data.rules[rule])}`,
      make("br"), make("span", { dir: "auto" }, message),
      text ? make("blockquote", { dir: "auto" }, text) : null,
      make("span", { class: "taken" },
        make("a", { href: "#", "data-mark": at }, `line ${number.format(line)}`), `, ${taken}`,
        confidence ? `; ${CONFIDENCES[confidence]} confidence` : "", fixable ? "; can be mended automatically" : ""));
  }

  function blockElement([kind, line, segments], findings) {
    if (kind === "gap") {
      return make("p", { class: "block gap" }, `${plural(line, "block")} without a finding left out`);
    }
    const text = segments.map((segment) => {
      if (!Array.isArray(segment)) return segment;
      const [words, numbers, begins] = segment;
      const worst = Math.min(...numbers.map((at) => findings[at][1]));
      const names = numbers.map((at) => at + 1).join(", ");
      return make("mark", { class: SEVERITIES[worst], "data-findings": numbers.join(" "), title: `finding ${names}` },
        words, begins.length ? make("sup", {}, begins.map((at) => at + 1).join(",")) : null);
    });
    return make("p", { class: `block ${kind}`, dir: "auto", title: `line ${number.format(line)}` }, ...text);
  }

  function point(element) {
    for (const old of document.querySelectorAll(".current")) old.classList.remove("current");
    if (!element) return;
    element.classList.add("current");
    element.scrollIntoView({ block: "center" });
  }

  function sides(run) {
    return run.map(([differs, text], at) => {
      const space = at ? " " : "";
      return differs ? make("span", {}, space, make("mark", {}, text)) : space + text;
    });
  }

  async function openCopies(details) {
    if (details.dataset.done) return;
    details.dataset.done = "1";
    const { members, pairs, more } = (await unpack("copies"))[Number(details.dataset.copies)];
    const place = ([path, line]) => make("div", { class: "place" }, `${path}, line ${number.format(line)}`);
    for (const [left, right, at] of pairs) {
      details.append(make("div", { class: "sides" },
        make("div", { dir: "auto" }, place(members[0]), ...sides(left)),
        make("div", { dir: "auto" }, place(members[at]), ...sides(right))));
    }
    const others = members.slice(pairs.length + 1);
    if (others.length || more) {
      details.append(make("p", {}, "Also in:"), make("ul", { class: "plain-list" },
        ...others.map(([path, line]) => make("li", {}, `${path}, line ${number.format(line)}`)),
        more ? make("li", {}, `and ${plural(more, "place")} more`) : null));
    }
  }

  function followHash() {
    const match = /^#a(\d+)$/.exec(location.hash);
    if (match) openArticle(Number(match[1]));
    else if (byId("article").open) byId("article").close();
  }

  async function start() {
    if (typeof DecompressionStream === "undefined") {
      byId("too-old").hidden = false;
      return;
    }
    data = await unpack("table");
    for (const [at, rule] of data.rules.entries()) byId("rule").append(make("option", { value: at }, rule));
    for (const id of ["find", "letter", "rule"]) byId(id).addEventListener("input", arrange);
    byId("filters").addEventListener("submit", (event) => event.preventDefault());
    byId("filters").addEventListener("reset", () => setTimeout(arrange));
    byId("back").addEventListener("click", () => { page -= 1; draw(); });
    byId("on").addEventListener("click", () => { page += 1; draw(); });
    for (const button of document.querySelectorAll("th button[data-key]")) {
      button.addEventListener("click", () => {
        const key = button.dataset.key;
        const down = sorting.key === key ? !sorting.down : key === "findings" || key === "words" || key === "grade";
        sorting = { key, down };
        arrange();
      });
    }
    for (const link of document.querySelectorAll("[data-rule]")) {
      link.addEventListener("click", () => {
        byId("filters").reset();
        byId("rule").value = String(data.rules.indexOf(link.dataset.rule));
        setTimeout(() => { byId("rule").value = String(data.rules.indexOf(link.dataset.rule)); arrange(); });
      });
    }
    for (const details of document.querySelectorAll("[data-copies]")) {
      details.addEventListener("toggle", () => openCopies(details));
    }
    const dialog = byId("article");
    byId("close").addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => {
      if (/^#a\d+$/.test(location.hash)) history.replaceState(null, "", location.pathname + location.search + "#articles");
    });
    dialog.addEventListener("click", (event) => {
      const mark = event.target.closest("mark[data-findings]");
      if (mark) point(byId(`f${mark.dataset.findings.split(" ")[0]}`));
      const link = event.target.closest("[data-mark]");
      if (link) {
        event.preventDefault();
        const found = byId("article-text").querySelector(`mark[data-findings~="${Number(link.dataset.mark)}"]`);
        point(found || link.closest("li"));
      }
    });
    addEventListener("hashchange", followHash);
    arrange();
    followHash();
    document.documentElement.dataset.ready = "1";
  }

  start();
})();
