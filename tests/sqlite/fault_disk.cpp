#include "tests/sqlite/fault_disk.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <ranges>

#include "tests/sqlite/fault_vfs.hpp"

namespace mingcha::sqlite {

FaultDisk::FaultDisk(std::uint64_t seed) : number_(vfs::add(*this)), random_(seed) {
    sqlite3_randomness(0, nullptr);  // SQLite's own generator begins anew, from this seed
}
FaultDisk::~FaultDisk() {
    vfs::drop(number_);
}

std::string FaultDisk::path(std::string_view name) const {
    return vfs::prefix_of(number_) + std::string(name);
}

void FaultDisk::fail_at(std::uint64_t nth, Fault fault, bool lasts) {
    heal();
    fails_at_ = nth;
    fault_ = fault;
    lasts_ = lasts;
}
void FaultDisk::heal() {
    operations_ = changes_ = fails_at_ = 0;
}

int FaultDisk::meet(Kind kind, int io_code) {
    if (is_off_) return io_code;
    if (paused_ > 0) return SQLITE_OK;
    ++operations_;
    bool const changes = kind != Kind::look;
    if (changes) ++changes_;
    if (fails_at_ == 0) return SQLITE_OK;
    bool const ends = fault_ == Fault::cut || fault_ == Fault::kill;
    if (ends && !changes) return SQLITE_OK;
    auto const at = ends ? changes_ : operations_;
    if (at < fails_at_ || (at > fails_at_ && !lasts_)) return SQLITE_OK;
    if (ends) return end(fault_), io_code;
    if (fault_ == Fault::full) return kind == Kind::grow ? SQLITE_FULL : SQLITE_OK;
    return io_code;
}

void FaultDisk::end(Fault fault) {
    is_off_ = true;
    keeps_all_ = fault == Fault::kill;
}

void FaultDisk::File::write(std::uint64_t offset, ByteView data) {
    auto const size_before = current.size();
    auto const at = current.begin() + static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(offset, size_before));
    auto const covered = std::min<std::ptrdiff_t>(current.end() - at, static_cast<std::ptrdiff_t>(data.size()));
    unsynced.push_back({false, offset, {data.begin(), data.end()}, {at, at + covered}, size_before});
    if (size_before < offset + data.size()) current.resize(offset + data.size(), 0);
    std::ranges::copy(data, current.begin() + static_cast<std::ptrdiff_t>(offset));
}

void FaultDisk::File::truncate(std::uint64_t size) {
    auto const size_before = current.size();
    auto const at = current.begin() + static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(size, size_before));
    unsynced.push_back({true, size, {}, {at, current.end()}, size_before});
    current.resize(size, 0);
}

/// Of what was not synced, any part may be on the platter.
void FaultDisk::settle(File& file) {
    if (!keeps_all_ && !file.unsynced.empty()) {
        Bytes left = std::move(file.current);
        for (auto const& change : std::views::reverse(file.unsynced)) {
            left.resize(change.size_before, 0);
            std::ranges::copy(change.before, left.begin() + static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(
                                                                change.offset, change.size_before)));
        }
        for (auto const& change : file.unsynced) {
            auto const luck = random_.below(4);
            if (luck == 0) continue;
            if (change.is_truncate) {
                left.resize(change.offset, 0);
                continue;
            }
            auto size = change.data.size();
            if (luck == 1 && size > sector) size = sector * (1 + random_.below(size / sector));  // torn
            if (left.size() < change.offset + size) left.resize(change.offset + size, 0);
            std::copy_n(change.data.begin(), size, left.begin() + static_cast<std::ptrdiff_t>(change.offset));
        }
        file.current = std::move(left);
    }
    file.unsynced.clear();
    file.locks.clear();
    file.shared.clear();
    file.slots = {};
    file.shared_by.clear();
    file.owned_by.clear();
}

void FaultDisk::power_on() {
    for (auto at = files_.begin(); at != files_.end();) {
        auto& file = *at->second;
        bool const vanishes = keeps_all_ ? file.is_gone : !file.is_durable && random_.below(2) == 0;
        if (vanishes) {
            at = files_.erase(at);
            continue;
        }
        file.is_gone = false;  // a deletion that was not synced may not have happened
        settle(file);
        file.is_durable = true;
        ++at;
    }
    ++life_;
    is_off_ = false;
    heal();
}

FaultDisk::Files FaultDisk::files() const {
    Files out;
    for (auto const& [name, file] : files_)
        if (!file->is_gone) out[name] = file->current;
    return out;
}

void FaultDisk::put(Files const& files) {
    files_.clear();
    for (auto const& [name, bytes] : files) {
        auto file = std::make_shared<File>();
        file->current = bytes;
        file->is_durable = true;
        files_[name] = std::move(file);
    }
    ++life_;
    is_off_ = false;
    heal();
}

std::shared_ptr<FaultDisk::File> FaultDisk::find(std::string const& name) const {
    auto const found = files_.find(name);
    return found == files_.end() || found->second->is_gone ? nullptr : found->second;
}

std::shared_ptr<FaultDisk::File> FaultDisk::make(std::string const& name) {
    auto& file = files_[name];
    if (!file) file = std::make_shared<File>();
    if (std::exchange(file->is_gone, false)) file->truncate(0);
    return file;
}

void FaultDisk::remove(std::string const& name, bool durably) {
    auto const found = files_.find(name);
    if (found == files_.end()) return;
    if (durably)
        files_.erase(found);
    else
        found->second->is_gone = true;
}

void FaultDisk::sync_names() {
    std::erase_if(files_, [](auto const& each) { return each.second->is_gone; });
    for (auto& [name, file] : files_) file->is_durable = true;
}

void FaultDisk::fill_random(std::uint8_t* to, std::size_t size) {
    random_.fill(std::span(to, size));
}

}  // namespace mingcha::sqlite
