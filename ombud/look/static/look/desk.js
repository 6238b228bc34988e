// The workbench: clocks that count, keys, drafts that keep themselves.
(() => {
  "use strict";
  const { all, words, show, hide } = window.look;

  // Clocks: the words change twice a minute; nothing blinks.
  const lang = document.documentElement.lang.slice(0, 2);
  const UNITS = lang === "zh"
    ? [["天", "天", 86400], ["小时", "小时", 3600], ["分钟", "分钟", 60]]
    : [["day", "days", 86400], ["hour", "hours", 3600], ["minute", "minutes", 60]];
  const length = (seconds) => {
    const said = [];
    let rest = Math.floor(Math.abs(seconds));
    for (const [one, many, size] of UNITS) {
      const n = Math.floor(rest / size);
      rest %= size;
      if (n && said.length < 2) said.push(`${n} ${n === 1 ? one : many}`);
    }
    return said.join(" ") || (lang === "zh" ? "不到 1 分钟" : "less than a minute");
  };
  const tick = () => all("[data-due]").forEach((el) => {
    const left = (Date.parse(el.dataset.due) - Date.now()) / 1000;
    el.textContent = (left < 0 ? words().over : words().left).replace("{time}", length(left));
    const chip = el.closest(".clock");
    if (left < 0 && chip) { chip.classList.remove("tone-green", "tone-amber", "clock-ok", "clock-amber"); chip.classList.add("tone-red", "clock-red"); }
  });
  if (!document.body.hasAttribute("data-still")) setInterval(tick, 30000);

  // Drafts: kept on the server 1.5 s after the writing stops.
  const waiting = new WeakMap();
  const keepDraft = async (box) => {
    const state = box.parentElement.querySelector("[data-draft-state]");
    const body = new URLSearchParams({ [box.name]: box.value });
    let kept = false;
    try {
      const answer = await fetch(box.dataset.draft, { method: "POST", body, headers: { "X-CSRFToken": words().csrf } });
      kept = answer.ok;
    } catch { kept = false; }
    if (state) state.textContent = kept ? words().kept : words().lost;
  };
  document.addEventListener("input", (event) => {
    const box = event.target.closest("[data-draft]");
    if (!box) return;
    clearTimeout(waiting.get(box));
    waiting.set(box, setTimeout(() => keepDraft(box), 1500));
  });

  // Keys: single letters, off inside inputs and for whoever switches them off (WCAG 2.1.4).
  const sheet = document.getElementById("keys-sheet");
  const off = () => localStorage.getItem("keys") === "off";
  const typing = (el) => el.closest("input, textarea, select, [contenteditable]");
  const rows = () => all("[data-row]").filter((el) => el.offsetParent);
  const step = (by) => {
    const list = rows();
    const at = list.indexOf(document.activeElement.closest("[data-row]"));
    const next = list[Math.max(0, Math.min(list.length - 1, at + by))];
    if (next) next.focus();
  };
  const first = (root) => root.querySelector("input:not([type=hidden]), textarea, select, button");
  const use = (el) => {
    if (el.matches("input, textarea, select")) el.focus();
    else if (el.matches("summary")) { if (!el.parentElement.open) el.click(); first(el.nextElementSibling)?.focus(); }
    else {
      el.click();
      const aim = el.hash && el.pathname === location.pathname && document.querySelector(el.hash);
      if (aim) first(aim)?.focus();
    }
  };
  const openSheet = () => {
    if (!sheet) return;
    const list = sheet.querySelector("ul");
    all("[data-key-item]", sheet).forEach((el) => el.remove());
    const seen = new Set();
    for (const el of all("[data-key][data-key-label]")) {
      if (seen.has(el.dataset.key)) continue;
      seen.add(el.dataset.key);
      const item = document.createElement("li");
      item.dataset.keyItem = "";
      const label = document.createElement("span");
      label.textContent = el.dataset.keyLabel;
      const key = document.createElement("kbd");
      key.textContent = el.dataset.key;
      item.append(label, key);
      list.append(item);
    }
    labelToggle();
    sheet.showModal();
  };
  const toggle = sheet && sheet.querySelector("[data-keys-toggle]");
  const labelToggle = () => { if (toggle) toggle.textContent = off() ? toggle.dataset.on : toggle.dataset.off; };
  toggle?.addEventListener("click", () => { localStorage.setItem("keys", off() ? "on" : "off"); labelToggle(); });
  document.addEventListener("click", (event) => { if (event.target.closest("[data-keys-sheet]")) openSheet(); });

  const FIXED = {
    "?": openSheet,
    j: () => step(1),
    k: () => step(-1),
    o: () => document.activeElement.closest("[data-row]")?.click(),
    b: () => { const media = all("[data-media]"); if (document.querySelector(".media.is-shown")) hide(); else media.forEach(show); },
  };
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
      const form = event.target.closest("form") || document.querySelector("[data-main-form]");
      form?.requestSubmit(form.querySelector("[type=submit]"));
      return;
    }
    if (!sheet || event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || sheet.open) return;
    if (off() && event.key !== "?") return;
    const own = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    const act = own ? () => use(own) : FIXED[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  // A dangerous button asks once more.
  document.addEventListener("submit", (event) => {
    const asked = event.submitter?.dataset.confirm;
    if (asked && !window.confirm(asked)) event.preventDefault();
  });
})();
