// Writes the built assets as one C++ source: node embed.mjs DIR assets_data.cpp
import fs from "node:fs";
import path from "node:path";

const [, , folder, target] = process.argv;
const assets = JSON.parse(fs.readFileSync(path.join(folder, "assets.json"), "utf8"));
const arrays = [];

function embed(file) {
  if (!file) return "{}";
  const bytes = fs.readFileSync(path.join(folder, file));
  const name = `data_${arrays.length}`;
  const lines = [];
  // Signed, because the bytes are chars: a literal above 127 would narrow.
  for (let at = 0; at < bytes.length; at += 32) lines.push(Array.from(bytes.subarray(at, at + 32), (byte) => byte > 127 ? byte - 256 : byte).join(","));
  arrays.push(`// ${file}\nconstexpr char ${name}[] = {${lines.join(",\n")}};\n`);
  return `std::string_view(${name}, ${bytes.length})`;
}

const rows = assets.map((asset) => `    {${JSON.stringify(asset.path)}, ${JSON.stringify(asset.content_type)}, ${JSON.stringify(`"${asset.etag}"`)},\n`
  + `     ${embed(asset.file)}, ${embed(asset.gzip)}, ${embed(asset.brotli)}, ${asset.immutable}},\n`);
const text = `// Written by server/web/embed.mjs.
#include "server/web/assets.hpp"

namespace mingcha {
namespace {
${arrays.join("")}
constexpr Asset assets[] = {
${rows.join("")}};
}  // namespace

std::span<Asset const> all_assets() { return assets; }

}  // namespace mingcha
`;
fs.writeFileSync(target, text);
