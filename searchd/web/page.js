// page.js - completes what is typed into the search box. The page works without.
"use strict";

const box = document.getElementById("q");
const list = document.getElementById("suggested");
let waiting = 0;
let asked = "";

function show(answer) {
  const texts = answer.completions.length > 0
    ? answer.completions.map((item) => item.kind === "word"
      ? box.value.replace(/\S*$/, item.text)
      : item.text)
    : answer.corrections.map((item) => item.text);
  list.replaceChildren(...[...new Set(texts)].map((text) => {
    const option = document.createElement("option");
    option.value = text;
    return option;
  }));
}

async function ask() {
  const typed = box.value;
  if (typed.trim() === "" || typed === asked) {
    return;
  }
  asked = typed;
  try {
    const reply = await fetch("/v1/suggest?q=" + encodeURIComponent(typed));
    if (reply.ok && box.value === typed) {
      show(await reply.json());
    }
  } catch {
    // Nothing is suggested, and nothing is lost.
  }
}

box.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(ask, 120);
});
