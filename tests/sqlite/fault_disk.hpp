#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/bytes.hpp"
#include "shared/base/random.hpp"

namespace mingcha::sqlite {

/// What goes wrong with a disk.
enum class Fault {
    io_error,  ///< the operation fails, nothing of it is on the disk
    full,      ///< a write that needs room fails
    cut,       ///< the power goes: the operation and all after it fail until `power_on`
    kill       ///< the process ends: as `cut`, but what was written stays
};

/// A disk in memory under real SQLite, whose power can go at any write. Until a file is synced, each of its writes may reach the platter
/// or not, in any order, and a write of several sectors in part; a file whose folder was not synced may be missing, or there again. The same seed and
/// the same calls give the same bytes. Paths of other files go to the system's own disk. One thread.
class FaultDisk {
public:
    explicit FaultDisk(std::uint64_t seed);
    ~FaultDisk();
    FaultDisk(FaultDisk const&) = delete;
    FaultDisk& operator=(FaultDisk const&) = delete;

    /// Where SQLite finds a file of this disk.
    [[nodiscard]] std::string path(std::string_view name) const;

    /// The nth operation from now fails, 1 = the next one. `cut` and `kill` count only operations that change the disk. `lasts`: so do
    /// all after it, until `heal`.
    void fail_at(std::uint64_t nth, Fault fault, bool lasts = false);
    void heal();
    /// While paused nothing fails and nothing is counted.
    void pause(bool on) { paused_ += on ? 1 : -1; }
    /// Operations since the last `fail_at` or `heal`: `io` = all, `changes` = those that change the disk.
    [[nodiscard]] std::uint64_t operations() const { return operations_; }
    [[nodiscard]] std::uint64_t changes() const { return changes_; }
    [[nodiscard]] bool is_off() const { return is_off_; }
    /// The program ends now, by the power or by a signal.
    void end(Fault fault);
    /// Handles of before stay dead. What a cut left behind is decided here.
    void power_on();

    /// Every file as it stands, for copies of a device and backups of an office.
    using Files = std::map<std::string, Bytes>;
    [[nodiscard]] Files files() const;
    /// The disk holds these files, durably, and nothing else.
    void put(Files const& files);

    static constexpr std::size_t sector = 512;

    // What the file system asks; codes are SQLite's.
    struct Change {
        bool is_truncate = false;
        std::uint64_t offset = 0;
        Bytes data;
        Bytes before;  ///< what stood from `offset` on
        std::uint64_t size_before = 0;
    };
    struct File {
        Bytes current;
        std::vector<Change> unsynced;  ///< without them `current` is what is durable
        bool is_durable = false;       ///< its name would survive
        bool is_gone = false;          ///< deleted, not durably
        std::map<void const*, int> locks;
        std::vector<std::unique_ptr<std::array<std::uint8_t, 32'768>>> shared;
        struct Slot {
            int readers = 0;
            void const* writer = nullptr;
        };
        std::array<Slot, 8> slots{};
        std::map<void const*, std::uint32_t> shared_by, owned_by;  ///< slots held, as bits

        void write(std::uint64_t offset, ByteView data);
        void truncate(std::uint64_t size);
    };
    enum class Kind { look, change, grow };
    /// 0, or SQLite's code of the fault that this operation meets.
    [[nodiscard]] int meet(Kind kind, int io_code);
    [[nodiscard]] std::shared_ptr<File> find(std::string const& name) const;
    [[nodiscard]] std::shared_ptr<File> make(std::string const& name);
    void remove(std::string const& name, bool durably);
    /// What is there, and what is not, would be so after a cut.
    void sync_names();
    [[nodiscard]] std::uint64_t life() const { return life_; }
    void fill_random(std::uint8_t* to, std::size_t size);

private:
    void settle(File& file);

    std::uint64_t number_;
    SeededRandom random_;
    std::map<std::string, std::shared_ptr<File>> files_;
    std::uint64_t operations_ = 0, changes_ = 0, fails_at_ = 0;
    Fault fault_ = Fault::io_error;
    int paused_ = 0;
    bool lasts_ = false, is_off_ = false, keeps_all_ = false;
    std::uint64_t life_ = 1;
};

}  // namespace mingcha::sqlite
