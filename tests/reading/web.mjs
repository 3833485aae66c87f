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
  // A word with accents, if there is one in the volume.
  const [file, title, word] = await page.evaluate(() => {
    const long = ([file, title, text]) => text.split(/[^\p{L}]+/u).filter(word => word.length > 5).map(word => [file, title, word]);
    const words = texts.filter(([file]) => /^(doc|chapter|essay)-/.test(file)).flatMap(long);
    return words.find(([, , word]) => /[^\x00-\x7f]/.test(word)) || words.at(-1);
  });
  await page.type("input[type=search]", word.replace(/[a-z]$/, "").normalize("NFD").replace(/\p{M}/gu, "").toUpperCase());
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  const found = await page.$$eval(".results h2 a", links => links.map(link => link.getAttribute("href").split("#")[0]));
  expect(found.includes(file), `the search for ${word} does not find ${title}`);
  expect((await page.$$(".results mark")).length > 0, "no word is marked in what was found");
  const status = await page.$eval("[role=status]", status => status.textContent);
  expect(status.includes(String(found.length)), `the search says "${status}" and shows ${found.length}`);
  await on(page, "desk");
  await accessible(page, "what was found");
  await leads(page, url, word);
  await page.goto(`${url}?q=${encodeURIComponent('"qqqq zzzz"')}`);
  expect((await page.$$(".results li")).length === 0, "what is nowhere was found");
}

/** Each word that was found is a link that leads to where it stands: it is on the screen then, or its printed page is. */
async function leads(page, url, word) {
  for (const nth of [0, -1]) {
    await page.goto(`${url}?q=${encodeURIComponent(word)}`);
    const link = (await page.$$(".results p a")).at(nth);
    const id = await link.evaluate(link => decodeURIComponent(link.getAttribute("href").split("#")[1].split(":~:")[0]));
    await Promise.all([page.waitForNavigation(), link.click()]);
    await new Promise(done => setTimeout(done, 700));
    const shown = await page.evaluate((word, id) => {
      const inView = box => box.height > 0 && box.bottom > 0 && box.top < innerHeight;
      const mark = document.getElementById(id);
      const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
      const plain = text => text.toLowerCase();
      let seen = mark !== null && inView(mark.getBoundingClientRect());
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = plain(node.data).indexOf(plain(word));
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + word.length);
        seen ||= inView(range.getBoundingClientRect());
      }
      return seen;
    }, word, id);
    expect(shown, `what was found for ${word} does not lead to the word`);
  }
}

/** Everything that can be done is reached with the keyboard, the text first. */
async function keyboard(page, folder) {
  await page.goto(pathToFileURL(join(folder, "index.html")).href);
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => document.activeElement.className);
  expect(first === "skip", `the first key leads to "${first}", not over the banner`);
  await page.keyboard.press("Enter");
  expect(await page.evaluate(() => document.activeElement.tagName) === "MAIN", "the way over the banner does not lead to the text");
  await page.keyboard.press("Tab");
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  expect(outline !== "none", "it is not seen where the keyboard is");
  await page.emulateMediaFeatures([{ name: "prefers-reduced-motion", value: "reduce" }]);
  const motion = await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior);
  expect(motion === "auto", "the page moves by itself for those who asked it not to");
}

await withBrowser(async browser => {
  for (const folder of folders) {
    const page = await browser.newPage();
    page.on("request", request => {
      const inside = request.url().startsWith(pathToFileURL(folder).href) || request.url().startsWith("data:");
      expect(inside, `asks for ${request.url()}`);
    });
    page.on("pageerror", error => expect(false, `a script failed: ${error}`));
    page.on("console", message => expect(!["error", "warning"].includes(message.type()), `the browser says: ${message.text()}`));
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
    await keyboard(page, folder);
    await page.close();
    tell(`${files.length} pages of ${basename(folder)}`);
  }
});
