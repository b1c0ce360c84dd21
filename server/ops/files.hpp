#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "shared/base/outcome.hpp"

namespace mingcha {

/// Small files that must survive a power cut. Errors: `disk_full`, `file_error` (with the system's words).

/// The error for `errno` after a failed call on `what` (a file name, for an engineer).
[[nodiscard]] Error file_error(std::string_view doing, std::filesystem::path const& what, int number);

/// Writes beside, syncs, renames over `path`, syncs the directory: after a crash there is the old file or the new one.
/// Mode 0600.
[[nodiscard]] Outcome<Unit> write_file_durably(std::filesystem::path const& path, std::string_view content);
/// The whole file (at most 1 MB), or nothing when there is none.
[[nodiscard]] Outcome<std::optional<std::string>> read_file_if_there(std::filesystem::path const& path);
/// Makes the directory and its parents, mode 0700, unless it is there.
[[nodiscard]] Outcome<Unit> make_private_directory(std::filesystem::path const& path);
/// Makes renames and new names in the directory durable.
[[nodiscard]] Outcome<Unit> sync_directory(std::filesystem::path const& path);

/// Makes the content of a file durable.
[[nodiscard]] Outcome<Unit> sync_file(std::filesystem::path const& path);

/// An open file descriptor, closed at the end.
class FileHandle {
public:
    FileHandle() = default;
    explicit FileHandle(int number) : number_(number) {}
    FileHandle(FileHandle&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    FileHandle& operator=(FileHandle&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~FileHandle();

    [[nodiscard]] int number() const { return number_; }
    [[nodiscard]] bool is_open() const { return number_ >= 0; }

private:
    int number_ = -1;
};

/// Not open when it cannot be: `errno` says why.
[[nodiscard]] FileHandle open_to_read(std::filesystem::path const& path);
/// Fills `piece` as far as there is something to read now; 0 = the end.
[[nodiscard]] Outcome<std::size_t> read_piece(FileHandle const& file, std::span<std::uint8_t> piece);

/// Makes the file if needed and locks it until the handle or the process ends, however it ends. `locked`: another handle has it.
[[nodiscard]] Outcome<FileHandle> lock_file(std::filesystem::path const& path);

}  // namespace mingcha
