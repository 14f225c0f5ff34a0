"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const islands = {};
  const data = island("data");
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const findings = data.findings.map((finding) => ({ ...finding, item: byId(finding.id) }));
  const findingOf = new Map(findings.map((finding) => [finding.id, finding]));
  const marksOf = byFinding("mark");
  const ticksOf = byFinding(".tick");
  let current = null;
  let word = null;
  let strings = data.strings.en;

  /* The page's data, read when it is needed. */
  function island(id) {
    return (islands[id] ??= JSON.parse(byId(id).textContent));
  }

  /* What the browser keeps: it may refuse, then everything lives as long as the page does. */
  const memory = new Map();
  const storage = {
    works: true,
    get(key) {
      try {
        return localStorage.getItem("selaras." + key);
      } catch {
        return memory.get(key) ?? null;
      }
    },
    set(key, value) {
      memory.set(key, value);
      try {
        localStorage.setItem("selaras." + key, value);
      } catch {
        this.works = false;
      }
    },
  };

  /* Words of the page. */
  function say(key, values = {}) {
    return (strings[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  }

  function speak(language) {
    const spoken = document.documentElement.lang;
    strings = data.strings[language];
    document.documentElement.lang = language;
    byId("language").value = language;
    if (language !== spoken) translate();
    showProgress();
  }

  function translate() {
    for (const element of all("[data-say]")) {
      const { say: key, count } = element.dataset;
      element.textContent = count ? `${say(key)} (${count})` : say(key);
    }
    for (const element of all("[data-label]")) {
      const label = say(element.dataset.label);
      element.setAttribute("aria-label", label);
      if ("placeholder" in element) element.placeholder = label;
    }
  }

  function preferredLanguage() {
    const wanted = [storage.get("language"), ...navigator.languages.map((tag) => tag.slice(0, 2))];
    return wanted.find((language) => language in data.strings) ?? "en";
  }

  function toast(message) {
    byId("toast").textContent = message;
    clearTimeout(toast.timer);
    toast.timer = setTimeout(() => (byId("toast").textContent = ""), 6000);
  }

  /* Decisions: one a fingerprint, in the form of a baseline's entries. */
  const storageKey = "decisions." + data.pair;
  const decisions = new Map(storedDecisions().map((entry) => [entry.fingerprint, entry]));
  const history = [];

  function storedDecisions() {
    if (data.server) return data.server.decisions;
    try {
      const stored = JSON.parse(storage.get(storageKey) ?? "[]");
      return Array.isArray(stored) ? stored.filter((entry) => entry?.fingerprint) : [];
    } catch {
      return [];
    }
  }

  function statusOf(finding) {
    const entry = decisions.get(finding.fingerprint);
    return entry?.decision ?? (finding.status === "baseline" ? "baseline" : "open");
  }

  function decide(finding, decision, reason = "") {
    history.push([finding, decisions.get(finding.fingerprint)]);
    put(finding, {
      fingerprint: finding.fingerprint,
      check: finding.check,
      reason,
      who: storage.get("who") ?? "",
      until: null,
      decision,
      pair: data.pair,
    });
    toast(say("decided_" + decision, { name: finding.id }));
  }

  function undo() {
    const last = history.pop();
    if (!last) return toast(say("nothing_to_undo"));
    put(...last);
    choose(last[0]);
    toast(say("undone", { name: last[0].id }));
  }

  function put(finding, entry) {
    if (entry) decisions.set(finding.fingerprint, entry);
    else decisions.delete(finding.fingerprint);
    save(finding.fingerprint, entry ?? null);
    for (const same of findings) if (same.fingerprint === finding.fingerprint) showStatus(same);
    showProgress();
  }

  function save(fingerprint, entry) {
    if (data.server) return send(fingerprint, entry);
    storage.set(storageKey, JSON.stringify([...decisions.values()]));
    if (!storage.works) setTimeout(() => toast(say("not_saved")), 1500);
  }

  async function send(fingerprint, entry) {
    try {
      const answer = await fetch(data.server.url, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ fingerprint, entry }),
      });
      if (!answer.ok) throw new Error(answer.statusText);
    } catch {
      toast(say("save_failed"));
    }
  }

  function exportDecisions() {
    const name = "selaras-decisions.json";
    const entries = [...decisions.values()];
    const text = JSON.stringify({ schema: "selaras/baseline/1", entries }, null, 1) + "\n";
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    toast(say("exported", { n: entries.length, name }));
  }

  function dismiss(finding) {
    const dialog = byId("reason");
    byId("reason-text").value = decisions.get(finding.fingerprint)?.reason ?? "";
    dialog.returnValue = "";
    dialog.onclose = () => {
      if (dialog.returnValue === "ok") {
        decide(finding, "dismissed", byId("reason-text").value.trim());
      }
      focusOn(finding);
    };
    dialog.showModal();
    byId("reason-text").focus();
  }

  function act(decision) {
    if (!current) return walk(1);
    if (decision === "dismissed") return dismiss(current);
    decide(current, decision);
  }

  /* What is shown of a finding. */
  function showStatus(finding) {
    const status = statusOf(finding);
    const label = finding.item.querySelector(".status");
    finding.item.dataset.status = status;
    label.dataset.say = "status_" + status;
    label.textContent = say(label.dataset.say);
    const entry = decisions.get(finding.fingerprint);
    const { reason, who } = entry ?? finding.accepted ?? {};
    finding.item.querySelector(".reason").textContent = [reason, who].filter(Boolean).join(" · ");
    for (const button of all("[data-decide]", finding.item)) {
      button.setAttribute("aria-pressed", String(button.dataset.decide === entry?.decision));
    }
    for (const shown of [marksOf, ticksOf]) (shown.get(finding.id) ?? []).forEach(settle);
    if (finding === current) showSheet();
  }

  /* Grey what nobody has to look at any more: a mark when all its findings are decided. */
  function settle(mark) {
    const statuses = mark.dataset.findings.split(" ").map((id) => statusOf(findingOf.get(id)));
    mark.classList.toggle("settled", !statuses.some((s) => s === "open" || s === "fix"));
  }

  function byFinding(selector) {
    const found = new Map();
    for (const element of all(selector)) {
      for (const id of element.dataset.findings.split(" ")) {
        found.set(id, [...(found.get(id) ?? []), element]);
      }
    }
    return found;
  }

  function showProgress() {
    const shown = findings.filter((finding) => !finding.item.hidden).length;
    const decided = findings.filter((finding) => statusOf(finding) !== "open").length;
    const parts = [say("progress", { n: decided, total: findings.length })];
    if (shown < findings.length) parts.push(say("shown", { n: shown, total: findings.length }));
    byId("progress").textContent = parts.join(" · ");
    byId("none").hidden = shown > 0;
  }

  /* Filters. */
  function filter() {
    const severities = new Set(all("[name=severity]:checked").map((box) => box.value));
    const check = byId("filter-check").value;
    const status = byId("filter-status").value;
    const text = fold(byId("filter-text").value);
    for (const finding of findings) {
      finding.item.hidden = !(
        severities.has(finding.severity) &&
        (!check || finding.check === check) &&
        (!status || statusOf(finding) === status) &&
        (!text || fold(finding.item.textContent).includes(text))
      );
    }
    showProgress();
  }

  function fold(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase().trim();
  }

  /* Walking. */
  function walk(step) {
    const shown = findings.filter((finding) => !finding.item.hidden);
    if (!shown.length) return;
    const here = shown.indexOf(current);
    const next = here < 0 ? nearest(shown, step) : here + step;
    choose(shown[Math.max(0, Math.min(shown.length - 1, next))]);
  }

  /* From a finding that a filter hides: the next one shown in that direction. */
  function nearest(shown, step) {
    if (!current) return step > 0 ? 0 : shown.length - 1;
    const from = findings.indexOf(current);
    const after = shown.findIndex((finding) => findings.indexOf(finding) > from);
    const next = after < 0 ? shown.length : after;
    return step > 0 ? next : next - 1;
  }

  function choose(finding, scroll = true) {
    unmark();
    current = finding;
    finding.item.classList.add("here");
    const marks = marksOf.get(finding.id) ?? [];
    for (const mark of marks) mark.classList.add("here");
    const row = byId("link-" + finding.link) ?? marks[0]?.closest(".row");
    enter(row);
    if (scroll && row) reveal(row);
    byId("panel").classList.remove("open");
    focusOn(finding);
    showSheet();
    if (marks.length) answerMark(marks[0]);
  }

  function unmark() {
    for (const element of all(".here")) element.classList.remove("here");
    byId("map-here").setAttribute("d", "");
    answer(null);
  }

  function enter(row) {
    if (!row) return;
    row.classList.add("here");
    byId("map-here").setAttribute("d", island("outlines")[row.dataset.link]);
  }

  function reveal(row) {
    row.scrollIntoView({ block: "center" });
    requestAnimationFrame(() => row.scrollIntoView({ block: "center" }));
  }

  function focusOn(finding) {
    const link = finding.item.querySelector(".go");
    if (!link.checkVisibility || link.checkVisibility()) {
      link.focus({ preventScroll: true });
      finding.item.scrollIntoView({ block: "nearest" });
    }
  }

  function showSheet() {
    byId("sheet").hidden = !findings.length;
    const message = current?.item.querySelector(".message").textContent;
    byId("sheet-message").textContent = message ? `${current.id} · ${message}` : "";
    for (const button of all("#sheet [data-decide]")) {
      const pressed = current && statusOf(current) === button.dataset.decide;
      button.setAttribute("aria-pressed", String(Boolean(pressed)));
      button.hidden = !current;
    }
  }

  function goTo(row) {
    unmark();
    current = null;
    enter(row);
    reveal(row);
    showSheet();
  }

  /* Words that answer each other: shown as highlights, the text itself is left alone. */
  function pairsOf(cell) {
    const pairs = island("words")[cell.closest(".row").dataset.link] ?? [];
    const mirrored = ([a, b, c, d]) => [c, d, a, b];
    return cell.classList.contains("source") ? pairs : pairs.map(mirrored);
  }

  function answer(cell, start, end) {
    if (!window.CSS?.highlights) return;
    CSS.highlights.clear();
    if (!cell) return;
    const touching = pairsOf(cell).filter(([a, b]) => a < end && start < b);
    if (!touching.length) return;
    const row = cell.closest(".row");
    const other = row.querySelector(cell.classList.contains("source") ? ".target" : ".source");
    CSS.highlights.set("word", new Highlight(...touching.map(([a, b]) => rangeOf(cell, a, b))));
    CSS.highlights.set("answer", new Highlight(...touching.map(([, , c, d]) => rangeOf(other, c, d))));
  }

  function answerMark(mark) {
    const cell = mark.closest(".cell");
    const start = offsetIn(cell, mark, 0);
    answer(cell, start, start + mark.textContent.length);
  }

  function answerAt(x, y) {
    const [node, offset] = caretAt(x, y);
    const cell = node?.nodeType === Node.TEXT_NODE && node.parentElement.closest(".cell");
    if (!cell || !node.parentElement.closest(".text")) return;
    const position = offsetIn(cell, node, offset);
    answer(cell, position, position + 1);
  }

  function caretAt(x, y) {
    if (document.caretPositionFromPoint) {
      const caret = document.caretPositionFromPoint(x, y);
      return caret ? [caret.offsetNode, caret.offset] : [];
    }
    const range = document.caretRangeFromPoint?.(x, y);
    return range ? [range.startContainer, range.startOffset] : [];
  }

  function offsetIn(cell, node, offset) {
    const range = document.createRange();
    range.setStart(cell.querySelector(".text"), 0);
    range.setEnd(node, offset);
    return range.toString().length;
  }

  function rangeOf(cell, start, end) {
    const range = document.createRange();
    const walker = document.createTreeWalker(cell.querySelector(".text"), NodeFilter.SHOW_TEXT);
    let position = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const next = position + node.length;
      if (start >= position && start < next) range.setStart(node, start - position);
      if (end > position && end <= next) range.setEnd(node, end - position);
      position = next;
    }
    return range;
  }

  /* Word by word through the source side of the row in which one is. */
  function walkWords(step) {
    const row = document.querySelector(".row.here");
    const cell = row?.querySelector(".source");
    const starts = cell ? [...new Set(pairsOf(cell).map(([a]) => a))].sort((a, b) => a - b) : [];
    if (!starts.length) return;
    const index = word?.row === row ? word.index + step : step > 0 ? 0 : starts.length - 1;
    word = { row, index: (index + starts.length) % starts.length };
    answer(cell, starts[word.index], starts[word.index] + 1);
  }

  /* Ledgers. */
  function sortBy(button) {
    const head = button.closest("th");
    const body = head.closest("table").tBodies[0];
    const direction = head.ariaSort === "ascending" ? "descending" : "ascending";
    for (const other of head.parentElement.cells) other.ariaSort = "none";
    head.ariaSort = direction;
    const sign = direction === "ascending" ? 1 : -1;
    const compare = new Intl.Collator(undefined, { numeric: true }).compare;
    const value = (row) => row.cells[head.cellIndex].textContent;
    body.append(...[...body.rows].sort((one, other) => sign * compare(value(one), value(other))));
  }

  /* The side columns fill what the page's top leaves of the window. */
  let above = null;

  function fit() {
    const left = Math.max(0, byId("texts").parentElement.getBoundingClientRect().top);
    if (left === above) return;
    above = left;
    for (const column of all(".map, .panel")) column.style.maxHeight = `calc(100vh - ${above}px)`;
  }

  /* Keys and pointers. */
  const keys = {
    j: () => walk(1),
    k: () => walk(-1),
    a: () => act("accepted"),
    d: () => act("dismissed"),
    f: () => act("fix"),
    u: undo,
    t: () => byId("show-translation")?.click(),
    r: () => byId("only-flagged").click(),
    "/": () => byId("filter-text").focus(),
    "?": () => byId("help").showModal(),
    ArrowRight: () => walkWords(1),
    ArrowLeft: () => walkWords(-1),
  };

  function onKey(event) {
    const typing = event.target.matches("input:not([type=checkbox]), select, textarea");
    if (event.key === "Escape") return leave(event);
    if (event.target.matches("mark") && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      return event.target.click();
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing) return;
    if (document.querySelector("dialog[open]") || !byId("shortcuts").checked) return;
    if (Object.hasOwn(keys, event.key)) {
      event.preventDefault();
      keys[event.key]();
    }
  }

  /* Out of a field, whose text stays; browsers would empty it and leave the filter on. */
  function leave(event) {
    if (document.querySelector("dialog[open]")) return;
    if (event.target.matches("input")) {
      event.preventDefault();
      event.target.blur();
    }
    byId("panel").classList.remove("open");
  }

  function onClick(event) {
    const target = event.target;
    const decider = target.closest("[data-decide]");
    const item = target.closest(".finding");
    const mark = target.closest("mark");
    if (decider) return act(decider.dataset.decide);
    if (item && target.closest(".go")) {
      event.preventDefault();
      return choose(findingOf.get(item.id));
    }
    if (mark) return choose(afterCurrent(mark.dataset.findings.split(" ")), false);
    if (target.closest(".sortable th")) return sortBy(target.closest("th").firstElementChild);
    if (target.closest("#map")) return onMap(event);
  }

  /* Where several findings flag the same words, each click shows the next of them. */
  function afterCurrent(ids) {
    return findingOf.get(ids[(ids.indexOf(current?.id) + 1) % ids.length]);
  }

  function onMap(event) {
    const { findings: flagged } = event.target.dataset;
    if (flagged) return choose(findingOf.get(flagged));
    const link = linkAt(event.clientX, event.clientY);
    if (link !== undefined) goTo(byId("link-" + link));
  }

  /* The link whose ribbon lies under a point of the window, or within a pixel of it. */
  function linkAt(x, y) {
    const here = byId("map-here");
    const toMap = byId("map").getScreenCTM().inverse();
    const points = [0, 1, -1].map((step) => new DOMPoint(x, y + step).matrixTransform(toMap));
    const hit = ([, outline]) => {
      here.setAttribute("d", outline);
      return points.some((point) => here.isPointInFill(point));
    };
    return Object.entries(island("outlines")).reverse().find(hit)?.[0];
  }

  function listen() {
    document.addEventListener("keydown", onKey);
    document.addEventListener("click", onClick);
    document.addEventListener("scroll", fit, { passive: true });
    addEventListener("resize", fit);
    document.addEventListener("focusin", (event) => {
      if (event.target.matches("mark")) answerMark(event.target);
    });
    byId("texts").addEventListener("pointermove", (event) => answerAt(event.clientX, event.clientY));
    for (const box of all("[name=severity]")) box.addEventListener("change", filter);
    for (const id of ["filter-check", "filter-status"]) byId(id).addEventListener("change", filter);
    byId("filter-text").addEventListener("input", filter);
    for (const [id, name] of [["show-translation", "with-translation"], ["only-flagged", "only-flagged"]]) {
      byId(id)?.addEventListener("change", (event) => {
        document.body.classList.toggle(name, event.target.checked);
      });
    }
    const clicks = {
      export: exportDecisions,
      "open-help": () => byId("help").showModal(),
      "close-help": () => byId("help").close(),
      "reason-cancel": () => byId("reason").close(""),
      "open-list": () => byId("panel").classList.add("open"),
      "close-list": () => byId("panel").classList.remove("open"),
      "sheet-next": () => walk(1),
      "sheet-previous": () => walk(-1),
    };
    for (const [id, react] of Object.entries(clicks)) byId(id).addEventListener("click", react);
    for (const idea of all("[data-idea]")) {
      idea.addEventListener("click", () => (byId("reason-text").value = say(idea.dataset.idea)));
    }
  }

  function remember() {
    const language = byId("language");
    language.addEventListener("change", () => {
      storage.set("language", language.value);
      speak(language.value);
    });
    const theme = byId("theme");
    theme.addEventListener("change", () => {
      storage.set("theme", theme.value);
      paint(theme.value);
    });
    byId("who").value = storage.get("who") ?? "";
    byId("who").addEventListener("change", () => storage.set("who", byId("who").value.trim()));
    byId("shortcuts").checked = storage.get("shortcuts") !== "off";
    byId("shortcuts").addEventListener("change", (event) => {
      storage.set("shortcuts", event.target.checked ? "on" : "off");
    });
  }

  function paint(theme) {
    byId("theme").value = theme;
    document.documentElement.dataset.theme = theme;
  }

  document.documentElement.classList.add("scripted");
  if (data.server) document.querySelector("[data-say=help_decisions]").dataset.say = "saved_as";
  paint(["light", "dark"].find((theme) => theme === storage.get("theme")) ?? "auto");
  remember();
  listen();
  findings.forEach(showStatus);
  showSheet();
  fit();
  speak(preferredLanguage());
})();
