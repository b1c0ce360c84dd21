#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "shared/base/hash.hpp"

namespace mingcha {

/// An upload that was begun and has not ended.
struct UploadFacts {
    std::string id;  ///< the hash in hexadecimal, '-', 16 random hexadecimal characters
    Hash hash{};     ///< what the bytes must turn out to be
    std::uint64_t size = 0;
    std::uint64_t offset = 0;  ///< received so far
    std::string owner;         ///< who began it: device or account, as the caller names them
    std::int64_t expires_ms = 0;
};

/// The right to write to an upload. Whoever claims last has it: a line that the tablet has given up, while the server still
/// waits on it, can no longer write beside its successor.
struct UploadClaim {
    UploadFacts facts;  ///< as they were when it was claimed
    std::uint64_t number = 0;
};

/// Keeps blobs under their SHA-256. A blob is there whole and verified, or not at all. Every implementation passes
/// tests/blobs/store_test.cpp. All functions block on storage, are safe from any thread, and answer `disk_full` or `file_error`
/// besides what they name; after an error everything that was kept is still kept.
class BlobStore {
public:
    virtual ~BlobStore() = default;

    /// `uploads_full` when too many are open. Nothing is durable yet.
    [[nodiscard]] virtual Outcome<UploadClaim> begin(Hash const& hash, std::uint64_t size, std::string const& owner,
                                                     std::int64_t expires_ms) = 0;
    /// `not_found`: unknown, ended or expired.
    [[nodiscard]] virtual Outcome<UploadClaim> claim(std::string const& id) = 0;
    [[nodiscard]] virtual Outcome<UploadFacts> find(std::string const& id) = 0;
    /// Adds at the end. `superseded`: another claim came; `too_long`: over the announced size, nothing was added.
    [[nodiscard]] virtual Outcome<Unit> append(UploadClaim const& claim, ByteView bytes) = 0;
    /// Makes what was added durable; the offset that survives a power cut.
    [[nodiscard]] virtual Outcome<std::uint64_t> keep(UploadClaim const& claim) = 0;
    /// Forgets what was added after `offset`.
    [[nodiscard]] virtual Outcome<Unit> rewind(UploadClaim const& claim, std::uint64_t offset) = 0;
    /// Verifies and makes the blob durable. True: it is new here; false: it was there already. `incomplete`: bytes are missing;
    /// `wrong_hash`: the upload is dropped, since no more bytes could mend it.
    [[nodiscard]] virtual Outcome<bool> finish(UploadClaim const& claim) = 0;
    [[nodiscard]] virtual Outcome<Unit> abandon(std::string const& id) = 0;
    /// Drops uploads whose time is over; how many.
    [[nodiscard]] virtual Outcome<std::size_t> expire(std::int64_t now_ms) = 0;

    /// Absent when the blob is not here.
    [[nodiscard]] virtual Outcome<std::optional<std::uint64_t>> size(Hash const& hash) = 0;
    /// At most `bytes_max` bytes from `offset`, less only at the end. `not_found`.
    [[nodiscard]] virtual Outcome<Bytes> read(Hash const& hash, std::uint64_t offset, std::size_t bytes_max) = 0;
    /// For erasure and abandoned drafts. Removing what is not here is done already.
    [[nodiscard]] virtual Outcome<Unit> remove(Hash const& hash) = 0;
};

}  // namespace mingcha
