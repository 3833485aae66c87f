// The EPUB, as those meet it who read it: DAISY Ace judges its accessibility, and a reading system's library (epub.js)
// opens it in a browser, follows notes to the foot and back, and goes to pages of the print edition.
//
// Usage: node epub.mjs FILE.epub ... [--shots FOLDER]

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium, expect, on, tell, withBrowser } from "./browser.mjs";

const require = createRequire(import.meta.url);
const here = dirname(fileURLToPath(import.meta.url));

const books = [];
let shots = null;
for (let at = 2; at < process.argv.length; at++) {
  if (process.argv[at] === "--shots") shots = process.argv[++at];
  else books.push(resolve(process.argv[at]));
}

/** DAISY Ace: no rule of it is broken. */
function ace(file) {
  const out = mkdtempSync(join(tmpdir(), "ace-"));
  try {
    const program = join(here, "node_modules/.bin/ace-puppeteer");
    const env = { ...process.env, PUPPETEER_EXECUTABLE_PATH: chromium };
    execFileSync(program, ["--silent", "--force", "--outdir", out, file], { env, stdio: "pipe", timeout: 300_000 });
  } catch (error) {
    // Ace ends with 1 for a broken rule as well, and tells it in its report.
    if (error.status !== 1) expect(false, `Ace gave up: ${String(error.stderr || error).slice(-300)}`);
  }
  try {
    const report = JSON.parse(readFileSync(join(out, "report.json"), "utf8"));
    for (const { "earl:testSubject": subject, assertions } of report.assertions) {
      for (const { "earl:test": test, "earl:result": result } of assertions) {
        expect(result["earl:outcome"] !== "fail", `Ace: ${subject.url}: ${test["dct:title"]} (${test["earl:impact"]})`);
      }
    }
  } catch (error) {
    expect(false, `Ace left no report: ${error}`);
  }
  rmSync(out, { recursive: true, force: true });
}

/** The reading system: a page with epub.js in it, and the book, from a server of this machine. */
const pages = {
  "/": () => `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Reading</title>
    <style>:root { color-scheme: light dark } html, body { margin: 0; height: 100% } #book { height: 100vh }</style>
    <script src="/jszip.js"></script><script src="/epub.js"></script></head><body><div id="book"></div></body></html>`,
  "/jszip.js": () => readFileSync(require.resolve("jszip/dist/jszip.min.js")),
  "/epub.js": () => readFileSync(require.resolve("epubjs/dist/epub.min.js")),
};

function served(file) {
  const server = createServer((request, response) => {
    const path = new URL(request.url, "http://localhost").pathname;
    const made = pages[path] || (path === "/book.epub" && (() => readFileSync(file)));
    const kind = path === "/" ? "text/html" : path.endsWith(".js") ? "text/javascript" : "application/epub+zip";
    response.writeHead(made ? 200 : 404, { "content-type": kind });
    response.end(made ? made() : "");
  });
  return new Promise(ready => server.listen(0, "127.0.0.1", () => ready(server)));
}

/** Opens the book as a reader would. */
const open = page => page.evaluate(async () => {
  window.book = ePub("/book.epub");
  window.shown = book.renderTo("book", { flow: "scrolled-doc", width: "100%", height: "100%", allowScriptedContent: true });
  await shown.display();
  await book.loaded.navigation;
  await book.loaded.pageList;
  // The document that is shown, and where an element of it stands on the screen.
  window.text = () => shown.getContents()[0].document;
  window.top_of = element => element.getBoundingClientRect().top + element.ownerDocument.defaultView.frameElement.getBoundingClientRect().top;
  window.in_view = element => top_of(element) > -20 && top_of(element) < innerHeight;
  window.settled = async is => { for (let at = 0; at < 50 && !is(); at++) await new Promise(wait => setTimeout(wait, 60)); return is(); };
});

