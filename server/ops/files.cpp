#include "server/ops/files.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace mingcha {

namespace {
constexpr std::size_t small_file_bytes_max = 1024 * 1024;  // keys, certificate chains and side files are a few KB

Outcome<Unit> write_all(int file, std::string_view content, std::filesystem::path const& path) {
    while (!content.empty()) {
        auto const written = ::write(file, content.data(), content.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return file_error("writing", path, errno);
        content.remove_prefix(static_cast<std::size_t>(written));
    }
    if (::fsync(file) != 0) return file_error("syncing", path, errno);
    return Unit{};
}
}  // namespace

Error file_error(std::string_view doing, std::filesystem::path const& what, int number) {
    bool const full = number == ENOSPC || number == EDQUOT;
    return {full ? "disk_full" : "file_error",
            std::string(doing) + " " + what.filename().string() + ": " + std::generic_category().message(number)};
}

Outcome<Unit> write_file_durably(std::filesystem::path const& path, std::string_view content) {
    auto beside = path;
    beside += ".new";
    FileHandle const file(::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    if (!file.is_open()) return file_error("making", beside, errno);
    auto const written = write_all(file.number(), content, beside);
    if (!written) {
        ::unlink(beside.c_str());
        return written.error();
    }
    if (::rename(beside.c_str(), path.c_str()) != 0) return file_error("renaming", beside, errno);
    return sync_directory(path.parent_path());
}

Outcome<std::optional<std::string>> read_file_if_there(std::filesystem::path const& path) {
    FileHandle const file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.is_open() && errno == ENOENT) return std::optional<std::string>{};
    if (!file.is_open()) return file_error("opening", path, errno);
    std::string content;
    char chunk[4096];
    while (content.size() <= small_file_bytes_max) {
        auto const got = ::read(file.number(), chunk, sizeof chunk);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return file_error("reading", path, errno);
        if (got == 0) return std::optional(std::move(content));
        content.append(chunk, static_cast<std::size_t>(got));
    }
    return Error{"file_error", "reading " + path.filename().string() + ": larger than 1 MB"};
}

Outcome<Unit> make_private_directory(std::filesystem::path const& path) {
    std::error_code wrong;
    if (std::filesystem::is_directory(path, wrong)) return Unit{};
    auto const parent = path.parent_path();
    if (!parent.empty() && parent != path) {
        auto const above = make_private_directory(parent);
        if (!above) return above.error();
    }
    if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) return file_error("making", path, errno);
    return sync_directory(parent.empty() ? "." : parent);
}

Outcome<Unit> sync_directory(std::filesystem::path const& path) {
    FileHandle const directory(::open(path.empty() ? "." : path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!directory.is_open()) return file_error("opening", path, errno);
    if (::fsync(directory.number()) != 0) return file_error("syncing", path, errno);
    return Unit{};
}

Outcome<Unit> sync_file(std::filesystem::path const& path) {
    FileHandle const file = open_to_read(path);
    if (!file.is_open()) return file_error("opening", path, errno);
    if (::fsync(file.number()) != 0) return file_error("syncing", path, errno);
    return Unit{};
}

FileHandle open_to_read(std::filesystem::path const& path) {
    return FileHandle(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
}

Outcome<std::size_t> read_piece(FileHandle const& file, std::span<std::uint8_t> piece) {
    for (;;) {
        auto const got = ::read(file.number(), piece.data(), piece.size());
        if (got >= 0) return static_cast<std::size_t>(got);
        if (errno != EINTR) return file_error("reading", "a file", errno);
    }
}

Outcome<FileHandle> lock_file(std::filesystem::path const& path) {
    FileHandle file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!file.is_open()) return file_error("making", path, errno);
    if (::flock(file.number(), LOCK_EX | LOCK_NB) == 0) return file;
    if (errno == EWOULDBLOCK) return Error{"locked", path.filename().string() + " is locked by another process"};
    return file_error("locking", path, errno);
}

FileHandle::~FileHandle() {
    if (number_ >= 0) ::close(number_);
}

}  // namespace mingcha
