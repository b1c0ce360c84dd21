#include "tests/sqlite/fault_vfs.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <new>

#include "tests/sqlite/fault_disk.hpp"
#include "tests/sqlite/fault_memory.hpp"

namespace mingcha::sqlite::vfs {

namespace {
constexpr std::string_view root = "/fault-disk/";

std::map<std::uint64_t, FaultDisk*>& disks() {
    static std::map<std::uint64_t, FaultDisk*> all;
    return all;
}
sqlite3_vfs* system_vfs = nullptr;

struct Place {
    FaultDisk* disk = nullptr;
    std::string name;
};
/// The disk of a path; none for paths of the system's.
Place place_of(char const* path) {
    std::string_view text = path ? path : "";
    if (!text.starts_with(root)) return {};
    text.remove_prefix(root.size());
    std::uint64_t number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    auto const found = disks().find(number);
    if (error != std::errc{} || found == disks().end()) return {};
    return {found->second, std::string(end + 1, text.data() + text.size())};
}

/// What SQLite holds of an open file. Lives in memory that SQLite gives, so it is made and ended by hand.
struct Handle {
    sqlite3_file base;
    std::uint64_t number;
    std::uint64_t life;
    std::shared_ptr<FaultDisk::File> file;
    std::string name;
    bool deletes, syncs_folder;

