#pragma once

#include <cstddef>
#include <cstdint>

namespace mingcha::limits {

/// One photo, recording or document: a 50-megapixel JPEG is 25 MB; a scanned annex 60 MB.
inline constexpr std::uint64_t blob_bytes_max = 128ull * 1024 * 1024;
/// Uploads begun and not ended, of all devices: 500 tablets with 20 each. An idle one costs about 300 bytes and two files.
inline constexpr std::size_t uploads_open_max = 10'000;
/// An upload that nobody went on with is dropped after this. A tablet may be a month without a network in the holidays.
inline constexpr std::int64_t upload_life_ms = 40LL * 24 * 3600 * 1000;
/// What stays free on the disk for the store's own commits when blobs arrive: records are worth more than photos.
inline constexpr std::uint64_t disk_reserve_bytes = 512ull * 1024 * 1024;
/// A long upload is made durable each so many bytes, so that a power cut costs at most this much sending.
inline constexpr std::uint64_t upload_keep_bytes = 4ull * 1024 * 1024;

}  // namespace mingcha::limits
