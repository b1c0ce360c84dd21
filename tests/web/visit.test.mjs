import assert from "node:assert/strict";
import { advanceUntil, pageTest, signIn, steered, stopClock } from "./support/page.mjs";

const id = "01907c11-0000-7000-8000-000000000001";
const photo = (n) => `01907c11-0000-7000-8000-00000000070${n}`;

let server;
let browser;
/// The body of a test finds its own server and page in the two variables above: tests of a file run one after another.
const test = (name, options, body) => pageTest(name, typeof options === "function" ? {} : options, async (own) => {
  ({ server, browser } = own);
  await (body ?? options)();
}, { server: {} });

const only = { skip: !steered };
const open = async (tab) => {
  await signIn(browser, server, `/visits/${id}${tab ? `?tab=${tab}` : ""}`);
  await browser.page.locator("[data-testid='visit.title'], [data-testid='visit.head.broken']").waitFor();
};
const has = (text, ...parts) => parts.forEach((part) => assert.ok(text.includes(part), `${part} is missing in: ${text}`));

test("the head tells state, result, people, time, place and what is missing", only, async () => {
  await open();
  has(await browser.page.locator(".visit__head").innerText(), "育英中学 专项督导", "已提交", "不合格·一票否决", "86.5", "王建国、张伟", "6月12日 14:05 至 15:20",
      "距校门 86 m", "公示牌已核对", "校园安全专项督导 2026.1 版", "中心已接收", "照片已到 3/4", "历下 1 区", "校长 周明", "视导员 李敏", "安全责任落实较好", "来访原因", "上级交办");
});

test("the section tree opens where something needs a look", only, async () => {
  const { at } = browser;
  await open();
  assert.equal(await at("visit.section.S0").getAttribute("aria-expanded"), "true");
  assert.equal(await at("visit.section.S2").getAttribute("aria-expanded"), "false");
  assert.equal(await at("visit.item.S2.1").isVisible(), false);
  await at("visit.section.S2").click();
  has(await at("visit.item.S2.1").innerText(), "S2.1", "配备专职保安", "8/8 分", "未发现问题");
  has(await at("visit.section.S5").innerText(), "9.5", "/11", "上次 11", "降 1.5");
  has(await at("visit.item.S0.3").innerText(), "否决", "否", "堆放桌椅约 20 套", "上次 是");
  has(await at("visit.item.S5.4").innerText(), "不适用", "学校未设消防控制室");
  const closed = browser.page.locator("[aria-expanded='false'][data-testid^='visit.section']");
  await at("visit.scores.toggle").click();
  assert.equal(await closed.count(), 3);
  await at("visit.scores.toggle").click();
  assert.equal(await closed.count(), 0);
});

test("everything that a verdict says stands with its item, and a text stands whole", only, async () => {
  const { answers, score } = server.world.visits.get(id);
  const said = { said_zh: ["C 未达到", "系数 0.45", "改定：现场情况", "任期初 B 良好"], said_en: ["C Does not meet", "coefficient 0.45", "changed: as seen", "at the start B Good"] };
  Object.assign(answers["S0.3"].verdict.siblings[0].value, said);
  const text = score.sections.flatMap(({ items }) => items).find(({ code }) => code === "S0.2");
  Object.assign(text, { scoring: "text", rank: null });
  answers["S0.2"].verdict.siblings[0].value = { text: "未发现线索", rank: null, said_zh: ["未发现线索"], said_en: ["未发现线索"] };
  await open();
  has(await browser.at("visit.item.S0.3").innerText(), "C 未达到", "系数 0.45 · 改定：现场情况 · 任期初 B 良好");
  has(await browser.at("visit.item.S0.2").innerText(), "已记录", "未发现线索");
});

test("a part that cannot be drawn says so, and the rest of the page stays", only, async () => {
  const visit = server.world.visits.get(id);
  visit.reason = "order"; // not as the contract has it
  await open();
  await browser.at("visit.head.broken").waitFor();
  await browser.at("visit.section.S0").waitFor();
  assert.notEqual(browser.complaints.length, 0);
  browser.complaints.length = 0;
});

