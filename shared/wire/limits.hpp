#pragma once

#include <cstddef>
#include <cstdint>

/// Every limit of frames, batches, pages, queues and retries, each with its reason. Over a limit = a clear error, never
/// growth.
namespace mingcha::limits {

/// A frame as it crosses the socket. A page of 256 rows with one 36 KB checklist in each would be 9 MB raw and 1 MB
/// packed.
inline constexpr std::size_t frame_bytes_max = 4 * 1024 * 1024;
/// A batch body or page after decompression: bounds what a 4 MiB frame may unfold into (zstd reaches 1:1000 on zeros).
inline constexpr std::size_t unpacked_bytes_max = 16 * 1024 * 1024;
/// Deltas in one batch: a visit of 88 items with photos and findings fits in one; verdicts stay under 3 KB.
inline constexpr std::size_t batch_deltas_max = 1024;
/// A batch is sealed at a size of canonical deltas between these two even when more waits, so that one loss on a bad link costs
/// little and a link that carries only a few kilobytes between two losses still gets on. Below the least, signature and receipt would
/// weigh more than what they cover; above the most, a batch gains nothing.
inline constexpr std::size_t batch_bytes_least = 4 * 1024;
inline constexpr std::size_t batch_bytes_most = 64 * 1024;
/// By so much it grows with each answered batch; each loss halves it (additive increase, multiplicative decrease: Chiu and Jain 1989).
inline constexpr std::size_t batch_bytes_step = 4 * 1024;
/// Fields and siblings of one record in a delta: 40 schema fields and 32 unknown ones; more siblings than people on a
/// visit is an attack.
inline constexpr std::size_t record_fields_max = 72;
inline constexpr std::size_t field_siblings_max = 128;
/// Siblings, superseded writes and vector entries of all records of one frame: 1,024 full answers hold 20,000; a shape
/// of a few bytes used by every record could otherwise unfold 16 MiB into 800 MB of objects. At about 100 bytes each
/// this bounds them to 13 MB.
inline constexpr std::size_t columns_writes_max = 128 * 1024;
/// The text that a derived id comes from: an item code, a setting's name, a step's id.
inline constexpr std::size_t key_bytes_max = 128;
/// Unknown fields of one record that we keep for a newer version (DESIGN section 2).
inline constexpr std::size_t unknown_fields_max = 32;
inline constexpr std::size_t unknown_bytes_max = 4 * 1024;
/// Rows of one page: about 40 KB packed, half a second on a 2G link; one short read snapshot a page.
inline constexpr std::size_t page_rows_max = 256;
inline constexpr std::size_t page_bytes_goal = 512 * 1024;
/// Batches of one device that may wait for their Ack in one session: keeps a slow link full, bounds the server's queue.
inline constexpr std::size_t batches_in_flight_max = 4;
/// Rows whose echo a session may withhold; past it everything is echoed, which is always safe.
inline constexpr std::size_t quiet_rows_max = 4096;
/// Root cursors and closed epochs named in one Hello.
inline constexpr std::size_t hello_entries_max = 4096;
/// Back-off after a broken connection: doubles from the first to the last, with full jitter (DESIGN 4.8).
inline constexpr std::int64_t retry_first_ms = 1'000;
inline constexpr std::int64_t retry_last_ms = 180'000;
/// Signature-checked frames that a device may send which fail: after that the session ends, the queue stays on the
/// tablet.
inline constexpr std::size_t bad_frames_max = 3;
/// Refused batches kept for inspection, per device (bounded quarantine, DESIGN 4.2).
inline constexpr std::size_t quarantine_per_device_max = 16;
/// Acts that no epoch can sign any more, handed in in one frame: as many as a page has rows, for the same reason.
inline constexpr std::size_t lost_acts_max = page_rows_max;
/// Contacts of a tablet are noted by the hour: a lease of days needs no finer grain, and a server of a city has 24 rows a tablet and day.
inline constexpr std::int64_t contact_grain_ms = 3'600'000;
/// They are kept as long as the entries of withdrawn grants (DESIGN 4.4): an act that arrives later is not judged by its lease.
inline constexpr std::int64_t contacts_kept_ms = 180LL * 86'400'000;

}  // namespace mingcha::limits
