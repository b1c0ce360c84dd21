// Every page fits its window, and every control a finger.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, openServer, signIn, steered } from "./support/page.mjs";

const visit = "/visits/01907c11-0000-7000-8000-000000000001";
const widths = process.env.MC_WEB_LONG === "1" ? [1920, 1366, 1280, 1024, 768, 390, 320] : [1366, 768, 320];  // all in `./dev test --long`
const pages = ["/verify", "/verify/7F3K-92QD-0M4T", "/visits", "/visits?q=nothing", "/nowhere", "/visits/unknown", visit,
               ...["photos", "findings", "confirmation", "addenda", "history", "conflicts"].map((tab) => `${visit}?tab=${tab}`)];

let server;
before(async () => { server = await openServer({ more: 10 }); });
after(() => server.stop());

const settled = (page) => page.waitForFunction(() => document.querySelector("h1, [data-testid$='.error']") && !document.querySelector("[data-testid='skeleton']"));

for (const width of widths) {
  test(`no page is wider than its window of ${width}, in either language`, { skip: !steered }, async () => {
    for (const lang of ["zh", "en"]) {
      const browser = await openBrowser({ lang, width, height: 800 });
      try {
        await signIn(browser, server);
        for (const place of pages) {
          await browser.page.goto(server.baseUrl + place);
          await settled(browser.page);
          const over = await browser.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          assert.ok(over <= 0, `${place} in ${lang} is ${over} px too wide`);
        }
      } finally {
        server.endSession();
        await browser.close();
      }
    }
  });
}

test("controls are at least 40 px with a mouse and 48 px by touch", { skip: !steered }, async () => {
  const browser = await openBrowser({ width: 390, height: 844 });
  try {
    await signIn(browser, server);
    for (const [coarse, least] of [[false, 40], [true, 48]]) {
      const client = await browser.context.newCDPSession(browser.page);
      await client.send("Emulation.setTouchEmulationEnabled", { enabled: coarse });
      for (const place of ["/visits", visit]) {
        await browser.page.goto(server.baseUrl + place);
        await settled(browser.page);
        const small = await browser.page.$$eval("button, select, input, .menu__entry", (all, min) => all
          .filter((one) => one.offsetParent !== null && !one.matches(".sort, .thumb"))
          .map((one) => [one.dataset.testid ?? one.className, one.getBoundingClientRect()])
          .filter(([, box]) => box.height < min || box.width < min).map(([name, box]) => `${name} ${box.width}x${box.height}`), least);
        assert.deepEqual(small, [], `${place}, coarse pointer ${coarse}`);
      }
    }
  } finally {
    server.endSession();
    await browser.close();
  }
});
