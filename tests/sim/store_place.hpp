#pragma once

#include <memory>
#include <optional>
#include <string>

#include "shared/base/outcome.hpp"
#include "tests/sqlite/fault_disk.hpp"

namespace mingcha::sim {

/// A file that goes when its owner goes: images of stores that are in memory.
class ImageFile {
public:
    ImageFile();
    ~ImageFile();
    ImageFile(ImageFile const&) = delete;
    ImageFile& operator=(ImageFile const&) = delete;
    [[nodiscard]] std::string const& path() const { return path_; }

private:
    std::string path_;
};

struct StoreImage {
    std::shared_ptr<ImageFile> file;
    sqlite::FaultDisk::Files files;
};

/// Where a store of the simulator lives: in memory, or on a disk that can fail and lose power.
class StorePlace {
public:
    StorePlace(bool on_disk, std::uint64_t seed);

    [[nodiscard]] sqlite::FaultDisk* disk() { return disk_.get(); }

    /// Opens the store: `open(path)` gives an Outcome. Where the disk is off or fails, it is mended first: that a store opens then is a
    /// promise, and so is that SQLite finds nothing wrong with it.
    template <typename Open>
    auto open(Open open) {
        if (disk_ && !disk_->is_off())
            if (auto opened = open(path())) return *std::move(opened);
        mend();
        auto opened = open(path());
        MC_CHECK(opened);
        return *std::move(opened);
    }

    /// SQLite finds nothing wrong with it. True of stores in memory.
    [[nodiscard]] bool is_whole();
    /// A live image; `copy(path)` writes one of a store in memory.
    template <typename Copy>
    StoreImage image(Copy copy) {
        if (disk_) return {nullptr, disk_->files()};
        StoreImage out{std::make_shared<ImageFile>(), {}};
        MC_CHECK(copy(out.file->path()));
        return out;
    }
    /// While the store is closed.
    void put(StoreImage const& image);

    /// While it lives, nothing fails: for those who only look on.
    class Calm {
    public:
        explicit Calm(sqlite::FaultDisk* disk) : disk_(disk) {
            if (disk_) disk_->pause(true);
        }
        ~Calm() {
            if (disk_) disk_->pause(false);
        }
        Calm(Calm const&) = delete;
        Calm& operator=(Calm const&) = delete;

    private:
        sqlite::FaultDisk* disk_;
    };
    [[nodiscard]] Calm calm() { return Calm(disk_.get()); }

private:
    void mend();
    [[nodiscard]] std::string path() const;

    std::unique_ptr<sqlite::FaultDisk> disk_;
    std::shared_ptr<ImageFile> file_;  // of a store in memory that was restored from an image
};

}  // namespace mingcha::sim
