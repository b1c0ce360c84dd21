import assert from "node:assert/strict";
import { advanceUntil, pageTest, signIn, steered, stopClock } from "./support/page.mjs";

const first = "01907c11-0000-7000-8000-000000000001";
const second = "01907c11-0000-7000-8000-000000000002";
const third = "01907c11-0000-7000-8000-000000000003";

let server;
let browser;
/// The body of a test finds its own server and page in the two variables above: tests of a file run one after another.
const test = (name, options, body) => pageTest(name, typeof options === "function" ? {} : options, async (own) => {
  ({ server, browser } = own);
  await (body ?? options)();
}, { server: { more: 120 } });

const only = { skip: !steered };
const rowIds = () => browser.page.$$eval("tbody tr", (rows) => rows.map((row) => row.dataset.testid.replace("visits.row.", "")));
const countIs = (n) => browser.page.waitForFunction((text) => document.querySelector("[data-testid='visits.count']")?.textContent === text, `共 ${n} 条`);
const query = () => Object.fromEntries(new URL(browser.page.url()).searchParams);

test("the list shows the visit's facts and says how many there are", only, async () => {
  await signIn(browser, server);
  await countIs(123);
  const text = await browser.at(`visits.row.${first}`).innerText();
  for (const part of ["LX-0612-3", "育英中学", "历下 1 区", "专项", "王建国、张伟", "14:05", "75 分钟", "已提交", "86.5", "不合格", "2/3", "3/4", "一票否决", "异议 1", "冲突 1", "缺照片 1"]) {
    assert.ok(text.includes(part), `${part} is missing in: ${text}`);
  }
  assert.ok((await browser.at(`visits.row.${second}`).innerText()).includes("待中心确认"));
  assert.equal(await browser.at("app.status").innerText(), "共 123 条");
});

test("filters stand in the address and survive reload, back and forward", only, async () => {
  const { page, at } = browser;
  await signIn(browser, server);
  await countIs(123);
  await at("visits.filter.conflict").click();
  await countIs(1);
  assert.deepEqual(query(), { conflict: "1" });
  await page.reload();
  await countIs(1);
  assert.equal(await at("visits.filter.conflict").getAttribute("aria-pressed"), "true");
  await page.goBack();
  await countIs(123);
  await page.goForward();
  await countIs(1);
  await at("visits.clear").click();
  await countIs(123);
  assert.deepEqual(query(), {});
});

test("every filter narrows the list by what the server is asked", only, async () => {
  const { at } = browser;
  const { world } = server;
  await signIn(browser, server);
  const cases = [["kind", "special", (row) => row.kind === "special"], ["state", "returned", (row) => row.state === "returned"],
                 ["month", "2026-06", () => true], ["zone", world.options.zones[1].id, (row) => row.zone.id === world.options.zones[1].id],
                 ["unit", world.options.units[2].id, (row) => row.unit.id === world.options.units[2].id],
                 ["inspector", world.options.inspectors[1].id, (row) => [row.lead, ...row.members].some((one) => one.id === world.options.inspectors[1].id)]];
  for (const [name, value, test] of cases) {
    await browser.page.goto(`${server.baseUrl}/visits?${name}=${value}`);
    await countIs(world.rows.filter(test).length);
    assert.equal(await at(`visits.filter.${name}`).evaluate((select) => select.value), value);
  }
});

test("search waits for the input method and then asks once", only, async () => {
  const { page, at } = browser;
  await signIn(browser, server);
  await countIs(123);
  const asked = () => server.requests.filter((request) => request.url.includes("q=")).length;
  await at("visits.search").focus();
  // A composition that is under way: its letters are candidates, not a search.
  const client = await browser.context.newCDPSession(page);
  await client.send("Input.imeSetComposition", { text: "yu", selectionStart: 2, selectionEnd: 2 });
  await page.clock.install();
  await page.clock.runFor(1000);
  assert.equal(asked(), 0);
  await client.send("Input.insertText", { text: "育英" });
  await page.clock.runFor(1000);
  await countIs(server.world.rows.filter((row) => row.unit.name_zh.includes("育英")).length);
  assert.equal(query().q, "育英");
  assert.equal(asked(), 1);
});

test("Ctrl+K reaches the search", async () => {
  await signIn(browser, server);
  await browser.page.keyboard.press("Control+k");
  assert.equal(await browser.page.evaluate(() => document.activeElement.dataset.testid), "visits.search");
});

test("every mark that the list offers is asked of the server", only, async () => {
  const { at, page } = browser;
  await signIn(browser, server);
  const toggles = await page.$$eval("button.toggle[data-testid^='visits.filter.']", (all) => all.map((one) => one.dataset.testid.replace("visits.filter.", "")));
  assert.ok(toggles.includes("broken_off") && toggles.length >= 8, toggles.join());
  for (const name of toggles) {
    const asked = page.waitForRequest((request) => new URL(request.url()).pathname === "/api/v1/visits" && new URL(request.url()).searchParams.get(name) === "1", { timeout: 10_000 });
    await at(`visits.filter.${name}`).click();
    await asked;
    await at(`visits.filter.${name}`).click();
  }
});

