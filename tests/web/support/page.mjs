// Where the pages under test come from, and a browser to see them with.
//
// MC_WEB_BASE_URL   a running mingchad instead of the fixture; then MC_WEB_NAME and MC_WEB_PASSWORD sign in, and tests that
//                   need to steer the server are skipped
// MC_WEB_ASSETS     the output of server/web/build.mjs (for the fixture)
// MC_WEB_CHROMIUM   the browser, /usr/bin/chromium by default
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { startFixture } from "./fixture.mjs";
import { requireModule } from "./modules.mjs";

const { chromium } = requireModule("playwright-core");
const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

export const steered = !process.env.MC_WEB_BASE_URL;

export async function openServer(options = {}) {
  if (steered) return startFixture({ assets: process.env.MC_WEB_ASSETS, ...options });
  return {
    baseUrl: process.env.MC_WEB_BASE_URL,
    account: { name: process.env.MC_WEB_NAME, password: process.env.MC_WEB_PASSWORD },
    stop: async () => undefined,
  };
}

// One browser, with a profile of its own, for a file of tests; every test has a context of its own in it.
let shared = null;
export async function closeSharedBrowser() { await shared?.close(); }
after(closeSharedBrowser);

async function sharedBrowser() {
  shared ??= await chromium.launch({ executablePath: process.env.MC_WEB_CHROMIUM ?? "/usr/bin/chromium", headless: true, args: flags });
  return shared;
}

export async function openBrowser({ lang = "zh", theme = "light", width = 1366, height = 768, reducedMotion = "reduce" } = {}) {
  const browser = await sharedBrowser();
  const context = await browser.newContext({
    viewport: { width, height }, colorScheme: theme, reducedMotion, locale: lang === "zh" ? "zh-CN" : "en-GB", ignoreHTTPSErrors: true,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    // Refusals by the content security policy arrive here; failed loads are some tests' very subject.
    if (message.type() === "error" && !/Failed to load resource|WebSocket connection/.test(message.text())) complaints.push(message.text());
  });
  return {
    page, context, complaints,
    at: (id) => page.getByTestId(id),
    close: () => context.close(),
  };
}

export async function signIn({ page, at }, server, place = "/visits") {
  await page.goto(server.baseUrl + place);
  await at("sign_in.name").fill(server.account.name);
  await at("sign_in.password").fill(server.account.password);
  await at("sign_in.go").click();
  await at("app.menu").waitFor();
}

/// A test with a server and a page of its own. Both end whatever the body does: a server left open would keep the process alive
/// after the last test. What the page complained of (errors, refusals of the content policy) fails the test.
export function pageTest(name, options, body, { server: serverOptions = {}, page: pageOptions = {} } = {}) {
  test(name, { timeout: 120_000, ...options }, async () => {
    const server = await openServer(serverOptions);
    try {
      const browser = await openBrowser(pageOptions);
      try {
        await body({ server, browser });
        assert.deepEqual(browser.complaints, []);
      } finally {
        await browser.close();
      }
    } finally {
      await server.stop();
    }
  });
}

/// Stops the page's clock: from here on its timers run only by `clock.runFor` and `advanceUntil`, however busy the machine is.
export async function stopClock(page) {
  await page.clock.install();
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 60_000));
}

/// Lets page time pass in small steps until `holds` (run in the page) is true. Each step also gives the server a turn.
export async function advanceUntil(page, holds, argument) {
  for (let step = 0; step < 200; step++) {
    if (await page.evaluate(holds, argument)) return;
    await page.evaluate(() => fetch("/healthz").then((reply) => reply.text()));
    await page.clock.runFor(50);
  }
  throw new Error(`after ten seconds of page time this does not hold: ${holds}`);
}