test("both answers of a conflict stand side by side with the person who decides", only, async () => {
  const { at } = browser;
  await open();
  has(await at("visit.item.S5.1.versions").innerText(), "王建国", "2.5/4 分", "张伟", "4/4 分", "现在显示");
  await at("visit.tab.conflicts").click();
  const card = await at("visit.conflict.S5.1").innerText();
  has(card, "S5.1", "评定", "由主督学 王建国选定", "2.5/4 分", "4/4 分", "张伟");
  const boxes = await browser.page.$$eval("[data-testid='visit.conflict.S5.1'] .version", (all) => all.map((one) => one.getBoundingClientRect().top));
  assert.equal(boxes.length, 2);
  assert.equal(boxes[0], boxes[1]);
});

test("tabs stand in the address and move by the arrow keys", only, async () => {
  const { page, at } = browser;
  await open("findings");
  await at("visit.panel.findings").waitFor();
  await at("visit.tab.findings").focus();
  await page.keyboard.press("ArrowRight");
  await at("visit.panel.confirmation").waitFor();
  assert.equal(new URL(page.url()).searchParams.get("tab"), "confirmation");
  assert.equal(await at("visit.tab.confirmation").getAttribute("aria-selected"), "true");
  await page.keyboard.press("Home");
  await at("visit.panel.scores").waitFor();
  await page.reload();
  await at("visit.panel.scores").waitFor();
});

test("findings show class, state, basis, deadline, photos and what another raised on the same item", only, async () => {
  const { at } = browser;
  const [first, second] = server.world.visits.get(id).findings;
  first.same_item = [second.id];
  await open("findings");
  has(await at(`visit.finding.${first.id}.twins`).innerText(), "同一评查项另一人也记了：2. 1 处灭火器压力不足");
  assert.equal(await at(`visit.finding.${second.id}.twins`).count(), 0);
  has(await at("visit.finding.01907c11-0000-7000-8000-000000000801").innerText(), "1. 二楼东侧疏散通道堆放桌椅", "C 严重", "待整改", "山东省学校安全条例", "立即清理", "7 天", "S0.3");
  has(await at("visit.finding.01907c11-0000-7000-8000-000000000802").innerText(), "B 一般", "已下发", "待中心确认", "逾期", "整改通知 LX-2026-0311", "到期", "6月27日");
  has(await at("visit.finding.01907c11-0000-7000-8000-000000000803").innerText(), "A 轻微", "当场改正", "独立问题", "当场");
});

test("the confirmation shows choice, points, signer, code and whether the content is as signed", only, async () => {
  const { at } = browser;
  await open("confirmation");
  has(await at("visit.confirmation.01907c11-0000-7000-8000-000000000901").innerText(), "有异议", "确认码通过", "签名后有补充", "李敏·视导员", "平板 0017",
      "期限过短", "桌椅需等搬运车，请改为 10 天", "确认收到");
  has(await at("visit.panel.confirmation").innerText(), "第 1 次反馈", "签名表示已告知并收到，不等于同意");
});

test("addenda stand beside what was signed", only, async () => {
  await open("addenda");
  has(await browser.at("visit.addendum.S5.1").innerText(), "签名时", "2.5/4 分", "现在", "4/4 分", "张伟");
});

test("the history keeps what is not in force, with its reason, and what waits for the office", only, async () => {
  const { at } = browser;
  await open("history");
  has(await at("visit.step.01907c11-0000-7000-8000-000000000604").innerText(), "督导中", "VT10", "未生效：您不能办理这一步", "补查灭火器");
  has(await at("visit.step.01907c11-0000-7000-8000-000000000606").innerText(), "已下发", "待中心确认", "1 处灭火器压力不足");
  has(await at("visit.step.01907c11-0000-7000-8000-000000000601").innerText(), "已签到", "生效", "回执 3101", "设备时间 2026-06-12 14:05:00");
});

