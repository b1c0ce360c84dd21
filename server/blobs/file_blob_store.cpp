#include "server/blobs/file_blob_store.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <nlohmann/json.hpp>

#include "server/ops/files.hpp"

namespace mingcha {

namespace fs = std::filesystem;

struct FileBlobStore::Upload {
    std::mutex mutex;  // all below
    UploadFacts facts;
    std::uint64_t claims = 0;
    bool ended = false;
    FileHandle file;
    std::optional<Sha256Stream> hash;  // of the first facts.offset bytes; absent: read the file again first
};

namespace {
constexpr std::size_t copy_bytes = 256 * 1024;

/// A file-size limit of the service counts as a full disk: the operator's answer is the same.
Error write_error(fs::path const& path, int number) {
    auto error = file_error("writing", path, number);
    if (number == EFBIG) error.code = "disk_full";
    return error;
}

/// How much was written, which on an error is less than all.
std::size_t write_at(int file, ByteView bytes, std::uint64_t offset, int& wrong) {
    std::size_t done = 0;
    while (done < bytes.size()) {
        auto const got = ::pwrite(file, bytes.data() + done, bytes.size() - done, static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) {
            wrong = errno;
            break;
        }
        done += static_cast<std::size_t>(got);
    }
    return done;
}

Outcome<Bytes> read_at(int file, std::uint64_t offset, std::size_t bytes_max, fs::path const& path) {
    Bytes out(bytes_max);
    std::size_t done = 0;
    while (done < bytes_max) {
        auto const got = ::pread(file, out.data() + done, bytes_max - done, static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return file_error("reading", path, errno);
        if (got == 0) break;
        done += static_cast<std::size_t>(got);
    }
    out.resize(done);
    return out;
}

std::string info_text(UploadFacts const& facts) {
    nlohmann::json const info{{"sha256", to_hex(facts.hash)},
                              {"size", facts.size},
                              {"offset", facts.offset},
                              {"owner", facts.owner},
                              {"expires", facts.expires_ms}};
    return info.dump() + "\n";
}

std::optional<UploadFacts> parse_info(std::string const& id, std::string const& text) try {
    auto const info = nlohmann::json::parse(text);
    auto const hash = from_hex(info.at("sha256").get<std::string>());
    if (!hash || hash->size() != 32) return std::nullopt;
    return UploadFacts{id,
                       hash_from(*hash),
                       info.at("size").get<std::uint64_t>(),
                       info.at("offset").get<std::uint64_t>(),
                       info.at("owner").get<std::string>(),
                       info.at("expires").get<std::int64_t>()};
} catch (nlohmann::json::exception const&) {
    return std::nullopt;  // damaged: the upload begins again
}
}  // namespace

FileBlobStore::FileBlobStore(fs::path directory, Random& random, Options options)
    : directory_(std::move(directory)), random_(random), options_(options) {}
FileBlobStore::~FileBlobStore() = default;

Outcome<std::unique_ptr<FileBlobStore>> FileBlobStore::open(fs::path directory, Random& random, Options options) {
    std::unique_ptr<FileBlobStore> store(new FileBlobStore(std::move(directory), random, options));
    auto const taken = store->take_up();
    if (!taken) return taken.error().with_context("opening the blob store");
    return store;
}

std::unique_ptr<FileBlobStore> FileBlobStore::open_beside(fs::path directory, Random& random) {
    return std::unique_ptr<FileBlobStore>(new FileBlobStore(std::move(directory), random, {}));
}

Outcome<Unit> FileBlobStore::take_up() {
    for (auto const* part : {"blobs", "uploads"}) {
        auto const made = make_private_directory(directory_ / part);
        if (!made) return made.error();
    }
    std::error_code wrong;
    for (auto const& entry : fs::directory_iterator(directory_ / "uploads", wrong)) {
        auto const& path = entry.path();
        if (path.extension() == ".info") {
            auto const taken = take_up_one(path);
            if (!taken) return taken.error();
        } else if (path.extension() != ".part" || !fs::exists(info_path(path.stem().string()), wrong)) {
            ::unlink(path.c_str());  // nobody was ever told of it: begun, cut before anything was durable
        }
    }
    if (wrong) return Error{"file_error", "listing uploads: " + wrong.message()};
    return Unit{};
}

Outcome<Unit> FileBlobStore::take_up_one(fs::path const& info) {
    auto const id = info.stem().string();
    auto const text = read_file_if_there(info);
    if (!text) return text.error();
    auto facts = *text ? parse_info(id, **text) : std::nullopt;
    struct stat part {};
    bool const there = ::stat(part_path(id).c_str(), &part) == 0;
    auto const held_bytes = there ? static_cast<std::uint64_t>(part.st_size) : 0;
    if (!facts || held_bytes < facts->offset || facts->offset > facts->size) {
        ::unlink(info.c_str());
        ::unlink(part_path(id).c_str());
        return Unit{};
    }
    if (there && ::truncate(part_path(id).c_str(), static_cast<off_t>(facts->offset)) != 0) {
        return file_error("cutting", part_path(id), errno);
    }
    auto const upload = std::make_shared<Upload>();
    upload->facts = std::move(*facts);
    uploads_.emplace(id, upload);
    return Unit{};
}

fs::path FileBlobStore::blob_path(Hash const& hash) const {
    auto const name = to_hex(hash);
    return directory_ / "blobs" / name.substr(0, 2) / name.substr(2, 2) / name;
}
fs::path FileBlobStore::part_path(std::string const& id) const {
    return directory_ / "uploads" / (id + ".part");
}
fs::path FileBlobStore::info_path(std::string const& id) const {
    return directory_ / "uploads" / (id + ".info");
}

Outcome<Unit> FileBlobStore::room_for(std::uint64_t bytes) const {
    struct statvfs disk {};
    if (::statvfs(directory_.c_str(), &disk) != 0) return file_error("asking for room on", directory_, errno);
    auto const free = static_cast<std::uint64_t>(disk.f_bavail) * disk.f_frsize;
    if (free < options_.disk_reserve_bytes || free - options_.disk_reserve_bytes < bytes) {
        return Error{"disk_full", "what is free on the disk is kept for the records"};
    }
    return Unit{};
}

Outcome<UploadClaim> FileBlobStore::begin(Hash const& hash, std::uint64_t size, std::string const& owner,
                                          std::int64_t expires_ms) {
    auto const room = room_for(size);
    if (!room) return room.error();
    auto const upload = std::make_shared<Upload>();
    upload->facts = {"", hash, size, 0, owner, expires_ms};
    upload->hash.emplace();
    upload->claims = 1;
    std::lock_guard const lock(mutex_);
    if (uploads_.size() >= options_.uploads_open_max) return Error{"uploads_full", "too many uploads are open"};
    std::array<std::uint8_t, 8> tail{};
    random_.fill(tail);
    upload->facts.id = to_hex(hash) + "-" + to_hex(tail);
    uploads_.emplace(upload->facts.id, upload);
    return UploadClaim{upload->facts, 1};
}

Outcome<FileBlobStore::Held> FileBlobStore::held(std::string const& id) {
    std::lock_guard const lock(mutex_);
    auto const found = uploads_.find(id);
    if (found == uploads_.end()) return Error{"not_found", "no such upload"};
    return found->second;
}

/// The upload with its lock held, if the claim still counts.
Outcome<FileBlobStore::Hold> FileBlobStore::held_by(UploadClaim const& claim) {
    auto upload = held(claim.facts.id);
    if (!upload) return upload.error();
    Hold hold{*upload, std::unique_lock((*upload)->mutex)};
    if (hold.upload->ended) return Error{"not_found", "the upload has ended"};
    if (hold.upload->claims != claim.number) return Error{"superseded", "another connection goes on with this upload"};
    return hold;
}

Outcome<UploadClaim> FileBlobStore::claim(std::string const& id) {
    auto const upload = held(id);
    if (!upload) return upload.error();
    std::lock_guard const lock((*upload)->mutex);
    if ((*upload)->ended) return Error{"not_found", "the upload has ended"};
    return UploadClaim{(*upload)->facts, ++(*upload)->claims};
}

Outcome<UploadFacts> FileBlobStore::find(std::string const& id) {
    auto const upload = held(id);
    if (!upload) return upload.error();
    std::lock_guard const lock((*upload)->mutex);
    if ((*upload)->ended) return Error{"not_found", "the upload has ended"};
    return (*upload)->facts;
}

Outcome<Unit> FileBlobStore::open_part(Upload& upload) {
    if (upload.file.is_open()) return Unit{};
    auto const path = part_path(upload.facts.id);
    upload.file = FileHandle(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!upload.file.is_open()) return write_error(path, errno);
    return Unit{};
}

Outcome<Unit> FileBlobStore::catch_up_hash(Upload& upload) {
    if (upload.hash) return Unit{};
    Sha256Stream hash;
    for (std::uint64_t at = 0; at < upload.facts.offset;) {
        auto const want = static_cast<std::size_t>(std::min<std::uint64_t>(copy_bytes, upload.facts.offset - at));
        auto const part = read_at(upload.file.number(), at, want, part_path(upload.facts.id));
        if (!part) return part.error();
        if (part->empty()) return Error{"file_error", "an upload's file is shorter than it was"};
        hash.update(*part);
        at += part->size();
    }
    upload.hash = std::move(hash);
    return Unit{};
}

Outcome<Unit> FileBlobStore::append(UploadClaim const& claim, ByteView bytes) {
    auto const hold = held_by(claim);
    if (!hold) return hold.error();
    auto& upload = *hold->upload;
    auto& facts = upload.facts;
    if (bytes.size() > facts.size - facts.offset) return Error{"too_long", "more bytes than were announced"};
    auto const opened = open_part(upload);
    if (!opened) return opened.error();
    auto const caught_up = catch_up_hash(upload);
    if (!caught_up) return caught_up.error();
    int wrong = 0;
    auto const written = write_at(upload.file.number(), bytes, facts.offset, wrong);
    upload.hash->update(bytes.first(written));
    facts.offset += written;
    if (wrong != 0) return write_error(part_path(facts.id), wrong);
    return Unit{};
}

Outcome<std::uint64_t> FileBlobStore::keep(UploadClaim const& claim) {
    auto const hold = held_by(claim);
    if (!hold) return hold.error();
    auto& upload = *hold->upload;
    auto& file = upload.file;
    if (file.is_open() && ::fdatasync(file.number()) != 0)
        return file_error("syncing", part_path(claim.facts.id), errno);
    file = FileHandle();  // many uploads may wait for their tablets; their descriptors need not
    auto const written = write_file_durably(info_path(claim.facts.id), info_text(upload.facts));
    if (!written) return written.error();
    return upload.facts.offset;
}

Outcome<Unit> FileBlobStore::rewind(UploadClaim const& claim, std::uint64_t offset) {
    auto const hold = held_by(claim);
    if (!hold) return hold.error();
    auto& upload = *hold->upload;
    auto& facts = upload.facts;
    if (offset >= facts.offset) return Unit{};
    auto const opened = open_part(upload);
    if (!opened) return opened.error();
    if (::ftruncate(upload.file.number(), static_cast<off_t>(offset)) != 0) {
        return file_error("cutting", part_path(facts.id), errno);
    }
    facts.offset = offset;
    upload.hash.reset();  // a hash cannot go back
    return Unit{};
}

Outcome<bool> FileBlobStore::finish(UploadClaim const& claim) {
    auto const hold = held_by(claim);
    if (!hold) return hold.error();
    auto& upload = *hold->upload;
    if (upload.facts.offset != upload.facts.size) return Error{"incomplete", "bytes are missing"};
    auto const opened = open_part(upload);
    if (!opened) return opened.error();
    auto const caught_up = catch_up_hash(upload);
    if (!caught_up) return caught_up.error();
    auto const hash = upload.hash->finish();
    upload.hash.reset();
    if (hash != upload.facts.hash) {
        drop(upload);
        return Error{"wrong_hash", "the bytes are not those that the record names; send the photo again"};
    }
    if (::fdatasync(upload.file.number()) != 0) return file_error("syncing", part_path(upload.facts.id), errno);
    auto const placed = place(upload);
    if (placed) drop(upload);
    return placed;
}

/// True when the blob is new.
Outcome<bool> FileBlobStore::place(Upload& upload) {
    auto const path = blob_path(upload.facts.hash);
    auto const made = make_private_directory(path.parent_path());
    if (!made) return made.error();
    bool is_new = false;
    {
        std::lock_guard const lock(placing_);
        is_new = ::access(path.c_str(), F_OK) != 0;
        if (is_new && ::rename(part_path(upload.facts.id).c_str(), path.c_str()) != 0) {
            return file_error("placing", path, errno);
        }
    }
    // Also when another upload was first: its rename may not be durable yet, and our answer says that it is.
    auto const synced = sync_directory(path.parent_path());
    if (!synced) return synced.error();
    return is_new;
}

/// Ends the upload; its lock is held.
void FileBlobStore::drop(Upload& upload) {
    upload.ended = true;
    upload.file = FileHandle();
    ::unlink(info_path(upload.facts.id).c_str());
    ::unlink(part_path(upload.facts.id).c_str());
    std::lock_guard const lock(mutex_);
    uploads_.erase(upload.facts.id);
}

Outcome<Unit> FileBlobStore::abandon(std::string const& id) {
    auto const upload = held(id);
    if (!upload) return upload.error();
    std::lock_guard const lock((*upload)->mutex);
    if (!(*upload)->ended) drop(**upload);
    return Unit{};
}

Outcome<std::size_t> FileBlobStore::expire(std::int64_t now_ms) {
    std::vector<Held> all;
    {
        std::lock_guard const lock(mutex_);
        for (auto const& [id, upload] : uploads_) all.push_back(upload);
    }
    std::size_t dropped = 0;
    for (auto const& upload : all) {
        std::lock_guard const lock(upload->mutex);
        if (upload->ended || upload->facts.expires_ms > now_ms) continue;
        drop(*upload);
        ++dropped;
    }
    return dropped;
}

Outcome<std::optional<std::uint64_t>> FileBlobStore::size(Hash const& hash) {
    struct stat facts {};
    if (::stat(blob_path(hash).c_str(), &facts) == 0) return std::optional(static_cast<std::uint64_t>(facts.st_size));
    if (errno == ENOENT) return std::optional<std::uint64_t>{};
    return file_error("looking at", blob_path(hash), errno);
}

Outcome<Bytes> FileBlobStore::read(Hash const& hash, std::uint64_t offset, std::size_t bytes_max) {
    auto const path = blob_path(hash);
    FileHandle const file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.is_open() && errno == ENOENT) return Error{"not_found", "no such blob"};
    if (!file.is_open()) return file_error("opening", path, errno);
    return read_at(file.number(), offset, bytes_max, path);
}

Outcome<Unit> FileBlobStore::remove(Hash const& hash) {
    auto const path = blob_path(hash);
    if (::unlink(path.c_str()) != 0) {
        if (errno == ENOENT) return Unit{};
        return file_error("removing", path, errno);
    }
    return sync_directory(path.parent_path());
}

}  // namespace mingcha
