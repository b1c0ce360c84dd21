// The public page of receipts' codes: no session.
import assert from "node:assert/strict";
import { pageTest } from "./support/page.mjs";

let server;
let browser;
const test = (name, options, body) => pageTest(name, typeof options === "function" ? {} : options, async (own) => {
  ({ server, browser } = own);
  await (body ?? options)();
}, { server: {} });

test("a code that is typed as people type it shows school, time and answer, and nothing of names", async () => {
  const { page, at } = browser;
  await page.goto(`${server.baseUrl}/verify`);
  await at("verify.code").fill("7f3k 92qd 0m4t".replaceAll(" ", "-"));
  await page.keyboard.press("Enter");
  await at("verify.found").waitFor();
  assert.equal(new URL(page.url()).pathname.toUpperCase(), "/VERIFY/7F3K-92QD-0M4T");
  const match = await at("verify.match").innerText();
  for (const part of ["育英中学", "2026-0612-03", "有异议", "已提交", "第 1 次反馈"]) assert.ok(match.includes(part), `${part} is missing in: ${match}`);
  assert.ok(!server.requests.some(({ url }) => url.startsWith("/api/v1/session") || url.startsWith("/live")), "the public page asks for no session");
});

test("the address with a code, as the receipt has it, answers at once; a wrong one says what to look at", async () => {
  const { page, at } = browser;
  await page.goto(`${server.baseUrl}/verify/7F3K-92QD-0M4T`);
  await at("verify.match").waitFor();
  await at("verify.code").fill("AAAA-BBBB-CCCC");
  await at("verify.go").click();
  await at("verify.refused").waitFor();
  assert.match(await at("verify.refused").innerText(), /没有找到这个核验码/);
  assert.equal(await at("verify.code").inputValue(), "AAAA-BBBB-CCCC");
  await at("verify.code").fill("12");
  await at("verify.go").click();
  await page.waitForFunction(() => document.querySelector("[data-testid='verify.refused']")?.textContent.includes("12 位"));
  await page.goBack();
  await page.goBack();
  await at("verify.match").waitFor();
});

test("the page speaks English", async () => {
  const { page, at } = browser;
  await page.goto(`${server.baseUrl}/verify/7F3K-92QD-0M4T`);
  await at("app.lang.en").click();
  await at("verify.match").waitFor();
  assert.match(await at("verify.match").innerText(), /Yuying Middle School/);
  assert.match(await at("verify.found").innerText(), /The office holds/);
  await at("verify.head").waitFor();
  assert.match(await at("verify.head").innerText(), /41 entries/);
});