test("the lightbox moves by keys, zooms, checks the fingerprint and gives the focus back", only, async () => {
  const { page, at } = browser;
  await open("photos");
  await at(`visit.photo.${photo(1)}`).click();
  await at("photo.dialog").waitFor();
  await page.waitForFunction(() => document.querySelector("[data-testid='photo.hash']").textContent === "校验一致");
  await page.waitForFunction(() => document.querySelector("[data-testid='photo.image']").naturalWidth > 0);
  await page.keyboard.press("ArrowRight");
  assert.equal(await at("photo.title").innerText(), "照片 2/4");
  has(await at("photo.dialog").innerText(), "非现场拍摄");
  await page.keyboard.press("+");
  assert.match(await at("photo.image").getAttribute("class"), /lightbox__image--1/);
  await page.keyboard.press("-");
  await page.keyboard.press("ArrowRight");
  has(await at("photo.dialog").innerText(), "照片 3/4", "原图未到");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  assert.equal(await at("photo.title").innerText(), "照片 4/4");
  for (let n = 0; n < 12; n++) {
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.querySelector("[role=dialog]").contains(document.activeElement)));
  }
  await page.keyboard.press("Escape");
  assert.equal(await at("photo.dialog").count(), 0);
  assert.equal(await page.evaluate(() => document.activeElement.dataset.testid), `visit.photo.${photo(1)}`);
});

test("altered bytes are found out in the reader's browser", only, async () => {
  const { page, at } = browser;
  const [hash, blob] = [...server.world.blobs][0];
  const bytes = Buffer.from(blob.bytes);
  bytes[bytes.length - 20] ^= 1;
  server.world.blobs.set(hash, { ...blob, bytes });
  await open("photos");
  await at(`visit.photo.${photo(1)}`).click();
  await page.waitForFunction(() => document.querySelector("[data-testid='photo.hash']")?.textContent.startsWith("校验不一致"));
});

test("an open visit follows the tablet: new state, changed answer tinted, photo arrived", only, async () => {
  const { page, at } = browser;
  await open();
  await stopClock(page);
  const visit = server.world.visits.get(id);
  visit.state = "reviewing";
  const item = visit.score.sections[0].items[0];
  Object.assign(item, { level: "n", level_zh: "否", level_en: "No", rank: 5 });
  visit.photos[2].received = 1781249500000;
  visit.flags = visit.flags.filter((flag) => flag !== "missing");
  server.changed(id);
  await advanceUntil(page, () => document.querySelector("[data-testid='visit.state']").textContent === "审核中");
  await advanceUntil(page, () => document.querySelector("[data-testid='visit.state']").className.includes("watched--changed"));
  await advanceUntil(page, () => document.querySelector("[data-testid='visit.item.S0.2.mark']").className.includes("watched--changed"));
  assert.doesNotMatch(await at("visit.item.S0.5.mark").getAttribute("class"), /watched--changed/);
  assert.equal(await at("visit.missing").count(), 0);
  await page.clock.runFor(2100);
  assert.doesNotMatch(await at("visit.state").getAttribute("class"), /watched--changed/);
});

test("sections that a person closed stay closed when news arrive", only, async () => {
  const { page, at } = browser;
  await open();
  await at("visit.section.S0").click();
  server.world.visits.get(id).state = "reviewing";
  server.changed(id);
  await page.waitForFunction(() => document.querySelector("[data-testid='visit.state']").textContent === "审核中");
  assert.equal(await at("visit.section.S0").getAttribute("aria-expanded"), "false");
});

test("news about another visit are not fetched", only, async () => {
  const { page } = browser;
  await open();
  const asked = () => server.requests.filter((request) => request.url === `/api/v1/visits/${id}`).length;
  const before = asked();
  server.changed("01907c11-0000-7000-8000-000000000002");
  server.world.visits.get(id).state = "reviewing";
  server.changed(id);
  await page.waitForFunction(() => document.querySelector("[data-testid='visit.state']").textContent === "审核中");
  assert.equal(asked(), before + 1);
});

test("a visit that may not be seen looks like one that does not exist", async () => {
  await signIn(browser, server, "/visits/01907c11-0000-7000-8000-00000000dead");
  await browser.at("visit.error").waitFor();
  assert.match(await browser.at("visit.error").innerText(), /没有这次督导，或不在您的范围内/);
});

test("words that people wrote are text, whatever they contain", only, async () => {
  const visit = server.world.visits.get(id);
  visit.summary.siblings[0].value = "<img src=x onerror=alert(1)>";
  await open();
  has(await browser.at("visit.notes").innerText(), "<img src=x onerror=alert(1)>");
});
