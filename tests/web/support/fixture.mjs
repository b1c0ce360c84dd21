// A small server with the shape of docs/API.md, for the tests of the pages: it serves the built assets with the headers that
// the real server sends, the document's examples as data, and lets a test report, fail and cut the line.
import { createHash } from "node:crypto";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { acceptSocket } from "./socket.mjs";
import { listVisits, makeWorld } from "./world.mjs";

const cookie = "mc_session=fixture";

function pageHeaders(host) {
  return {
    "Content-Security-Policy": `default-src 'self'; img-src 'self' data: blob:; connect-src 'self' ws://${host}; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
    "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Vary": "Accept-Encoding",
  };
}

export async function startFixture({ assets, more = 0, port = 0 }) {
  const list = JSON.parse(fs.readFileSync(path.join(assets, "assets.json"), "utf8"));
  const world = makeWorld({ more });
  const sockets = new Set();
  const connections = new Set();
  const failures = new Map();
  const requests = [];
  let liveOpen = true;
  let sessions = 0;

  const problem = (response, status, code, extra = {}) => {
    response.writeHead(status, { "Content-Type": "application/problem+json", "Cache-Control": "no-store" });
    response.end(JSON.stringify({ ...world.examples.problem, type: `urn:mingcha:problem:${code}`, title: code, status, code, detail: null, field: null, ...extra }));
  };
  const json = (request, response, body) => {
    const text = JSON.stringify(body);
    const etag = `"${createHash("sha256").update(text).digest("hex").slice(0, 16)}"`;
    const headers = { "Content-Type": "application/json", "Cache-Control": "no-store", ETag: etag, "Mingcha-Seq": String(world.seq) };
    if (request.headers["if-none-match"] === etag) return response.writeHead(304, headers).end();
    return response.writeHead(200, headers).end(text);
  };
  const signedIn = (request) => sessions > 0 && (request.headers.cookie ?? "").includes(cookie);

  function serveAsset(request, response, name) {
    const asset = list.find((one) => one.path === name) ?? list.find((one) => one.path === "/index.html");
    const headers = {
      ...pageHeaders(request.headers.host), "Content-Type": asset.content_type, ETag: `"${asset.etag}"`,
      "Cache-Control": asset.immutable ? "public, max-age=31536000, immutable" : "no-cache",
    };
    const accepts = request.headers["accept-encoding"] ?? "";
    const packed = accepts.includes("br") && asset.brotli ? ["br", asset.brotli] : accepts.includes("gzip") && asset.gzip ? ["gzip", asset.gzip] : null;
    if (packed) headers["Content-Encoding"] = packed[0];
    response.writeHead(200, headers);
    response.end(fs.readFileSync(path.join(assets, packed ? packed[1] : asset.file)));
  }

  async function signIn(request, response) {
    let text = "";
    for await (const part of request) text += part;
    const { name, password } = JSON.parse(text);
    if (name === "locked") return problem(response, 429, "too_many_attempts", { retry_after: 600 });
    const good = world.examples.sign_in;
    if (name !== good.name || password !== good.password) return problem(response, 401, "bad_credentials");
    sessions = 1;
    response.setHeader("Set-Cookie", `${cookie}; HttpOnly; SameSite=Strict; Path=/`);
    return json(request, response, world.examples.session);
  }

  function signOut(request, response) {
    if (!signedIn(request)) return problem(response, 401, "session_required");
    if (request.headers["x-csrf-token"] !== world.examples.session.csrf) return problem(response, 403, "csrf");
    sessions = 0;
    return response.writeHead(204).end();
  }

  function serveApi(request, response, url) {
    const name = url.pathname;
    if (name === "/api/v1/visits/options") return json(request, response, world.options);
    if (name === "/api/v1/visits") {
      const page = listVisits(world, url.searchParams);
      return page ? json(request, response, page) : problem(response, 400, "bad_filter", { field: "sort" });
    }
    const visit = world.visits.get(/^\/api\/v1\/visits\/([^/]+)$/.exec(name)?.[1] ?? "");
    return visit ? json(request, response, visit) : problem(response, 404, "not_found");
  }

  const server = http.createServer((request, response) => {
    const url = new URL(request.url, "http://fixture");
    const name = url.pathname;
    requests.push({ method: request.method, url: request.url, headers: request.headers });
    const failure = [...failures].find(([prefix]) => name.startsWith(prefix))?.[1];
    if (failure) return failure === "cut" ? request.socket.destroy() : problem(response, failure.status, failure.code, failure.extra ?? {});
    if (name === "/healthz") return json(request, response, world.examples.healthz);
    if (name === "/api/v1/session" && request.method === "POST") return void signIn(request, response);
    if (name === "/api/v1/session" && request.method === "DELETE") return signOut(request, response);
    if (name === "/api/v1/log") return json(request, response, world.examples.log);
    if (name.startsWith("/api/v1/verify/")) {
      const code = name.slice("/api/v1/verify/".length).replaceAll("-", "").toUpperCase();
      if (code.length !== 12) return problem(response, 400, "bad_code", { field: "code" });
      return code === world.examples.verify.code.replaceAll("-", "") ? json(request, response, world.examples.verify) : problem(response, 404, "not_found");
    }
    if (name.startsWith("/api/") || name.startsWith("/blobs/")) {
      if (!signedIn(request)) return problem(response, 401, "session_required");
      if (name === "/api/v1/session") return json(request, response, world.examples.session);
      if (name.startsWith("/api/")) return serveApi(request, response, url);
      const blob = world.blobs.get(name.slice("/blobs/".length));
      if (!blob) return problem(response, 404, "blob_missing");
      response.writeHead(200, { "Content-Type": blob.mime, "Cache-Control": "private, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff" });
      return response.end(blob.bytes);
    }
    return serveAsset(request, response, name);
  });

  server.on("upgrade", (request, socket) => {
    if (request.url !== "/live" || !signedIn(request) || !liveOpen) return socket.destroy();
    const live = acceptSocket(request, socket);
    sockets.add(live);
    live.onClose(() => sockets.delete(live));
    live.send({ ...world.examples.live_hello, seq: world.seq, time: Date.now() });
  });

  server.on("connection", (socket) => {
    connections.add(socket);
    socket.on("close", () => connections.delete(socket));
  });

  await new Promise((done) => server.listen(port, "127.0.0.1", done));
  const say = (message) => sockets.forEach((one) => one.send(message));
  return {
    world, requests,
    baseUrl: `http://127.0.0.1:${server.address().port}`,
    account: world.examples.sign_in,
    /// Ends with the tablet's change stored: every connected page is told.
    changed(id) {
      world.seq += 1;
      say({ ...world.examples.live_visit, seq: world.seq, id });
    },
    /// Changes a row silently, as when the message about it was lost.
    change(id, change) {
      Object.assign(world.rows.find((row) => row.id === id), change);
      world.seq += 1;
    },
    add(row) {
      world.rows.push(row);
      this.changed(row.id);
    },
    fail: (prefix, failure) => failures.set(prefix, failure),
    heal: () => failures.clear(),
    endSession() {
      sessions = 0;
      sockets.forEach((one) => one.close(4401));
    },
    cutLive() {
      liveOpen = false;
      sockets.forEach((one) => one.drop());
    },
    openLive: () => { liveOpen = true; },
    async stop() {
      // All of them: one that was upgraded is no longer the HTTP server's, and a half-closed one would keep the process alive.
      connections.forEach((socket) => socket.destroy());
      await new Promise((done) => server.close(done));
    },
  };
}