/** A call leads to its note, which is then on the screen, and the note leads back. */
const notes = page => page.evaluate(async () => {
  const faults = [];
  let tried = 0;
  for (const { href } of book.spine.spineItems) {
    await shown.display(href);
    const calls = [...text().querySelectorAll("a[role=doc-noteref]")];
    if (calls.length === 0) continue;
    const call = calls[calls.length - 1];
    const id = call.hash.slice(1), marker = call.textContent;
    call.click();
    const note = () => text().getElementById(id);
    if (!await settled(() => note() && in_view(note()))) faults.push(`${href}: the note ${marker} is not shown`);
    const back = note() && note().querySelector("a[role=doc-backlink]");
    if (!back || !note().textContent.startsWith(marker)) { faults.push(`${href}: the note ${marker} does not begin with its number`); continue; }
    const origin = back.hash.slice(1);
    back.click();
    const again = () => text().getElementById(origin);
    if (!await settled(() => again() && in_view(again()))) faults.push(`${href}: the note ${marker} does not lead back`);
    if (++tried === 6) break;
  }
  return { faults, tried };
});

/** Every page of the print edition is in the list; those that are tried are found where the list says. */
const pageList = page => page.evaluate(async () => {
  const faults = [], list = book.pageList.pageList;
  const step = Math.max(1, Math.floor(list.length / 12));
  for (let at = 0; at < list.length; at += step) {
    const { href } = list[at];
    await shown.display(href);
    const mark = () => text().getElementById(href.split("#")[1]);
    const found = await settled(() => mark() && in_view(mark()));
    if (!found) faults.push(`${href}: the page is not shown`);
    else if (mark().getAttribute("role") !== "doc-pagebreak") faults.push(`${href} is no page break`);
  }
  return { faults, count: list.length };
});

/** Every text of the contents opens, and none is wider than a narrow screen. */
const contents = page => page.evaluate(async () => {
  const faults = [];
  const all = entries => entries.flatMap(entry => [entry, ...all(entry.subitems || [])]);
  const entries = all(book.navigation.toc);
  for (const { href, label } of entries) {
    await shown.display(href);
    const body = text().body, root = text().documentElement;
    if (!body.textContent.trim()) faults.push(`${label.trim()} is empty`);
    const wide = Math.max(root.scrollWidth, body.scrollWidth);
    if (wide > root.clientWidth + 1) faults.push(`${label.trim()} is ${wide} wide on ${root.clientWidth}`);
  }
  return { faults, count: entries.length };
});

await withBrowser(async browser => {
  for (const file of books) {
    ace(file);
    const server = await served(file);
    const page = await browser.newPage();
    page.on("pageerror", error => expect(false, `a script failed: ${error}`));
    await on(page, "phone");
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    await open(page);
    const told = [await notes(page), await pageList(page)];
    await on(page, "narrow");
    told.push(await contents(page));
    told.flatMap(({ faults }) => faults).forEach(fault => expect(false, fault));
    expect(told[0].tried > 0, "no note was found to try");
    expect(told[1].count > 0, "there is no list of pages");
    if (shots) {
      const to = join(shots, basename(file));
      mkdirSync(to, { recursive: true });
      const hrefs = await page.evaluate(() => book.spine.spineItems.map(({ href }) => href));
      const shown = hrefs.filter(href => /cover|title-page|nav|doc-|chapter-|people|index/.test(href)).slice(0, 12);
      for (const [screen, light] of [["phone", "light"], ["tablet", "dark"]]) {
        await on(page, screen, light);
        for (const href of shown) {
          await page.evaluate(href => window.shown.display(href), href);
          await page.screenshot({ path: join(to, `${basename(href)}-${screen}-${light}.png`) });
        }
      }
    }
    await page.close();
    server.close();
    tell(`${basename(file)}: Ace, ${told[0].tried} notes, ${told[1].count} pages in print, ${told[2].count} texts`);
  }
});
