#pragma once

#include <cstddef>
#include <cstdint>

/// Limits of the server's edge, each with its reason. They are the defaults of ServerOptions; tests make them smaller.
namespace mingcha::limits {

/// Request line and header fields: a signed request with cookies is about 2 KB; browsers stop at 16 KB of cookies and
/// path.
inline constexpr std::size_t http_header_bytes_max = 16 * 1024;
/// Body of a route that says nothing else: forms and JSON of one act are a few KB.
inline constexpr std::size_t http_body_bytes_max = 256 * 1024;
/// What of an upload is in memory at once: a typical photo (300 KB) needs one hand-over to the disk.
inline constexpr std::size_t upload_chunk_bytes = 512 * 1024;
/// Uploads whose bytes are being received at once: 64 × 512 KiB = 32 MB of buffers.
inline constexpr std::size_t uploads_running_max = 64;
/// What of a file or an export is in memory at once while it is sent.
inline constexpr std::size_t download_chunk_bytes = 256 * 1024;

/// From accept to the end of the TLS handshake: three round trips on a bad 2G link.
inline constexpr std::int64_t handshake_ms_max = 20'000;
/// From the first byte of a request to the end of its header: 16 KB at 1 KB/s.
inline constexpr std::int64_t header_ms_max = 20'000;
/// A whole small body, or one chunk of an upload: 512 KB at 4.3 KB/s, slower than a bad 2G link.
inline constexpr std::int64_t body_ms_max = 120'000;
/// One chunk of an answer, as above.
inline constexpr std::int64_t write_ms_max = 120'000;
/// A connection kept alive between requests: longer than the pause between two photos, shorter than most NATs forget.
inline constexpr std::int64_t keep_alive_ms_max = 60'000;
/// After an early refusal we read on for so long, that the answer is not lost to a TCP reset (RFC 9112, 9.6).
inline constexpr std::int64_t linger_ms_max = 2'000;

/// A WebSocket peer that is silent so long is gone. A ping goes out at half of it: NATs of mobile operators forget at
/// 60 s.
inline constexpr std::int64_t websocket_idle_ms_max = 50'000;
/// Handshake and closing handshake of a WebSocket.
inline constexpr std::int64_t websocket_handshake_ms_max = 20'000;
/// Messages are received in steps of at most this, so memory follows what has arrived and not what a header announces.
inline constexpr std::size_t websocket_step_bytes = 64 * 1024;
/// What may wait for a slow reader: two frames of the largest size (wire/limits.hpp). Over it, the reader is dropped.
inline constexpr std::size_t websocket_queue_bytes_max = 8 * 1024 * 1024;
inline constexpr std::size_t websocket_queue_messages_max = 4096;

/// 20,000 TLS connections are 1.5 GB at 73 KB each; past it a new connection is closed at once.
inline constexpr std::size_t connections_max = 20'000;
/// Requests waiting for a worker: at 1 ms each a second of work for four workers; past it the answer is 503 with
/// Retry-After.
inline constexpr std::size_t worker_queue_max = 4'096;
/// How long a stop waits for answers on their way out; systemd kills after 90 s.
inline constexpr std::int64_t drain_ms_max = 10'000;

}  // namespace mingcha::limits
