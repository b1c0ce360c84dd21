// A16: no violation of the WCAG A and AA rules on any page, in both languages and both themes.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { requireModule } from "./support/modules.mjs";
import { openBrowser, openServer, signIn, steered } from "./support/page.mjs";

const axe = readFileSync(requireModule.resolve("axe-core/axe.min.js"), "utf8");
const visit = "/visits/01907c11-0000-7000-8000-000000000001";
// Each pair of language and theme at one of the two sizes; at both in `./dev test --long`.
const long = process.env.MC_WEB_LONG === "1";
const runs = ["zh", "en"].flatMap((lang) => ["light", "dark"].flatMap((theme) => [[1366, 768], [390, 844]].map((size) => ({ lang, theme, size }))))
  .filter(({ lang, theme, size }) => long || (lang === "zh") === (theme === "light") === (size[0] === 1366));
const pages = ["/verify", "/verify/7F3K-92QD-0M4T", "/verify/AAAA-AAAA-AAAA", "/visits", "/visits?q=nothing", "/nowhere", "/visits/unknown", visit,
               ...["photos", "findings", "confirmation", "addenda", "history", "conflicts"].map((tab) => `${visit}?tab=${tab}`)];

let server;
before(async () => { server = await openServer({ more: 10 }); });
after(() => server.stop());

const settled = (page) => page.waitForFunction(() => document.querySelector("h1, [data-testid$='.error']") && !document.querySelector("[data-testid='skeleton']"));

// The content policy rightly refuses injected scripts, so axe enters through the debugger.
async function violations(browser) {
  const client = await browser.context.newCDPSession(browser.page);
  await client.send("Runtime.evaluate", { expression: axe });
  const reply = await client.send("Runtime.evaluate", {
    expression: "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}).then((r) => JSON.stringify(r.violations))",
    awaitPromise: true, returnByValue: true,
  });
  await client.detach();
  return JSON.parse(reply.result.value).map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(" ")).slice(0, 3).join("; ")}`);
}

for (const { lang, theme, size: [width, height] } of runs) {
  test(`axe finds nothing: ${lang}, ${theme}, ${width} wide`, { skip: !steered }, async () => {
    const browser = await openBrowser({ lang, theme, width, height });
    const found = [];
    const check = async (place) => found.push(...(await violations(browser)).map((one) => `${place}: ${one}`));
    try {
      await browser.page.goto(server.baseUrl);
      await browser.at("sign_in.go").waitFor();
      await check("sign-in");
      await browser.at("sign_in.go").click();
      await browser.at("sign_in.error").waitFor();
      await check("sign-in with an error");
      await signIn(browser, server);
      for (const place of pages) {
        await browser.page.goto(server.baseUrl + place);
        await settled(browser.page);
        await check(place);
      }
      await browser.page.goto(`${server.baseUrl}${visit}?tab=photos`);
      await browser.page.locator(".thumb").first().click();
      await browser.at("photo.dialog").waitFor();
      await check("lightbox");
      assert.deepEqual([...found, ...browser.complaints], []);
    } finally {
      server.endSession();
      await browser.close();
    }
  });
}
