// The server half of a WebSocket that only sends short texts: all that the live feed needs (RFC 6455).
import { createHash } from "node:crypto";

const guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

function frame(opcode, body) {
  const head = body.length < 126 ? Buffer.from([0x80 | opcode, body.length]) : Buffer.from([0x80 | opcode, 126, body.length >> 8, body.length & 255]);
  return Buffer.concat([head, body]);
}

export function acceptSocket(request, socket) {
  const accept = createHash("sha1").update(request.headers["sec-websocket-key"] + guid).digest("base64");
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
  socket.on("error", () => undefined);
  socket.resume();
  return {
    send: (message) => socket.write(frame(1, Buffer.from(JSON.stringify(message)))),
    close: (code) => {
      socket.write(frame(8, Buffer.from([code >> 8, code & 255])));
      socket.end();
    },
    drop: () => socket.destroy(),
    onClose: (action) => socket.on("close", action),
  };
}
