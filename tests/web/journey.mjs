// What the real tablet program handed in, as the office sees it: node journey.mjs ADDRESS VISIT OUT_DIR WORDS.json
// WORDS: {"tabs": {tab: [what its panel must show]}, "photos": how many must load}. Pictures of the tabs go to OUT_DIR.
// MC_WEB_TEST_MODULES names the folder of the packages, MC_WEB_CHROMIUM the browser.
import fs from "node:fs";
import path from "node:path";
import { closeSharedBrowser, openBrowser, signIn } from "./support/page.mjs";

const [address, visit, out, words] = process.argv.slice(2);
const wanted = JSON.parse(fs.readFileSync(words, "utf8"));
const office = { baseUrl: address, account: { name: "lixia", password: "mingcha-demo" } };
const faults = [];

/// Each thumbnail is brought into view, where it begins to load; one that cannot is replaced by the page and counted here.
async function load(panel) {
  const images = panel.locator("img");
  const count = await images.count();
  if (count !== wanted.photos) faults.push(`${count} photos are shown, not ${wanted.photos}`);
  for (let i = 0; i < count; i++) {
    await images.nth(i).scrollIntoViewIfNeeded();
    await images.nth(i).evaluate((image) => image.decode()).catch(() => faults.push(`photo ${i + 1} of ${count} does not load`));
  }
}

const browser = await openBrowser({ width: 1366, height: 768 });
try {
  const { page, at } = browser;
  await signIn(browser, office, `/visits/${visit}`);
  for (const [tab, parts] of Object.entries(wanted.tabs)) {
    await at(`visit.tab.${tab}`).click();
    const panel = at(`visit.panel.${tab}`);
    await panel.waitFor();
    if (tab === "scores") await at("visit.scores.toggle").click();  // sections without a fault are folded
    const there = await panel.innerText();
    for (const part of parts) if (!there.includes(part)) faults.push(`${tab} does not show: ${part}`);
    if (tab === "photos") await load(panel);
    await page.screenshot({ path: path.join(out, `console-${tab}-1366x768-zh-light.png`) });
  }
  faults.push(...browser.complaints);
} finally {
  await browser.close();
  await closeSharedBrowser();
}
if (faults.length > 0) throw new Error(faults.join("\n"));
