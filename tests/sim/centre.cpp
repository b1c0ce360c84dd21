#include "tests/sim/centre.hpp"

#include <unistd.h>

#include <atomic>
#include <filesystem>

#include "shared/rules/case_file.hpp"

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

std::string SimPolicy::refuses(PolicyReader& reader, BatchHeader const& header, Delta const& delta, Record const* row) {
    if (suspended.contains(header.author)) return "author";
    for (auto const& [number, field] : delta.record.fields)
        for (auto const& sibling : field.siblings)
            if (!sibling.is_named_only() && refused.contains(id_of(sibling))) return "permission";
    bool const makes_root = !row && delta.record.name.id == delta.record.name.root.id;
    return makes_root || reader.is_granted(header.author, delta.record.name.root) ? "" : "grant";
}

std::vector<Audience> SimPolicy::audiences(PolicyReader&, Record const& changed) {
    if (changed.name.type != RecordType::visit) return {};
    return {{changed.name.root, audience[changed.name.root]}};
}

std::vector<ServerWrite> SimPolicy::after_step(PolicyReader& reader, Record const& step, std::uint64_t log_index,
                                               std::uint64_t server_epoch) {
    auto const name = ruling_name(step.name);
    if (ruling.empty() || reader.record(name)) return {};  // judged once
    auto const field = [](char const* what) { return find_field(*find_type(RecordType::ruling), what)->number; };
    auto const key = step.name.id.to_string();
    return {{name, key, field("step"), step.name.id, {}, {}, false},
            {name, key, field("result"), ruling, {}, {}, false},
            {name, key, field("order"), static_cast<std::int64_t>(log_index), {}, {}, false},
            {name, key, field("epoch"), static_cast<std::int64_t>(server_epoch), {}, {}, false}};
}

Centre::Centre(std::uint64_t seed) : random_(seed), identity_(SigningKey::generate(random_)) {
    store_ = *SqliteCentralStore::open(":memory:", identity_, policy, random_);
    store_->set_listener([this](CommitNews const& news) { on_commit(news); });
}

Centre::Image Centre::image() {
    Image out{std::make_shared<ImageFile>(), policy.audience};
    auto const copied = store_->read([&](sqlite::Database& db) {
        sqlite::Statement copy(db, "VACUUM INTO ?1");
        copy.with(std::string_view(out.file->path())).run();
    });
    MC_CHECK(copied);
    return out;
}

void Centre::start_from(Image const& image) {
    store_.reset();
    file_ = std::make_shared<ImageFile>();  // the image itself stays as it is: it may be restored twice
    fs::copy_file(image.file->path(), file_->path());
    for (auto const& [root, persons] : image.audience) policy.audience[root] = persons;
    store_ = *SqliteCentralStore::open(file_->path(), identity_, policy, random_);
    store_->set_listener([this](CommitNews const& news) { on_commit(news); });
}

}  // namespace mingcha::sim
