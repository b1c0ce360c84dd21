#include "client/platform/capture_pipeline.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <QBuffer>
#include <QImageReader>
#include <cerrno>
#include <cstring>
#include <fstream>

namespace mingcha {

namespace fs = std::filesystem;

namespace {
constexpr std::string_view temporary_ending = ".part";

Error io_error(std::string_view what) {
    return {errno == ENOSPC ? "disk_full" : "io_error", std::string(what) + ": " + std::strerror(errno)};
}

/// A file descriptor that closes itself.
struct Descriptor {
    int fd;
    explicit Descriptor(int opened) : fd(opened) {}
    Descriptor(Descriptor const&) = delete;
    Descriptor& operator=(Descriptor const&) = delete;
    ~Descriptor() {
        if (fd >= 0) ::close(fd);
    }
};

Outcome<Unit> write_synced(fs::path const& path, ByteView bytes) {
    Descriptor const file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (file.fd < 0) return io_error("creating a picture");
    for (std::size_t done = 0; done < bytes.size();) {
        auto const n = ::write(file.fd, bytes.data() + done, bytes.size() - done);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return io_error("writing a picture");
        done += static_cast<std::size_t>(n);
    }
    if (::fsync(file.fd) != 0) return io_error("syncing a picture");
    return Unit{};
}

Outcome<Unit> sync_directory(fs::path const& path) {
    Descriptor const directory(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (directory.fd < 0 || ::fsync(directory.fd) != 0) return io_error("syncing the picture folder");
    return Unit{};
}

Outcome<KeptImage> describe(ByteView image) {
    QByteArray const bytes =
        QByteArray::fromRawData(reinterpret_cast<char const*>(image.data()), static_cast<qsizetype>(image.size()));
    QBuffer buffer;
    buffer.setData(bytes);
    QImageReader reader(&buffer);
    auto const format = reader.format();
    if (format != "jpeg" && format != "png") return Error{"not_an_image", "neither JPEG nor PNG"};
    KeptImage out;
    out.width = reader.size().width();
    out.height = reader.size().height();
    if (out.width <= 0 || out.height <= 0) return Error{"not_an_image", "a picture without a size"};
    out.blob.mime = format == "png" ? "image/png" : "image/jpeg";
    out.blob.size = image.size();
    out.blob.sha256 = sha256(image);
    return out;
}

Bytes read_whole(fs::path const& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}
}  // namespace

CapturePipeline::CapturePipeline(fs::path directory, Random& random)
    : directory_(std::move(directory)), random_(random) {
    std::error_code ignored;  // the first picture reports what is wrong
    fs::create_directories(directory_, ignored);
}

std::string CapturePipeline::file_name(Hash const& sha256, std::string_view mime) {
    return to_hex(sha256) + (mime == "image/png" ? ".png" : ".jpg");
}

Outcome<KeptImage> CapturePipeline::keep(ByteView image) {
    auto kept = describe(image);
    if (!kept) return kept;
    auto const path = directory_ / file_name(kept->blob.sha256, kept->blob.mime);
    kept->blob.path = path.string();
    std::error_code ignored;
    if (fs::exists(path, ignored)) return kept;  // the same picture again: its bytes are there
    auto const temporary = directory_ / (std::to_string(random_.u64()) + std::string(temporary_ending));
    if (auto const written = write_synced(temporary, image); !written) {
        fs::remove(temporary, ignored);
        return written.error();
    }
    if (::rename(temporary.c_str(), path.c_str()) != 0) return io_error("naming a picture");
    if (auto const synced = sync_directory(directory_); !synced) return synced.error();
    return kept;
}

Outcome<std::vector<KeptImage>> CapturePipeline::strays(Replica& replica) {
    std::vector<KeptImage> out;
    std::error_code error;
    for (auto const& entry : fs::directory_iterator(directory_, error)) {
        std::error_code ignored;
        if (entry.path().extension() == temporary_ending) {
            fs::remove(entry.path(), ignored);
            continue;
        }
        auto const named = from_hex(entry.path().stem().string());
        if (!named || named->size() != 32) continue;
        auto const known = replica.blob(hash_from(*named));
        if (!known) return known.error();
        if (*known) continue;
        auto kept = describe(read_whole(entry.path()));
        if (!kept) continue;  // not a picture: nobody can place it
        kept->blob.path = entry.path().string();
        out.push_back(*std::move(kept));
    }
    return out;
}

}  // namespace mingcha