test("an empty list names the filter and offers to clear it", only, async () => {
  const { page, at } = browser;
  await signIn(browser, server, "/visits?q=nowhere&kind=special");
  await at("visits.empty").waitFor();
  assert.match(await at("visits.empty").innerText(), /“nowhere”、专项/);
  await at("visits.empty.action").click();
  await countIs(123);
  assert.equal(new URL(page.url()).search, "");
});

test("pages come from the server and stand in the address", only, async () => {
  const { at } = browser;
  await signIn(browser, server);
  await countIs(123);
  assert.equal(await at("visits.range").innerText(), "第 1–50 条，共 123 条");
  await at("visits.page.next").click();
  await browser.page.waitForFunction(() => document.querySelector("[data-testid='visits.range']")?.textContent.startsWith("第 51"));
  assert.equal(query().cursor, "50");
  await browser.page.reload();
  await browser.page.waitForFunction(() => document.querySelector("[data-testid='visits.range']")?.textContent.startsWith("第 51"));
  await at("visits.page.next").click();
  await browser.page.waitForFunction(() => document.querySelector("[data-testid='visits.range']")?.textContent === "第 101–123 条，共 123 条");
  assert.equal(await at("visits.page.next").getAttribute("aria-disabled"), "true");
});

test("columns order the list and say so", only, async () => {
  const { at } = browser;
  await signIn(browser, server);
  await countIs(123);
  await at("visits.sort.score").click();
  await browser.page.waitForFunction((id) => document.querySelector("tbody tr")?.dataset.testid === id, `visits.row.${first}`);
  assert.equal(query().sort, "-points");
  assert.equal(await browser.page.locator("th", { has: at("visits.sort.score") }).getAttribute("aria-sort"), "descending");
  await at("visits.sort.score").click();
  await browser.page.waitForFunction((id) => ![undefined, id].includes(document.querySelector("tbody tr")?.dataset.testid), `visits.row.${first}`);
  assert.equal(query().sort, "points");
});

test("up, down and Enter walk the list and open a visit", only, async () => {
  const { page, at } = browser;
  await signIn(browser, server);
  await countIs(123);
  await at(`visits.row.${first}`).locator("a").focus();
  const focused = () => page.evaluate(() => document.activeElement.dataset.row);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(), third);
  await page.keyboard.press("ArrowUp");
  assert.equal(await focused(), second);
  await page.keyboard.press("Home");
  assert.equal(await focused(), first);
  assert.equal(await page.locator("tbody a[tabindex='0']").count(), 1);
  await page.keyboard.press("Enter");
  await at("visit.title").waitFor();
  assert.equal(new URL(page.url()).pathname, `/visits/${first}`);
  await page.goBack();
  await countIs(123);
});

test("a click anywhere in a row opens the visit", only, async () => {
  await signIn(browser, server);
  await browser.at(`visits.cell.date.${first}`).click();
  await browser.at("visit.title").waitFor();
});

test("new visits wait behind a bar and do not move what is read", only, async () => {
  const { at } = browser;
  await signIn(browser, server);
  await countIs(123);
  const before = await rowIds();
  for (const n of [1, 2, 3]) {
    const row = JSON.parse(JSON.stringify(server.world.rows[0]));
    server.add({ ...row, id: `01907c11-0000-7000-8000-00000000099${n}`, number: `LX-0612-9${n}`, date: "2026-06-13" });
  }
  await browser.page.waitForFunction(() => document.querySelector("[data-testid='visits.new']")?.textContent === "有 3 条新上报，点击显示");
  assert.deepEqual(await rowIds(), before);
  assert.equal(await at("app.status").innerText(), "有 3 条新上报，点击显示");
  await at("visits.new").click();
  await countIs(126);
  assert.equal((await rowIds())[2], "01907c11-0000-7000-8000-000000000991");
  assert.equal(await at("visits.new").count(), 0);
});

test("a changed cell tints for two seconds in its place; others stay plain", only, async () => {
  const { page, at } = browser;
  await signIn(browser, server);
  await countIs(123);
  await stopClock(page);
  const before = await rowIds();
  server.change(second, { state: "submitted", provisional: false });
  server.changed(second);
  await advanceUntil(page, (id) => document.querySelector(`[data-testid='visits.state.${id}']`)?.textContent === "已提交", second);
  await advanceUntil(page, (id) => document.querySelector(`[data-testid='visits.cell.state.${id}']`).className.includes("watched--changed"), second);
  assert.doesNotMatch(await at(`visits.cell.unit.${second}`).getAttribute("class"), /watched--changed/);
  assert.doesNotMatch(await at(`visits.cell.state.${first}`).getAttribute("class"), /watched--changed/);
  await page.clock.runFor(2100);
  assert.doesNotMatch(await at(`visits.cell.state.${second}`).getAttribute("class"), /watched--changed/);
  assert.deepEqual(await rowIds(), before);
});

