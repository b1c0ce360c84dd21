// Codes that a person chose on the tablet have the same word on the console: none is shown as a code.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { project } from "./support/modules.mjs";

const read = (file) => readFileSync(path.join(project, file), "utf8");
const tablet = JSON.stringify(JSON.parse(read("qml/i18n/viewmodels.json")));
const console_ = read("server/web/src/words.ts");

/// Prefix on the tablet → prefix on the console.
const prefixes = { "vm.place_reason": "place", "vm.plaque_reason": "plaque", "vm.unplanned_reason": "why", "vm.limit_reason": "why" };

test("every reason that the tablet offers is a word of the console", () => {
  let codes = 0;
  for (const [there, here] of Object.entries(prefixes))
    for (const [, code, zh] of tablet.matchAll(new RegExp(`"${there.replace(".", "\\.")}\\.(\\w+)":\\["([^"]+)"`, "g"))) {
      ++codes;
      assert.ok(console_.includes(`"${here}.${code}": ["${zh}"`), `${here}.${code} (${zh}) is missing in words.ts`);
    }
  assert.ok(codes >= 14, `only ${codes} codes were found on the tablet`);
});

test("every reason of a dissent that the tablet offers is a word of the console", () => {
  const offered = [...read("client/viewmodels/confirmation_draft.cpp").matchAll(/chip == "(\w+)"\)? (?:return |\? )plain\(qtTrId\("dissent\.(\w+)"\)\)/g)];
  assert.ok(offered.length >= 4);
  for (const [, code, word] of offered) {
    const zh = new RegExp(`"dissent\\.${word}":\\["([^"]+)"`).exec(tablet)?.[1];
    assert.ok(console_.includes(`"dissent.${code}": ["${zh}"`), `dissent.${code} (${zh}) is missing in words.ts`);
  }
});
