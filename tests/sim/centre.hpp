#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>

#include "server/store/sqlite_store.hpp"
#include "tests/sim/truth.hpp"

namespace mingcha::sim {

/// A file that goes when its owner goes: images of stores.
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

/// Who sees which root is set from outside; refused are single writes and everything of suspended authors.
class SimPolicy final : public Policy {
public:
    std::map<Root, std::set<Uuid>> audience;
    std::set<WriteId> refused;
    std::set<Uuid> suspended;
    std::string ruling;  ///< what the office says of a step that comes now; empty = nothing

    [[nodiscard]] std::string refuses(PolicyReader& reader, BatchHeader const& header, Delta const& delta,
                                      Record const* row) override;
    [[nodiscard]] std::vector<Audience> audiences(PolicyReader& reader, Record const& changed) override;
    [[nodiscard]] std::vector<ServerWrite> after_step(PolicyReader& reader, Record const& step, std::uint64_t log_index,
                                                      std::uint64_t server_epoch) override;
};

/// The central office: the real store, its images, and its restarts.
class Centre {
public:
    explicit Centre(std::uint64_t seed);

    [[nodiscard]] SqliteCentralStore& store() { return *store_; }
    [[nodiscard]] SigningKey const& identity() const { return identity_; }
    SimPolicy policy;

    /// An image of the store as it stands, audiences included.
    struct Image {
        std::shared_ptr<ImageFile> file;
        std::map<Root, std::set<Uuid>> audience;
    };
    [[nodiscard]] Image image();
    /// The program ends and starts again on the image: the same one is a restart, an older one a restored backup.
    void start_from(Image const& image);

    /// Called after each commit, on the store's thread.
    std::function<void(CommitNews const&)> on_commit;

private:
    SeededRandom random_;
    SigningKey identity_;
    std::shared_ptr<ImageFile> file_;  // nothing at first: the store is in memory
    std::unique_ptr<SqliteCentralStore> store_;
};

}  // namespace mingcha::sim
