#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>
#include <vector>

#include "server/admin/commands.hpp"
#include "server/ops/log.hpp"
#include "server/store/audit.hpp"

// A backup is a folder: the two databases, keys, photos, and `backup.json` with the SHA-256 of every file but the photos, which are named
// by theirs. It is made under a name ending in `.partial` and renamed when everything was read back and found whole.

namespace mingcha {

namespace {
namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::size_t piece_bytes = 1024 * 1024;
constexpr char const* databases[] = {"store.sqlite", "accounts.sqlite"};
constexpr char const* manifest_name = "backup.json";

/// What a folder of this shape holds, as one can tell by reading it.
struct Contents {
    AuditReport report;
    std::vector<Hash> photos;  ///< that the log says to have arrived
};

Outcome<Hash> hash_of(fs::path const& file) {
    FileHandle const open_file = open_to_read(file);
    if (!open_file.is_open()) return file_error("opening", file, errno);
    Sha256Stream hash;
    Bytes piece(piece_bytes);
    for (;;) {
        auto const got = read_piece(open_file, piece);
        if (!got) return got.error();
        if (*got == 0) return hash.finish();
        hash.update(ByteView(piece).first(*got));
    }
}

Outcome<Unit> copy_database(fs::path const& from, fs::path const& to) {
    auto const copied = sqlite::guarded("copying " + from.filename().string(), [&] {
        sqlite::Database db(from.string(), sqlite::Access::read_only);
        sqlite::Statement(db, "VACUUM INTO ?1").with(std::string_view(to.string())).run();
        return Unit{};
    });
    return copied ? sync_file(to) : copied;
}

Outcome<Unit> copy_photo(BlobStore& from, BlobStore& to, Hash const& hash) {
    auto const size = from.size(hash);
    if (!size) return size.error();
    if (!*size) return Error{"photo_missing", "photo " + to_hex(hash) + ": its file is missing"};
    if (auto const there = to.size(hash); there && *there) return Unit{};
    auto const claim = to.begin(hash, **size, "backup", INT64_MAX);
    if (!claim) return claim.error();
    for (std::uint64_t at = 0; at < **size;) {
        auto const piece = from.read(hash, at, piece_bytes);
        if (!piece) return piece.error();
        if (auto const added = to.append(*claim, *piece); !added) return added.error();
        at += piece->size();
    }
    auto const done = to.finish(*claim);
    return done ? Outcome<Unit>(Unit{}) : Outcome<Unit>(done.error().with_context("photo " + to_hex(hash)));
}

Outcome<Unit> copy_small_files(fs::path const& from, fs::path const& to, Json& files) {
    std::vector<fs::path> names;
    std::error_code wrong;
    for (auto const& entry : fs::directory_iterator(from / "keys", wrong))
        names.push_back("keys" / entry.path().filename());
    if (fs::exists(from / "demo", wrong)) names.emplace_back("demo");
    if (auto const made = make_private_directory(to / "keys"); !made) return made.error();
    std::ranges::sort(names);
    for (auto const& name : names) {
        auto const content = read_file_if_there(from / name);
        if (!content) return content.error();
        if (!*content) continue;
        if (auto const written = write_file_durably(to / name, **content); !written) return written.error();
        files[name.string()] = to_hex(sha256(view(**content)));
    }
    return Unit{};
}

/// Reads a folder back: every file against the manifest, the log and the records against each other, every photo against its name.
Outcome<Contents> read_back(fs::path const& folder, Json const& manifest) {
    for (auto const& [name, hash] : manifest.at("files").items()) {
        auto const found = hash_of(folder / name);
        if (!found) return found.error();
        if (to_hex(*found) != hash.get<std::string>())
            return Error{"backup_damaged", name + " is not what was backed up; take another backup"};
    }
    Contents out;
    auto const identity = from_hex(manifest.at("identity").get<std::string>());
    if (!identity || identity->size() != PublicKey{}.size())
        return Error{"backup_damaged", "backup.json names no identity"};
    PublicKey key{};
    std::ranges::copy(*identity, key.begin());
    auto const read = sqlite::guarded("reading store.sqlite back", [&] {
        sqlite::Database db((folder / databases[0]).string(), sqlite::Access::read_only);
        out.report = audit(db, key);
        out.photos = arrived_photos(db);
        return Unit{};
    });
    if (!read) return read.error();
    if (!out.report.faults.empty()) return Error{"backup_damaged", "store.sqlite: " + out.report.faults.front()};
    SystemRandom random;
    auto const photos = FileBlobStore::open_beside(folder / "photos", random);
    for (auto const& hash : out.photos)
        if (auto const fault = photo_fault(*photos, hash); !fault.empty())
            return Error{"backup_damaged", "photo " + to_hex(hash) + ": " + fault};
    return out;
}

Outcome<Unit> copy_all(fs::path const& from, fs::path const& to, Json& files) {
    for (auto const* name : databases) {
        if (auto const copied = copy_database(from / name, to / name); !copied) return copied.error();
        auto const hash = hash_of(to / name);
        if (!hash) return hash.error();
        files[name] = to_hex(*hash);
    }
    return copy_small_files(from, to, files);
}

Outcome<Unit> copy_photos(fs::path const& from, fs::path const& to, std::vector<Hash> const& photos) {
    SystemRandom random;
    auto const source = FileBlobStore::open_beside(from / "photos", random);
    auto target = FileBlobStore::open(to / "photos", random, {});
    if (!target) return target.error();
    for (auto const& hash : photos)
        if (auto const copied = copy_photo(*source, **target, hash); !copied) return copied.error();
    return Unit{};
}

Outcome<std::vector<Hash>> photos_of(fs::path const& store) {
    return sqlite::guarded("listing photos", [&] {
        sqlite::Database db(store.string(), sqlite::Access::read_only);
        return arrived_photos(db);
    });
}

std::string counted(Contents const& contents) {
    auto const& report = contents.report;
    return std::to_string(report.leaves) + " leaves, " + std::to_string(report.batches) + " batches, " +
           std::to_string(report.records) + " records, " + std::to_string(contents.photos.size()) + " photos";
}

Outcome<Contents> make_backup(fs::path const& directory, fs::path const& partial, std::string const& made) {
    SystemRandom random;
    SystemClock clock;
    // Opening makes what is not there: a backup must change nothing.
    if (!fs::exists(directory / databases[0]) || !fs::exists(directory / "keys" / "identity.key"))
        return Error{"no_office",
                     directory.string() + " holds no office with its keys; give its directory with --data"};
    auto const keys = open_server_keys(directory / "keys", random, clock.now().time_ms);
    if (!keys) return keys.error();
    if (auto const there = make_private_directory(partial); !there) return there.error();
    Json manifest{{"format", "mingcha-backup/1"},
                  {"made", made},
                  {"identity", to_hex(keys->identity.public_key())},
                  {"files", Json::object()}};
    if (auto const copied = copy_all(directory, partial, manifest["files"]); !copied) return copied.error();
    auto const photos = photos_of(partial / databases[0]);
    if (!photos) return photos.error();
    if (auto const copied = copy_photos(directory, partial, *photos); !copied) return copied.error();
    if (auto const written = write_file_durably(partial / manifest_name, manifest.dump(2)); !written)
        return written.error();
    return read_back(partial, manifest);
}

Outcome<Json> manifest_of(fs::path const& folder) {
    auto const text = read_file_if_there(folder / manifest_name);
    if (!text) return text.error();
    auto const json = *text ? Json::parse(**text, nullptr, false) : Json();
    bool const known = json.is_object() && json.value("format", "") == "mingcha-backup/1" && json.contains("files") &&
                       json["files"].is_object() && json.contains("identity") && json["identity"].is_string();
    if (!known)
        return Error{"no_backup", folder.string() + " is no backup: it has no " + manifest_name + " of this version"};
    for (auto const& [name, hash] : json["files"].items())
        if (!hash.is_string() || fs::path(name).is_absolute() || name.find("..") != std::string::npos)
            return Error{"backup_damaged", std::string(manifest_name) + " names " + name};
    return json;
}

Outcome<Unit> fill(fs::path const& folder, fs::path const& directory, std::vector<Hash> const& photos) {
    if (auto const made = make_private_directory(directory); !made) return made.error();
    Json files = Json::object();
    if (auto const copied = copy_all(folder, directory, files); !copied) return copied.error();
    if (auto const copied = copy_photos(folder, directory, photos); !copied) return copied.error();
    auto data = OfficeData::open(directory);
    if (!data) return data.error();
    // Said by command, so no tablet has to find out: what it holds beyond this backup it offers again at its next contact.
    return (*data)->store->begin_epoch();
}

Outcome<Contents> restore(fs::path const& folder, fs::path const& directory) {
    auto const manifest = manifest_of(folder);
    if (!manifest) return manifest.error();
    std::error_code wrong;
    if (fs::exists(directory) && !fs::is_empty(directory, wrong))
        return Error{"not_empty", directory.string() + " is not empty; a restore goes into a new directory"};
    auto const whole = read_back(folder, *manifest);  // before anything is made
    if (!whole) return whole.error();
    if (auto const filled = fill(folder, directory, whole->photos); !filled) {
        for (auto const& made : fs::directory_iterator(directory, wrong)) fs::remove_all(made.path(), wrong);
        return filled.error();
    }
    return *whole;
}
}  // namespace

int run_backup(std::string const& directory, std::string const& to) {
    SystemClock clock;
    auto made = utc_text(clock.now().time_ms);
    auto stamp = made;
    std::ranges::replace(stamp, ':', '-');
    auto const folder = fs::path(to) / ("mingcha-" + stamp);
    auto const partial = fs::path(folder.string() + ".partial");
    auto const contents = make_backup(directory, partial, made);
    if (!contents) {
        std::error_code ignored;
        fs::remove_all(partial, ignored);
        return failed(contents.error());
    }
    std::error_code wrong;
    fs::rename(partial, folder, wrong);
    if (wrong) return failed({"file_error", "naming " + folder.string() + ": " + wrong.message()});
    if (auto const synced = sync_directory(to); !synced) return failed(synced.error());
    std::cout << "backup " << folder.string() << "\n"
              << counted(*contents) << ", read back and whole\n"
              << "it holds the office's private keys: keep it as safe as the office\n";
    return 0;
}

int run_restore(std::string const& from, std::string const& directory) {
    auto const contents = restore(from, directory);
    if (!contents) return failed(contents.error());
    std::cout << "restored " << from << " into " << directory << ": " << counted(*contents) << "\n"
              << "serve it at the old address; tablets offer again by themselves what this backup does not hold\n";
    return 0;
}

}  // namespace mingcha
