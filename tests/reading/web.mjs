// The web edition, opened from the disk in a browser: accessible (axe-core), at home on every screen, whole without
// scripts, and searched with them.
//
// Usage: node web.mjs FOLDER ... [--shots FOLDER]

import { mkdirSync, readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, on, tell, withBrowser } from "./browser.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const folders = [];
let shots = null;
for (let at = 2; at < process.argv.length; at++) {
  if (process.argv[at] === "--shots") shots = process.argv[++at];
  else folders.push(resolve(process.argv[at]));
}

/** Tells axe's violations on the page as it is. */
async function accessible(page, name) {
  await page.evaluate(axe);
  const found = await page.evaluate(tags => window.axe.run(document, { runOnly: tags }), standards);
  for (const { id, nodes } of found.violations) {
    expect(false, `${name}: ${id} (${nodes.length}): ${nodes[0].html.slice(0, 120)}`);
  }
}

/** Nothing is wider than a screen of 320 pixels (WCAG 2.2, 1.4.10), also with letters twice as large (1.4.4). */
async function reflows(page, name) {
  for (const size of ["", "225%"]) {
    await page.evaluate(size => { document.documentElement.style.fontSize = size; }, size);
    const width = await page.evaluate(() => document.scrollingElement.scrollWidth);
    expect(width <= 320, `${name}: ${width} pixels wide on a screen of 320${size && ", letters twice as large"}`);
  }
  await page.evaluate(() => { document.documentElement.style.fontSize = ""; });
}

/** Notes stand beside the text, none upon another, and lead to their calls and back. */
async function notes(page, name) {
  const faults = await page.evaluate(() => {
    const faults = [];
    const boxes = [...document.querySelectorAll(".note")].map(note => [note.id, note.getBoundingClientRect()]);
    const text = document.querySelector("main").getBoundingClientRect();
    boxes.forEach(([id, box], at) => {
      if (box.left < text.right) faults.push(`note ${id} is not beside the text`);
      if (at > 0 && box.top < boxes[at - 1][1].bottom - 0.5) faults.push(`note ${id} stands upon the one before it`);
    });
    for (const call of document.querySelectorAll("a[role=doc-noteref]")) {
      const note = document.getElementById(decodeURIComponent(call.hash.slice(1)));
      const back = note && note.querySelector("a[role=doc-backlink]");
      if (!back) faults.push(`the call ${call.textContent} has no note with a way back`);
      else if (!document.getElementById(decodeURIComponent(back.hash.slice(1)))) faults.push(`${note.id} leads nowhere`);
    }
    return faults;
  });
  faults.forEach(fault => expect(false, `${name}: ${fault}`));
}

/** The search finds a word of a text, without its accents and by its beginning, and leads to the text. */
async function search(page, folder) {
  const url = pathToFileURL(join(folder, "search.html")).href;
  await page.goto(url);
  const [file, title, text] = await page.evaluate(() => texts.find(([file]) => /^(doc|chapter)-/.test(file)) || texts[0]);
  const word = text.split(/[^\p{L}]+/u).filter(word => word.length > 7).at(-1);
  await page.type("input[type=search]", word.slice(0, -1).normalize("NFD").replace(/\p{M}/gu, "").toUpperCase());
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  const found = await page.$$eval(".results a", links => links.map(link => link.getAttribute("href").split("#")[0]));
  expect(found.includes(file), `the search for ${word} does not find ${title}`);
  expect((await page.$$(".results mark")).length > 0, "no word is marked in what was found");
  const status = await page.$eval("[role=status]", status => status.textContent);
  expect(status.includes(String(found.length)), `the search says "${status}" and shows ${found.length}`);
  await on(page, "desk");
  await accessible(page, "what was found");
  await page.goto(`${url}?q=${encodeURIComponent('"qqqq zzzz"')}`);
  expect((await page.$$(".results li")).length === 0, "what is nowhere was found");
}

await withBrowser(async browser => {
  for (const folder of folders) {
    const page = await browser.newPage();
    page.on("request", request => {
      const inside = request.url().startsWith(pathToFileURL(folder).href) || request.url().startsWith("data:");
      expect(inside, `asks for ${request.url()}`);
    });
    page.on("pageerror", error => expect(false, `a script failed: ${error}`));
    const files = readdirSync(folder).filter(file => file.endsWith(".html")).sort();
    for (const file of files) {
      const url = pathToFileURL(join(folder, file)).href;
      await page.setJavaScriptEnabled(false);
      await on(page, "narrow");
      await page.goto(url);
      await reflows(page, file);
      await on(page, "desk");
      await notes(page, file);
      await page.setJavaScriptEnabled(true);
      await page.goto(url);
      for (const [screen, light] of [["desk", "light"], ["phone", "dark"]]) {
        await on(page, screen, light);
        await accessible(page, `${file}, ${screen}, ${light}`);
        if (shots && /^(index|doc|chapter|people|book-index)/.test(file)) {
          const to = join(shots, basename(folder));
          mkdirSync(to, { recursive: true });
          await page.screenshot({ path: join(to, `${file}-${screen}-${light}.png`) });
        }
      }
    }
    await search(page, folder);
    await page.close();
    tell(`${files.length} pages of ${basename(folder)}`);
  }
});
