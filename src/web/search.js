// Looks through the texts of the volume. What is typed as "two words" is looked for as a phrase; a word stands for all
// that begin with it; letters are compared without their accents.
"use strict";

const letters = { "ß": "s", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ø": "o", "Ø": "O", "æ": "a", "Æ": "A", "œ": "o", "Œ": "O", "ı": "i", "’": "'" };

/** `text` in small letters without accents, every letter still in its place. */
const plain = text => text.replace(/[^\x00-\x7f]/g, letter => {
  const base = letters[letter] || letter.normalize("NFD").replace(/\p{M}/gu, "");
  return base.length === letter.length ? base : letter;
}).toLowerCase();

const escaped = word => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** What is looked for: a pattern for each word or phrase. */
const patterns = question => {
  const parts = plain(question).match(/"[^"]+"|[^\s"]+/g) || [];
  const words = parts.map(part => part.replace(/"/g, "").trim()).filter(part => /[\p{L}\p{N}]/u.test(part));
  return words.map(word => new RegExp("(?<![\\p{L}\\p{N}])" + escaped(word).replace(/\s+/g, "\\s+"), "gu"));
};

/** The texts that hold all of it, those that have it in their titles first, then those that have it most. */
const found = asked => {
  const rows = texts.map(([file, title, text, pages], order) => {
    const compared = plain(text), head = plain(title);
    const hits = asked.map(pattern => [...compared.matchAll(pattern)].map(hit => [hit.index, hit.index + hit[0].length]));
    const titled = asked.filter(pattern => head.search(pattern) >= 0).length;
    return { file, title, text, compared, pages, order, hits, titled, count: hits.flat().length };
  });
  const all = rows.filter(row => row.hits.every(hits => hits.length > 0));
  return all.sort((a, b) => b.titled - a.titled || b.count - a.count || a.order - b.order);
};

const around = 90, most = 3;

/** Up to three stretches of a text around what was found, each with the places of it. */
const excerpts = ({ text, hits }) => {
  const places = hits.flatMap(all => all.slice(0, most)).sort((a, b) => a[0] - b[0]);
  const stretches = [];
  for (const [from, to] of places) {
    const last = stretches[stretches.length - 1];
    if (last && from < last.to) {
      if (from >= last.marks[last.marks.length - 1][1]) last.marks.push([from, to]);
      last.to = Math.max(last.to, Math.min(text.length, to + around));
    } else if (stretches.length < most) {
      stretches.push({ from: Math.max(0, from - around), to: Math.min(text.length, to + around), marks: [[from, to]] });
    }
  }
  // A stretch begins and ends with whole words.
  for (const stretch of stretches) {
    if (stretch.from > 0) stretch.from = Math.min(text.indexOf(" ", stretch.from) + 1, stretch.marks[0][0]);
    const end = text.lastIndexOf(" ", stretch.to);
    if (stretch.to < text.length && end > stretch.marks[stretch.marks.length - 1][1]) stretch.to = end;
  }
  return stretches;
};

const element = (name, ...children) => {
  const made = document.createElement(name);
  made.append(...children);
  return made;
};

const encoded = words => encodeURIComponent(words).replace(/-/g, "%2D");

/** The address of a place in a text: the printed page that it is on, and the words that a browser may look for there, with
 *  those before them if they stand in the text more than once. */
const address = ({ file, text, compared, pages }, [from, to]) => {
  const page = pages.filter(([at]) => at <= from).pop();
  const rest = text.slice(to).match(/^[\p{L}\p{N}'’]*/u)[0];
  const words = text.slice(from, to) + rest;
  const alone = compared.indexOf(plain(words)) === from;
  const before = alone ? null : text.slice(0, from).match(/(?:\S+\s+){1,3}$/);
  const context = before ? encoded(before[0].trim()) + "-," : "";
  return file + "#" + (page ? page[1] : "") + ":~:text=" + context + encoded(words);
};

const shown = row => {
  const title = element("a", row.title);
  title.href = address(row, row.hits.map(hits => hits[0]).sort((a, b) => a[0] - b[0])[0]);
  const item = element("li", element("h2", title));
  for (const { from, to, marks } of excerpts(row)) {
    const line = element("p");
    let at = from;
    if (from > 0) line.append("… ");
    for (const [begin, end] of marks) {
      const link = element("a", element("mark", row.text.slice(begin, end)));
      link.href = address(row, [begin, end]);
      line.append(row.text.slice(at, begin), link);
      at = end;
    }
    line.append(row.text.slice(at, to));
    if (to < row.text.length) line.append(" …");
    item.append(line);
  }
  return item;
};

const question = new URLSearchParams(location.search).get("q") || "";
const status = document.querySelector(".found");
const list = document.querySelector(".results");
const field = document.querySelector("input[type=search]");
field.value = question;
const asked = patterns(question);
if (asked.length > 0) {
  const rows = found(asked);
  list.append(...rows.map(shown));
  status.textContent = rows.length > 0 ? status.dataset.found.replace("{}", rows.length) : status.dataset.none;
} else {
  field.focus();
}
