#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "shared/base/hash.hpp"
#include "shared/base/random.hpp"
#include "shared/replica/replica.hpp"

namespace mingcha {

/// An image file that is safe on the disk.
struct KeptImage {
    BlobEntry blob;  ///< path, hash, size and type
    int width = 0, height = 0;
};

/// Bytes of a picture → temporary file → fsync → rename → fsync of the directory → hash. The record and the blob ledger follow in one
/// transaction of the replica; power lost before that leaves a file that the next start finds ("a photo without a place").
///
/// Worker thread. Errors: disk_full, io_error, not_an_image. The files are not yet encrypted; that comes with the encrypted store.
class CapturePipeline {
public:
    CapturePipeline(std::filesystem::path directory, Random& random);

    [[nodiscard]] Outcome<KeptImage> keep(ByteView image);
    /// Files that no blob entry names: pictures whose record was never written. Half-written temporary files are removed.
    [[nodiscard]] Outcome<std::vector<KeptImage>> strays(Replica& replica);

    [[nodiscard]] std::filesystem::path const& directory() const { return directory_; }
    /// <directory>/<hash>.jpg or .png
    [[nodiscard]] static std::string file_name(Hash const& sha256, std::string_view mime);

private:
    std::filesystem::path directory_;
    Random& random_;
};

}  // namespace mingcha
