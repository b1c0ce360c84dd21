// Small real PNGs, so that photos can be drawn and their fingerprints are true.
import { createHash } from "node:crypto";
import zlib from "node:zlib";

const table = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function crc(bytes) {
  let c = 0xffffffff;
  for (const byte of bytes) c = table[(c ^ byte) & 0xff] ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

function chunk(kind, body) {
  const out = Buffer.alloc(12 + body.length);
  out.writeUInt32BE(body.length, 0);
  out.write(kind, 4, "latin1");
  body.copy(out, 8);
  out.writeUInt32BE(crc(out.subarray(4, 8 + body.length)), 8 + body.length);
  return out;
}

/// A corridor-like picture: floor, two walls, a door. `tint` tells pictures apart.
export function picture(width, height, tint) {
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * (1 + width * 3) + 1 + x * 3;
      const door = Math.abs(x - width / 2) < width / 8 && y > height / 3 && y < height * 0.7;
      const floor = y > height * 0.7;
      const shade = door ? 120 : floor ? 190 : 215 - Math.abs(x - width / 2) * 80 / width;
      rows[at] = Math.min(255, shade + tint[0]);
      rows[at + 1] = Math.min(255, shade + tint[1]);
      rows[at + 2] = Math.min(255, shade + tint[2]);
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const bytes = Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", head), chunk("IDAT", zlib.deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
  return { bytes, sha256: createHash("sha256").update(bytes).digest("hex"), mime: "image/png", width, height };
}
