// Builds the console: node build.mjs --out DIR [--modules DIR]
//
// Writes content-hashed, minified, pre-compressed assets and their list assets.json into DIR. The same input gives
// the same bytes: no time, no absolute path enters the output. Node builds only; nothing of it runs in the server.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import zlib from "node:zlib";

const here = path.dirname(fileURLToPath(import.meta.url));
const { values: options } = parseArgs({ options: {
  out: { type: "string" },
  modules: { type: "string", default: path.join(here, "node_modules") },
} });
if (!options.out) throw new Error("build.mjs needs --out DIR");
const out = path.resolve(options.out);
const modules = path.resolve(options.modules);
const { build } = createRequire(path.join(modules, "x.js"))("esbuild");

// The browsers that offices really have (UX section 5).
const target = ["chrome90", "firefox91", "safari14"];

const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
};

function writeTokens() {
  const file = path.join(out, "work", "tokens.css");
  fs.mkdirSync(path.dirname(file), { recursive: true });
  execFileSync("python3", [path.join(here, "../../qml/theme/generate.py"), "--css", file], { stdio: "inherit" });
  return file;
}

async function bundle(tokens) {
  const result = await build({
    absWorkingDir: here,
    entryPoints: { app: "src/main.tsx" },
    outdir: path.join(out, "files", "assets"),
    entryNames: "[name]-[hash]",
    bundle: true,
    minify: true,
    format: "esm",
    target,
    charset: "utf8",
    jsx: "automatic",
    jsxImportSource: "preact",
    nodePaths: [modules],
    alias: { "mingcha-tokens": tokens },
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
  });
  const written = Object.keys(result.metafile.outputs).map((name) => path.basename(name));
  return { script: written.find((name) => name.endsWith(".js")), style: written.find((name) => name.endsWith(".css")) };
}

function writeStatic({ script, style }) {
  const files = path.join(out, "files");
  fs.copyFileSync(path.join(here, "src/favicon.svg"), path.join(files, "favicon.svg"));
  const page = fs.readFileSync(path.join(here, "src/index.html"), "utf8")
    .replace("{{script}}", `/assets/${script}`)
    .replace("{{style}}", `/assets/${style}`);
  fs.writeFileSync(path.join(files, "index.html"), page);
}

// A compressed twin is worth its bytes only where it saves at least a tenth.
function twin(name, ending, plain, packed) {
  if (packed.length > plain.length * 0.9) return null;
  const file = path.join("packed", name + ending);
  fs.mkdirSync(path.dirname(path.join(out, file)), { recursive: true });
  fs.writeFileSync(path.join(out, file), packed);
  return file;
}

function describe(name) {
  const plain = fs.readFileSync(path.join(out, "files", name));
  const gzip = zlib.gzipSync(plain, { level: 9 });
  gzip[9] = 255;  // the header's "operating system": the same bytes wherever we build
  const brotli = zlib.brotliCompressSync(plain, { params: {
    [zlib.constants.BROTLI_PARAM_QUALITY]: 11, [zlib.constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
  } });
  return {
    path: "/" + name.split(path.sep).join("/"),
    content_type: types[path.extname(name)],
    etag: createHash("sha256").update(plain).digest("hex").slice(0, 32),
    immutable: name.startsWith("assets"),
    size: plain.length,
    file: path.join("files", name),
    gzip: twin(name, ".gz", plain, gzip),
    brotli: twin(name, ".br", plain, brotli),
  };
}

function* walk(folder, prefix = "") {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const name = path.join(prefix, entry.name);
    if (entry.isDirectory()) yield* walk(path.join(folder, entry.name), name);
    else yield name;
  }
}

for (const part of ["files", "packed", "work"]) fs.rmSync(path.join(out, part), { recursive: true, force: true });
writeStatic(await bundle(writeTokens()));
const assets = [...walk(path.join(out, "files"))].sort().map(describe);
fs.writeFileSync(path.join(out, "assets.json"), JSON.stringify(assets, null, 2) + "\n");
