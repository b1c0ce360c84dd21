import assert from "node:assert/strict";
import { pageTest, signIn, steered } from "./support/page.mjs";

let server;
let browser;
/// The body of a test finds its own server and page in the two variables above: tests of a file run one after another.
const test = (name, options, body) => pageTest(name, typeof options === "function" ? {} : options, async (own) => {
  ({ server, browser } = own);
  await (body ?? options)();
}, { server: {} });

test("a person signs in and comes to the address that was asked for", async () => {
  await signIn(browser, server, "/visits?kind=special");
  assert.equal(new URL(browser.page.url()).search, "?kind=special");
  assert.equal(await browser.at("visits.filter.kind").inputValue(), "special");
  await browser.at("app.sign_out").click();
  await browser.at("sign_in.go").waitFor();
});

test("a wrong password says so, keeps the name and tells screen readers", async () => {
  const { page, at } = browser;
  await page.goto(server.baseUrl);
  await at("sign_in.name").fill(server.account.name);
  await at("sign_in.password").fill("wrong");
  await page.keyboard.press("Enter");
  await at("sign_in.error").waitFor();
  assert.match(await at("sign_in.error").innerText(), /账号或密码不对/);
  assert.match(await at("app.alert").innerText(), /账号或密码不对/);
  assert.equal(await at("sign_in.name").inputValue(), server.account.name);
  assert.equal(await page.evaluate(() => document.activeElement.dataset.testid), "sign_in.password");
});

test("empty fields are named before anything is sent", async () => {
  const { page, at } = browser;
  await page.goto(server.baseUrl);
  await at("sign_in.go").click();
  assert.match(await at("sign_in.error").innerText(), /请填写账号/);
  await at("sign_in.name").fill("zhang");
  await at("sign_in.go").click();
  assert.match(await at("sign_in.error").innerText(), /请填写密码/);
});

test("password managers know both fields", async () => {
  const { page, at } = browser;
  await page.goto(server.baseUrl);
  assert.equal(await at("sign_in.name").getAttribute("autocomplete"), "username");
  assert.equal(await at("sign_in.password").getAttribute("autocomplete"), "current-password");
  assert.equal(await at("sign_in.password").getAttribute("type"), "password");
  await at("sign_in.show").check();
  assert.equal(await at("sign_in.password").getAttribute("type"), "text");
});

test("a locked account is told how long to wait", { skip: !steered }, async () => {
  const { page, at } = browser;
  await page.goto(server.baseUrl);
  await at("sign_in.name").fill("locked");
  await at("sign_in.password").fill("whatever");
  await at("sign_in.go").click();
  await at("sign_in.error").waitFor();
  assert.match(await at("sign_in.error").innerText(), /10 分钟后再试/);
});

test("an ended session asks again and returns to the same place", { skip: !steered }, async () => {
  const { page, at } = browser;
  const place = "/visits/01907c11-0000-7000-8000-000000000001?tab=history";
  await signIn(browser, server, place);
  await at("visit.panel.history").waitFor();
  server.endSession();
  await at("sign_in.ended").waitFor();
  await at("sign_in.name").fill(server.account.name);
  await at("sign_in.password").fill(server.account.password);
  await at("sign_in.go").click();
  await at("visit.panel.history").waitFor();
  assert.equal(page.url(), server.baseUrl + place);
});

test("signing out sends the CSRF token", { skip: !steered }, async () => {
  await signIn(browser, server);
  await browser.at("app.sign_out").click();
  await browser.at("sign_in.go").waitFor();
  const sent = server.requests.filter((request) => request.method === "DELETE");
  assert.equal(sent.at(-1).headers["x-csrf-token"], server.world.examples.session.csrf);
});

test("language and theme change at once and stay after a reload", async () => {
  const { page, at } = browser;
  await signIn(browser, server);
  await at("app.lang.en").click();
  await page.locator("html[lang=en] h1", { hasText: /^Visits$/ }).waitFor();
  await at("app.theme").click();
  await page.locator("html[data-theme=dark]").waitFor({ state: "attached" });
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(15, 21, 27)");
  await page.reload();
  await at("visits.count").waitFor();
  assert.equal(await page.locator("h1").innerText(), "Visits");
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
});

test("the server's headers forbid inline code and the page lives with it", async () => {
  const reply = await browser.page.goto(server.baseUrl);
  assert.match(reply.headers()["content-security-policy"], /default-src 'self'/);
  await browser.page.waitForFunction(() => document.querySelector("[data-testid='sign_in.go']"));
  assert.equal(await browser.page.evaluate(() => document.querySelectorAll("[style], style, script:not([src])").length), 0);
});
