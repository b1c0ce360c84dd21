// The JSON examples of docs/API.md: what the document shows is what the pages are tested with.
import fs from "node:fs";
import path from "node:path";
import { project } from "./modules.mjs";

export function readExamples() {
  const text = fs.readFileSync(path.join(project, "docs/API.md"), "utf8");
  const found = {};
  for (const [, name, body] of text.matchAll(/^```json example=(\w+)\n([\s\S]*?)^```/gm)) found[name] = JSON.parse(body);
  return found;
}
