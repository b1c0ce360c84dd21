#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>

#include "server/blobs/blob_store.hpp"
#include "server/blobs/limits.hpp"
#include "shared/base/random.hpp"

namespace mingcha {

/// Blobs as files: `blobs/ab/cd/abcd…` (two levels, so that a million photos are 16 files a directory), uploads as
/// `uploads/ID.part` beside `ID.info`. A blob's file is written aside, verified, synced, renamed, and its directory synced. The
/// info file names the offset that was durable when it was written; after a crash the part is cut to it, so bytes that the disk
/// never got are sent again instead of spoiling the hash.
class FileBlobStore final : public BlobStore {
public:
    struct Options {
        std::size_t uploads_open_max = limits::uploads_open_max;
        std::uint64_t disk_reserve_bytes = limits::disk_reserve_bytes;
    };

    /// Opens `directory`, making it if needed, and takes up the uploads that it holds: cuts each to what was durable, removes what nobody was
    /// told of. For the one process that receives photos; beside another it would cut what arrives there. `random` outlives the store.
    [[nodiscard]] static Outcome<std::unique_ptr<FileBlobStore>> open(std::filesystem::path directory, Random& random,
                                                                      Options options);
    /// For reading what has arrived, beside a server that writes: makes, cuts and removes nothing, knows no uploads.
    [[nodiscard]] static std::unique_ptr<FileBlobStore> open_beside(std::filesystem::path directory, Random& random);
    ~FileBlobStore() override;

    [[nodiscard]] Outcome<UploadClaim> begin(Hash const& hash, std::uint64_t size, std::string const& owner,
                                             std::int64_t expires_ms) override;
    [[nodiscard]] Outcome<UploadClaim> claim(std::string const& id) override;
    [[nodiscard]] Outcome<UploadFacts> find(std::string const& id) override;
    [[nodiscard]] Outcome<Unit> append(UploadClaim const& claim, ByteView bytes) override;
    [[nodiscard]] Outcome<std::uint64_t> keep(UploadClaim const& claim) override;
    [[nodiscard]] Outcome<Unit> rewind(UploadClaim const& claim, std::uint64_t offset) override;
    [[nodiscard]] Outcome<bool> finish(UploadClaim const& claim) override;
    [[nodiscard]] Outcome<Unit> abandon(std::string const& id) override;
    [[nodiscard]] Outcome<std::size_t> expire(std::int64_t now_ms) override;

    [[nodiscard]] Outcome<std::optional<std::uint64_t>> size(Hash const& hash) override;
    [[nodiscard]] Outcome<Bytes> read(Hash const& hash, std::uint64_t offset, std::size_t bytes_max) override;
    [[nodiscard]] Outcome<Unit> remove(Hash const& hash) override;

private:
    struct Upload;
    using Held = std::shared_ptr<Upload>;
    /// In this order: the lock is let go before what it is a part of may die.
    struct Hold {
        Held upload;
        std::unique_lock<std::mutex> lock;
    };

    FileBlobStore(std::filesystem::path directory, Random& random, Options options);
    Outcome<Unit> take_up();
    Outcome<Unit> take_up_one(std::filesystem::path const& info);
    [[nodiscard]] std::filesystem::path blob_path(Hash const& hash) const;
    [[nodiscard]] std::filesystem::path part_path(std::string const& id) const;
    [[nodiscard]] std::filesystem::path info_path(std::string const& id) const;
    Outcome<Held> held(std::string const& id);
    Outcome<Hold> held_by(UploadClaim const& claim);
    Outcome<Unit> room_for(std::uint64_t bytes) const;
    Outcome<Unit> catch_up_hash(Upload& upload);
    Outcome<Unit> open_part(Upload& upload);
    Outcome<bool> place(Upload& upload);
    void drop(Upload& upload);

    std::filesystem::path const directory_;
    Random& random_;  // under mutex_
    Options const options_;
    std::mutex mutex_;
    std::map<std::string, Held> uploads_;  // under mutex_
    std::mutex placing_;                   // one at a time looks whether a blob is there and renames
};

}  // namespace mingcha
