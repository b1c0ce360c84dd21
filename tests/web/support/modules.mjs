// The tests' packages lie in the build tree when ctest runs them, beside the tests when a person does.
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const here = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
export const project = path.resolve(here, "../..");
const modules = process.env.MC_WEB_TEST_MODULES ?? path.join(here, "node_modules");
export const requireModule = createRequire(path.join(modules, "x.js"));