test("a row that no longer matches the filter stays where it is read, with fresh cells", only, async () => {
  const { page } = browser;
  await signIn(browser, server, "/visits?state=working");
  const before = await rowIds();
  assert.ok(before.includes(second));
  server.change(second, { state: "feedback" });
  server.changed(second);
  await page.waitForFunction((id) => document.querySelector(`[data-testid='visits.state.${id}']`)?.textContent === "现场反馈", second);
  assert.deepEqual(await rowIds(), before);
});

test("the live dot says when the line is lost and catches up on what it missed", only, async () => {
  const { page, at } = browser;
  await signIn(browser, server);
  await countIs(123);
  await page.waitForFunction(() => document.querySelector("[data-testid='app.live']").dataset.state === "live");
  assert.equal(await at("app.live").innerText(), "实时");
  server.cutLive();
  await page.waitForFunction(() => document.querySelector("[data-testid='app.live']").dataset.state === "reconnecting");
  assert.match(await at("app.live").innerText(), /^重连中（数据截至 \d\d:\d\d）$/);
  server.change(second, { state: "submitted" });
  server.openLive();
  await page.waitForFunction((id) => document.querySelector(`[data-testid='visits.state.${id}']`)?.textContent === "已提交", second);
  assert.equal(await at("app.live").getAttribute("data-state"), "live");
});

test("the many messages of one synchronisation become at most two requests", only, async () => {
  const { page } = browser;
  await signIn(browser, server);
  await countIs(123);
  await page.waitForFunction(() => document.querySelector("[data-testid='app.live']").dataset.state === "live");
  const asked = () => server.requests.filter((request) => /^\/api\/v1\/visits(\?|$)/.test(request.url)).length;
  const before = asked();
  for (let n = 0; n < 30; n++) {
    server.change(second, { state: n === 29 ? "returned" : "submitted" });
    server.changed(second);
  }
  await page.waitForFunction((id) => document.querySelector(`[data-testid='visits.state.${id}']`)?.textContent === "退回补正", second);
  // One for the burst, and one more if a message came while the first was under way.
  assert.ok(asked() - before <= 2, `${asked() - before} requests for 30 messages`);
});

test("a failed reload keeps the old list and says as of when", only, async () => {
  const { page, at } = browser;
  await signIn(browser, server);
  await countIs(123);
  server.add({ ...server.world.rows[0], id: "01907c11-0000-7000-8000-000000000999", date: "2026-06-14" });
  await at("visits.new").waitFor();
  server.fail("/api/v1/visits", { status: 503, code: "unavailable" });
  await at("visits.new").click();
  await at("visits.stale").waitFor();
  assert.match(await at("visits.stale").innerText(), /服务器暂时不能回答，请稍后重试。数据截至 \d\d:\d\d/);
  assert.equal((await rowIds()).length, 50);
  server.heal();
  await at("visits.stale.action").click();
  await countIs(124);
  assert.equal(await at("visits.stale").count(), 0);
  await page.waitForFunction(() => !document.querySelector("[data-testid='visits.new']"));
});

test("a first load that fails offers to try again", only, async () => {
  const { at } = browser;
  await signIn(browser, server);
  server.fail("/api/v1/visits", "cut");
  await browser.page.reload();
  await at("visits.error").waitFor();
  assert.match(await at("visits.error").innerText(), /连不上服务器/);
  server.heal();
  await at("visits.error.action").click();
  await countIs(123);
});

test("an address with a filter that is none offers to clear it: trying again cannot help", only, async () => {
  const { at, page } = browser;
  await signIn(browser, server);
  await page.goto(`${server.baseUrl}/visits?sort=bogus`);
  await at("visits.error").waitFor();
  assert.equal(await at("visits.error.action").innerText(), "清除筛选");
  await at("visits.error.action").click();
  await countIs(123);
  assert.equal(new URL(page.url()).search, "");
});

test("no permission names the office that can", only, async () => {
  await signIn(browser, server);
  server.fail("/api/v1/visits", { status: 403, code: "forbidden", extra: { office: { name_zh: "市督导室", name_en: "City office" } } });
  await browser.page.reload();
  await browser.at("visits.error").waitFor();
  assert.match(await browser.at("visits.error").innerText(), /可以办理的是：市督导室/);
});

test("the table's head stays in view while the list scrolls", only, async () => {
  const { page } = browser;
  await signIn(browser, server);
  await countIs(123);
  await page.evaluate(() => window.scrollTo(0, 1500));
  const top = await page.locator("thead th").first().evaluate((head) => head.getBoundingClientRect().top);
  assert.equal(Math.round(top), 56);
});
