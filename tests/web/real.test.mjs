// The console of the real mingchad over TLS, while tablets sync with it.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { openBrowser, signIn } from "./support/page.mjs";
import { picture } from "./support/picture.mjs";
import { startOffice } from "./support/programs.mjs";

let office;
let wang; // leads the fire visit and the routine one that he shares with zhang
let zhang;
before(async () => {
  office = await startOffice();
  wang = await office.tablet("王建国");
  zhang = await office.tablet("张伟");
});
after(async () => { await office?.stop(); });

const has = (text, ...parts) => parts.forEach((part) => assert.ok(text.includes(part), `${part} is missing in: ${text}`));

/// One browser page over the office; what the page complained of fails the test.
async function withPage(place, body) {
  const browser = await openBrowser();
  try {
    await signIn(browser, office, place);
    await body(browser);
    assert.deepEqual(browser.complaints, []);
  } finally {
    await browser.close();
  }
}
async function until({ page }, id, ...parts) {
  const holds = ([name, wanted]) => wanted.every((part) => document.querySelector(`[data-testid='${name}']`)?.textContent.includes(part));
  try {
    await page.waitForFunction(holds, [id, parts]);
  } catch (error) {
    const there = await page.evaluate((name) => document.querySelector(`[data-testid='${name}']`)?.textContent ?? "nothing", id);
    throw new Error(`${id} shows ${there}, not ${parts.join(", ")}`, { cause: error });
  }
}

test("the list shows the demo's plan, and each filter narrows it on the server", async () => {
  await withPage("/visits", async (browser) => {
    const { page, at } = browser;
    await until(browser, "visits.count", "共 3 条");
    for (const [name, value, count] of [["kind", "routine", 1], ["kind", "special", 2], ["state", "planned", 3], ["state", "submitted", 0]]) {
      await at(`visits.filter.${name}`).selectOption(value);
      await until(browser, "visits.count", `共 ${count} 条`);
      await at("visits.clear").click();
      await until(browser, "visits.count", "共 3 条");
    }
    await at("visits.filter.conflict").click();
    await until(browser, "visits.count", "共 0 条");
    await page.goto(`${office.baseUrl}/visits?q=${encodeURIComponent("张伟")}`);
    await until(browser, "visits.count", "共 2 条");
    await until(browser, "visits.filter.inspector", "王建国", "张伟");
    await page.goto(`${office.baseUrl}/visits?inspector=${await at("visits.filter.inspector").locator("option", { hasText: "王建国" }).getAttribute("value")}`);
    await until(browser, "visits.count", "共 2 条");
  });
});

