#include "tests/sim/store_place.hpp"

#include <malloc.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>

#include "shared/sqlite/database.hpp"

namespace mingcha::sim {

namespace fs = std::filesystem;

ImageFile::ImageFile() {
    static std::atomic<unsigned> count = 0;
    fs::path const memory = "/dev/shm";  // an image needs no disk of its own
    auto const folder = fs::is_directory(memory) ? memory : fs::temp_directory_path();
    path_ = folder / ("mingcha-sim-" + std::to_string(::getpid()) + "-" + std::to_string(++count));
    fs::remove(path_);
}

ImageFile::~ImageFile() {
    std::error_code ignored;
    for (auto const* tail : {"", "-wal", "-shm"}) fs::remove(path_ + tail, ignored);
}

StorePlace::StorePlace(bool on_disk, std::uint64_t seed) {
    // Each history makes its stores anew: memory that goes back to the system between them costs more than half of the time.
    [[maybe_unused]] static bool const keeps_memory =
        ::mallopt(M_TRIM_THRESHOLD, 1 << 30) && ::mallopt(M_MMAP_THRESHOLD, 1 << 25);
    if (on_disk) disk_ = std::make_unique<sqlite::FaultDisk>(seed);
}

std::string StorePlace::path() const {
    return disk_ ? disk_->path("store.db") : file_ ? file_->path() : ":memory:";
}

void StorePlace::put(StoreImage const& image) {
    if (disk_) return disk_->put(image.files);
    file_ = std::make_shared<ImageFile>();
    fs::copy_file(image.file->path(), file_->path());
}

void StorePlace::mend() {
    if (!disk_) return;
    if (disk_->is_off())
        disk_->power_on();
    else
        disk_->heal();
    MC_CHECK(is_whole());
}

bool StorePlace::is_whole() {
    if (!disk_) return true;
    auto const still = calm();
    sqlite::Database db(path());
    sqlite::Statement whole(db, "PRAGMA integrity_check");
    return whole.step() && whole.text(0) == "ok";
}

}  // namespace mingcha::sim
