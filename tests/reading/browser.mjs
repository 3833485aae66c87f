// A headless Chromium that asks the net for nothing, and a way to tell what was found.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer from "puppeteer-core";

const quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--allow-file-access-from-files"];

/** Where the browser is. */
export const chromium = process.env.CHROMIUM || "/usr/bin/chromium";

/** Runs `work` with a browser, and closes it whatever happens. */
export async function withBrowser(work) {
  const profile = mkdtempSync(join(tmpdir(), "reading-"));
  const browser = await puppeteer.launch({ executablePath: chromium, args: quiet, userDataDir: profile, headless: true });
  try {
    return await work(browser);
  } finally {
    await browser.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

/** A phone, a tablet, a desk: width and height in CSS pixels. */
export const screens = { narrow: [320, 640], phone: [390, 844], tablet: [820, 1180], desk: [1440, 1000] };

/** Makes the page as wide as `screen`, in light or dark. */
export async function on(page, screen, light = "light") {
  const [width, height] = screens[screen];
  await page.setViewport({ width, height });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: light }]);
}

const faults = [];

/** Keeps `fault` if `good` is not true. */
export function expect(good, fault) {
  if (!good) faults.push(fault);
}

/** Tells what was found of `what`, and ends with 1 if anything was. */
export function tell(what) {
  for (const fault of faults.slice(0, 40)) console.log(`      ${fault}`);
  console.log(`${faults.length ? "FAULT" : "ok   "} ${what}: ${faults.length} faults`);
  if (faults.length) process.exitCode = 1;
  faults.length = 0;
}
