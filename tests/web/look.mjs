// Screenshots of every page for a person to look at: node look.mjs OUTPUT_DIR
import path from "node:path";
import { closeSharedBrowser, openBrowser, openServer, signIn } from "./support/page.mjs";

const out = process.argv[2] ?? ".";
const visit = "/visits/01907c11-0000-7000-8000-000000000001";
const sizes = [[1366, 768], [768, 1024], [390, 844], [1920, 1080]];
const pages = { visits: "/visits", scores: visit, photos: `${visit}?tab=photos`, findings: `${visit}?tab=findings`, confirmation: `${visit}?tab=confirmation`,
                addenda: `${visit}?tab=addenda`, history: `${visit}?tab=history`, conflicts: `${visit}?tab=conflicts`, empty: "/visits?q=nothing",
                verify: "/verify", verified: "/verify/7F3K-92QD-0M4T", not_verified: "/verify/AAAA-AAAA-AAAA" };
const only = process.argv[3]?.split(",");

const server = await openServer({ more: 120 });
for (const [lang, theme] of [["zh", "light"], ["zh", "dark"], ["en", "light"]]) {
  for (const [width, height] of sizes) {
    const browser = await openBrowser({ lang, theme, width, height });
    const shot = (name) => browser.page.screenshot({ path: path.join(out, `${name}-${width}-${lang}-${theme}.png`) });
    await browser.page.goto(server.baseUrl + "/visits");
    await browser.at("sign_in.go").waitFor();
    await shot("sign_in");
    await signIn(browser, server);
    for (const [name, place] of Object.entries(pages)) {
      if (only && !only.includes(name)) continue;
      await browser.page.goto(server.baseUrl + place);
      await browser.page.locator("[data-testid='visits.count']:not(:empty), [role=tabpanel], [data-testid='verify.go']").first().waitFor();
      await browser.page.waitForLoadState("networkidle");
      await shot(name);
    }
    server.endSession();
    await browser.close();
  }
}
await closeSharedBrowser();
await server.stop();
