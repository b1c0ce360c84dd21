// The real programs on loopback: mingchad with demo data, and tablets without a screen that sync with it.
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import readline from "node:readline";

/// Lines of a program's standard output, one at a time.
function linesOf(child, name) {
  const lines = readline.createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return async () => {
    const next = await lines.next();
    if (next.done) throw new Error(`${name} ended`);
    return next.value;
  };
}

async function ended(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise((done) => child.once("exit", done));
}

export async function startOffice() {
  const program = process.env.MC_WEB_MINGCHAD;
  if (!program) throw new Error("MC_WEB_MINGCHAD names no program: run this by ctest");
  const home = fs.mkdtempSync(path.join(os.tmpdir(), "mingcha-web-"));
  const data = path.join(home, "office");
  execFileSync(program, ["demo", "--data", data]);
  const child = spawn(program, ["serve", "--data", data, "--listen", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "ignore"] });
  const baseUrl = /https:\S+/.exec(await linesOf(child, "mingchad")())[0];
  const tablets = [];
  return {
    baseUrl, home,
    account: { name: "lixia", password: "mingcha-demo" },
    async tablet(person) {
      const code = execFileSync(program, ["enrol", "--data", data, "--person", person], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
      const tablet = startTablet(path.join(home, `tablet${tablets.length}`), tablets.length + 1, baseUrl);
      tablets.push(tablet);
      await tablet("enrol", { code });
      await tablet("sync");
      return tablet;
    },
    async stop() {
      await Promise.all(tablets.map((tablet) => tablet.stop()));
      child.kill();
      await ended(child);
      fs.rmSync(home, { recursive: true });
    },
  };
}

function startTablet(store, seed, base) {
  const child = spawn(process.env.MC_WEB_TABLET, [store, String(seed)], { stdio: ["pipe", "pipe", "inherit"] });
  const next = linesOf(child, "web_tablet");
  const act = async (name, what = {}) => {
    child.stdin.write(`${JSON.stringify({ do: name, base, ...what })}\n`);
    const answer = JSON.parse(await next());
    if (answer.error !== undefined) throw new Error(`${name}: ${answer.error}`);
    return answer;
  };
  act.stop = async () => {
    child.stdin.end();
    await ended(child);
  };
  return act;
}