test("a visit that a tablet hands in piece by piece is followed by the open list and the open page", async () => {
  const { visit } = await wang("open", { list: "FIRE" });
  const photo = picture(320, 240, [10, 0, 30]);
  const file = path.join(office.home, "photo.png");
  fs.writeFileSync(file, photo.bytes);
  const signature = picture(200, 60, [40, 40, 40]);
  const ink = path.join(office.home, "signature.png");
  fs.writeFileSync(ink, signature.bytes);
  const facts = ({ sha256, bytes, width, height }) => ({ sha256, size: bytes.length, width, height });

  await withPage("/visits", async (list) => {
    await until(list, `visits.state.${visit}`, "已计划");
    await withPage(`/visits/${visit}`, async (page) => {
      await until(page, "visit.state", "已计划");
      await wang("check_in");
      await wang("sync");
      await until(list, `visits.state.${visit}`, "已签到");
      await until(page, "visit.state", "已签到");
      await until(page, "visit.facts", "距校门 86 m", "公示牌已核对");

      await wang("answer", { item: "X1.1", verdict: { p: "5" }, comment: "二楼东侧通道堆放桌椅" });
      await wang("answer", { item: "X1.2", verdict: { n: "no_facility" } });
      const { id: finding } = await wang("finding", { item: "X1.1", title: "疏散通道堆物", letter: "B" });
      await wang("photo", { item: "X1.1", role: "evidence", ...facts(photo) });
      await wang("sync");
      await until(list, `visits.state.${visit}`, "督导中");
      await until(list, `visits.cell.findings.${visit}`, "1/1");
      await until(list, `visits.cell.photos.${visit}`, "0/1");
      await until(page, "visit.item.X1.1.mark", "5/8 分");
      await until(page, "visit.item.X1.2.mark", "不适用");
      await until(page, "visit.item.X1.1", "二楼东侧通道堆放桌椅");
      await until(page, "visit.missing", "1");

      await wang("send_photo", { file });
      await page.page.waitForFunction(() => !document.querySelector("[data-testid='visit.missing']"));
      await page.at("visit.tab.photos").click();
      await page.at("visit.panel.photos").locator("[data-testid^='visit.photo.']").first().click();
      await until(page, "photo.hash", "校验一致");
      await page.page.waitForFunction(() => document.querySelector("[data-testid='photo.image']").naturalWidth === 320);
      await page.page.keyboard.press("Escape");

      await wang("rest");
      await wang("feedback", { summary: "消防责任落实较好，通道须立即清理。" });
      const { id: first } = await wang("confirm", { code: "000000" });
      await wang("photo", { subject: first, role: "signature", ...facts(signature) });
      await wang("sync");
      await wang("send_photo", { file: ink });
      await until(page, "visit.state", "已确认");
      await page.at("visit.tab.confirmation").click();
      await until(page, `visit.confirmation.${first}`, "确认收到", "确认码不对", "内容与签名时一致", "李敏");

      const { id: second } = await wang("confirm", { choice: "dissent", code: "135790", finding });
      await wang("submit");
      await wang("sync");
      await until(page, "visit.state", "已提交");
      await until(list, `visits.state.${visit}`, "已提交");
      await until(list, `visits.cell.flags.${visit}`, "异议 1");
      await until(page, `visit.confirmation.${second}`, "有异议", "确认码通过", "疏散通道堆物", "请改为 10 天");

      await page.at("visit.tab.findings").click();
      await until(page, `visit.finding.${finding}`, "疏散通道堆物", "B 一般", "待整改", "山东省学校安全条例", "7 天");
      await page.at("visit.tab.history").click();
      has(await page.at("visit.panel.history").innerText(), "VT05", "VT09", "VT11", "VT12", "VT14", "生效");
      assert.ok(!(await page.at("visit.panel.history").innerText()).includes("未生效"));
      await page.page.reload();
      await page.at("visit.tab.scores").click();
      has(await page.page.locator(".visit__head").innerText(), "王建国", "消防责任落实较好", "照片已到", "实得");
      await page.at("visit.tab.conflicts").click();
      await page.at("visit.conflicts.empty").waitFor();
    });
  });
});

test("two tablets that answered one item apart show both answers, and the list says so at once", async () => {
  const { visit } = await wang("open");
  assert.equal((await zhang("open")).visit, visit);
  await wang("check_in");
  await zhang("check_in");
  await wang("answer", { item: "M1.1", verdict: { l: "2" } });
  await zhang("answer", { item: "M1.1", verdict: { l: "0" } });
  await zhang("answer", { item: "M4.3", verdict: { m: "75" } });
  await withPage("/visits?conflict=1", async (list) => {
    await until(list, "visits.count", "共 0 条");
    await withPage(`/visits/${visit}?tab=conflicts`, async (page) => {
      await wang("sync");
      await zhang("sync");
      await until(page, "visit.conflict.M1.1", "王建国", "符合", "张伟", "不符合", "由主督学 王建国选定");
      await page.at("visit.tab.scores").click();
      await until(page, "visit.item.M1.1.versions", "符合", "不符合");
      await until(page, "visit.item.M4.3.mark", "不符合");
      await until(page, "visit.item.M4.3.said", "75 分钟");
    });
    await list.at("visits.new").click();
    await until(list, `visits.row.${visit}`, "冲突 1");
  });
});

test("what other offices do not see does not exist, and nobody sees anything without signing in", async () => {
  const { visit } = await wang("open");
  const anonymous = await openBrowser();
  try {
    await anonymous.page.goto(office.baseUrl);
    const status = (url) => anonymous.page.evaluate(async (target) => (await fetch(target)).status, url);
    for (const url of ["/api/v1/visits", `/api/v1/visits/${visit}`, `/blobs/${"0".repeat(64)}`]) assert.equal(await status(url), 401);
    assert.equal(await status("/assets/none.js"), 404);
    const health = await anonymous.page.evaluate(async () => (await fetch("/healthz")).json());
    assert.equal(health.status, "ok");
    assert.ok(health.seq > 0);
  } finally {
    await anonymous.close();
  }
});