    /// The disk, unless it is gone or has been off since this file was opened.
    [[nodiscard]] FaultDisk* disk() const {
        auto const found = disks().find(number);
        return found == disks().end() || found->second->life() != life || found->second->is_off() ? nullptr
                                                                                                  : found->second;
    }
};
Handle& of(sqlite3_file* file) {
    return *reinterpret_cast<Handle*>(file);
}

/// No memory is missing here: what is thrown cannot pass through SQLite.
using Calm = fault_memory::Scope;
using Kind = FaultDisk::Kind;
int meet(Handle& at, Kind kind, int code) {
    auto* disk = at.disk();
    return disk ? disk->meet(kind, code) : code;
}

int close(sqlite3_file* file) {
    Calm const calm(false);
    auto& at = of(file);
    if (auto* disk = at.disk()) {
        at.file->locks.erase(file);
        if (at.deletes) disk->remove(at.name, true);
    }
    at.~Handle();
    return SQLITE_OK;
}

int read(sqlite3_file* file, void* to, int size, sqlite3_int64 offset) {
    auto& at = of(file);
    if (int const code = meet(at, Kind::look, SQLITE_IOERR_READ)) return code;
    auto const& bytes = at.file->current;
    auto const from = std::min(static_cast<std::size_t>(offset), bytes.size());
    auto const count = std::min(static_cast<std::size_t>(size), bytes.size() - from);
    if (count > 0) std::memcpy(to, bytes.data() + from, count);
    if (count == static_cast<std::size_t>(size)) return SQLITE_OK;
    std::memset(static_cast<char*>(to) + count, 0, static_cast<std::size_t>(size) - count);
    return SQLITE_IOERR_SHORT_READ;
}

int write(sqlite3_file* file, void const* from, int size, sqlite3_int64 offset) {
    Calm const calm(false);
    auto& at = of(file);
    auto const start = static_cast<std::size_t>(offset), count = static_cast<std::size_t>(size);
    bool const grows = start + count > at.file->current.size();
    if (int const code = meet(at, grows ? Kind::grow : Kind::change, SQLITE_IOERR_WRITE)) return code;
    at.file->write(start, {static_cast<std::uint8_t const*>(from), count});
    return SQLITE_OK;
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
    Calm const calm(false);
    auto& at = of(file);
    if (int const code = meet(at, Kind::change, SQLITE_IOERR_TRUNCATE)) return code;
    at.file->truncate(static_cast<std::uint64_t>(size));
    return SQLITE_OK;
}

int sync(sqlite3_file* file, int) {
    Calm const calm(false);
    auto& at = of(file);
    if (int const code = meet(at, Kind::change, SQLITE_IOERR_FSYNC)) return code;
    at.file->unsynced.clear();
    // SQLite's own file system syncs the folder with the first sync of a new journal or log, and with nothing else.
    if (std::exchange(at.syncs_folder, false)) at.disk()->sync_names();
    return SQLITE_OK;
}

int file_size(sqlite3_file* file, sqlite3_int64* out) {
    auto& at = of(file);
    if (int const code = meet(at, Kind::look, SQLITE_IOERR_FSTAT)) return code;
    *out = static_cast<sqlite3_int64>(at.file->current.size());
    return SQLITE_OK;
}

int others_at_least(Handle const& at, sqlite3_file const* self, int level) {
    return static_cast<int>(std::ranges::count_if(
        at.file->locks, [&](auto const& one) { return one.first != self && one.second >= level; }));
}
int lock(sqlite3_file* file, int level) {
    Calm const calm(false);
    auto& at = of(file);
    if (!at.disk()) return SQLITE_IOERR_LOCK;
    auto& mine = at.file->locks[file];
    if (mine >= level) return SQLITE_OK;
    if (level == SQLITE_LOCK_SHARED && others_at_least(at, file, SQLITE_LOCK_PENDING) > 0) return SQLITE_BUSY;
    if (level == SQLITE_LOCK_RESERVED && others_at_least(at, file, SQLITE_LOCK_RESERVED) > 0) return SQLITE_BUSY;
    if (level == SQLITE_LOCK_EXCLUSIVE && others_at_least(at, file, SQLITE_LOCK_SHARED) > 0) {
        if (mine >= SQLITE_LOCK_RESERVED) mine = SQLITE_LOCK_PENDING;
        return SQLITE_BUSY;
    }
    mine = level;
    return SQLITE_OK;
}
int unlock(sqlite3_file* file, int level) {
    Calm const calm(false);
    auto& at = of(file);
    if (!at.disk()) return SQLITE_OK;
    if (level == SQLITE_LOCK_NONE)
        at.file->locks.erase(file);
    else
        at.file->locks[file] = std::min(at.file->locks[file], level);
    return SQLITE_OK;
}
int check_reserved(sqlite3_file* file, int* out) {
    auto& at = of(file);
    *out = others_at_least(at, nullptr, SQLITE_LOCK_RESERVED) > 0;
    return SQLITE_OK;
}
int control(sqlite3_file*, int, void*) {
    return SQLITE_NOTFOUND;
}
int sector_size(sqlite3_file*) {
    return FaultDisk::sector;
}
int characteristics(sqlite3_file*) {
    return 0;  // nothing is atomic, nothing in order
}

int shm_map(sqlite3_file* file, int region, int size, int extend, void volatile** out) {
    Calm const calm(false);
    auto& at = of(file);
    if (!at.disk()) return SQLITE_IOERR_SHMMAP;
    auto& regions = at.file->shared;
    auto const index = static_cast<std::size_t>(region);
    *out = nullptr;
    if (static_cast<std::size_t>(size) != sizeof(*regions.front())) return SQLITE_IOERR_SHMMAP;
    if (index >= regions.size() && !extend) return SQLITE_OK;
    while (regions.size() <= index) regions.push_back(std::make_unique<std::array<std::uint8_t, 32'768>>());
    *out = regions[index]->data();
    return SQLITE_OK;
}

std::uint32_t bits(int first, int count) {
    return ((1u << count) - 1u) << first;
}
int shm_lock(sqlite3_file* file, int first, int count, int flags) {
    Calm const calm(false);
    auto& at = of(file);
    if (!at.disk()) return SQLITE_IOERR_SHMLOCK;
    auto& held = (flags & SQLITE_SHM_SHARED) ? at.file->shared_by[file] : at.file->owned_by[file];
    auto const wanted = bits(first, count);
    auto const slot = [&](int i) -> FaultDisk::File::Slot& { return at.file->slots[static_cast<std::size_t>(i)]; };
    if (flags & SQLITE_SHM_UNLOCK) {
        for (int i = first; i < first + count; ++i) {
            if (!(held & bits(i, 1))) continue;
            if (flags & SQLITE_SHM_SHARED)
                --slot(i).readers;
            else
                slot(i).writer = nullptr;
        }
        held &= ~wanted;
        return SQLITE_OK;
    }
    bool const shares = (flags & SQLITE_SHM_SHARED) != 0;
    for (int i = first; i < first + count; ++i) {
        auto const own = (at.file->shared_by[file] & bits(i, 1)) ? 1 : 0;
        if (slot(i).writer && slot(i).writer != file) return SQLITE_BUSY;
        if (!shares && slot(i).readers > own) return SQLITE_BUSY;
    }
    for (int i = first; i < first + count; ++i) {
        if (held & bits(i, 1)) continue;
        if (shares)
            ++slot(i).readers;
        else
            slot(i).writer = file;
    }
    held |= wanted;
    return SQLITE_OK;
}
void shm_barrier(sqlite3_file*) {}
int shm_unmap(sqlite3_file* file, int deletes) {
    Calm const calm(false);
    auto& at = of(file);
    if (!at.disk()) return SQLITE_OK;
    at.file->shared_by.erase(file);
    at.file->owned_by.erase(file);
    if (deletes) at.file->shared.clear();
    return SQLITE_OK;
}

constexpr sqlite3_io_methods methods = {
    2,         close,          read,    write,       truncate,        sync,    file_size, lock,
    unlock,    check_reserved, control, sector_size, characteristics, shm_map, shm_lock,  shm_barrier,
    shm_unmap, nullptr,        nullptr};

int open(sqlite3_vfs*, sqlite3_filename path, sqlite3_file* file, int flags, int* out_flags) {
    Calm const calm(false);
    auto const place = place_of(path);
    if (!place.disk) return system_vfs->xOpen(system_vfs, path, file, flags, out_flags);
    file->pMethods = nullptr;
    if (place.disk->is_off()) return SQLITE_CANTOPEN;
    auto found = place.disk->find(place.name);
    bool const is_new = !found;
    if (is_new) {
        if (!(flags & SQLITE_OPEN_CREATE)) return SQLITE_CANTOPEN;
        if (place.disk->meet(Kind::grow, SQLITE_CANTOPEN)) return SQLITE_CANTOPEN;
        found = place.disk->make(place.name);
    } else if (place.disk->meet(Kind::look, SQLITE_CANTOPEN)) {
        return SQLITE_CANTOPEN;
    }
    std::uint64_t number = 0;
    for (auto const& [each, disk] : disks())
        if (disk == place.disk) number = each;
    bool const is_journal = (flags & (SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL | SQLITE_OPEN_WAL)) != 0;
    bool const deletes = (flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
    new (file) Handle{{&methods}, number, place.disk->life(), found, place.name, deletes, is_new && is_journal};
    if (out_flags) *out_flags = flags;
    return SQLITE_OK;
}

int remove(sqlite3_vfs*, char const* path, int durably) {
    Calm const calm(false);
    auto const place = place_of(path);
    if (!place.disk) return system_vfs->xDelete(system_vfs, path, durably);
    if (int const code = place.disk->meet(Kind::change, SQLITE_IOERR_DELETE)) return code;
    if (!place.disk->find(place.name)) return SQLITE_IOERR_DELETE_NOENT;
    place.disk->remove(place.name, durably != 0);
    return SQLITE_OK;
}

int access(sqlite3_vfs*, char const* path, int flags, int* out) {
    Calm const calm(false);
    auto const place = place_of(path);
    if (!place.disk) return system_vfs->xAccess(system_vfs, path, flags, out);
    if (int const code = place.disk->meet(Kind::look, SQLITE_IOERR_ACCESS)) return code;
    auto const found = place.disk->find(place.name);
    *out = found && (flags != SQLITE_ACCESS_EXISTS || !found->current.empty());
    return SQLITE_OK;
}

int full_path(sqlite3_vfs*, char const* path, int size, char* out) {
    Calm const calm(false);
    if (!place_of(path).disk) return system_vfs->xFullPathname(system_vfs, path, size, out);
    sqlite3_snprintf(size, out, "%s", path);
    return SQLITE_OK;
}

/// The newest disk's seed decides: salts of a write-ahead log are part of what a seed replays.
int randomness(sqlite3_vfs*, int size, char* out) {
    Calm const calm(false);
    if (disks().empty()) return system_vfs->xRandomness(system_vfs, size, out);
    disks().rbegin()->second->fill_random(reinterpret_cast<std::uint8_t*>(out), static_cast<std::size_t>(size));
    return size;
}
int sleep(sqlite3_vfs*, int microseconds) {
    return microseconds;  // virtual time: nobody else runs meanwhile
}
int current_time(sqlite3_vfs* self, double* out) {
    return system_vfs->xCurrentTime(self, out);
}
int last_error(sqlite3_vfs*, int, char*) {
    return 0;
}

sqlite3_vfs& ours() {
    static sqlite3_vfs vfs = [] {
        system_vfs = sqlite3_vfs_find(nullptr);
        sqlite3_vfs out = *system_vfs;
        out.szOsFile = std::max(system_vfs->szOsFile, static_cast<int>(sizeof(Handle)));
        out.zName = "mingcha-fault";
        out.pNext = nullptr;
        out.xOpen = open;
        out.xDelete = remove;
        out.xAccess = access;
        out.xFullPathname = full_path;
        out.xRandomness = randomness;
        out.xSleep = sleep;
        out.xCurrentTime = current_time;
        out.xGetLastError = last_error;
        return out;
    }();
    return vfs;
}
}  // namespace

std::uint64_t add(FaultDisk& disk) {
    static std::uint64_t made = 0;
    if (made == 0) sqlite3_vfs_register(&ours(), 1);
    disks()[++made] = &disk;
    return made;
}
void drop(std::uint64_t number) {
    disks().erase(number);
}
std::string prefix_of(std::uint64_t number) {
    return std::string(root) + std::to_string(number) + "/";
}

}  // namespace mingcha::sqlite::vfs
