#include "tests/sim/centre.hpp"

#include "shared/rules/case_file.hpp"

namespace mingcha::sim {

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

std::vector<ServerWrite> SimPolicy::after_arrival(PolicyReader& reader, Record const& step, std::uint64_t log_index,
                                                  std::uint64_t server_epoch) {
    if (step.name.type != RecordType::step) return {};
    auto const name = ruling_name(step.name);
    if (ruling.empty() || reader.record(name)) return {};  // judged once
    auto const field = [](char const* what) { return find_field(*find_type(RecordType::ruling), what)->number; };
    auto const key = step.name.id.to_string();
    return {{name, key, field("step"), step.name.id, {}, {}, false},
            {name, key, field("result"), ruling, {}, {}, false},
            {name, key, field("order"), static_cast<std::int64_t>(log_index), {}, {}, false},
            {name, key, field("epoch"), static_cast<std::int64_t>(server_epoch), {}, {}, false}};
}

Centre::Centre(std::uint64_t seed, bool on_disk)
    : place_(on_disk, seed), random_(seed), identity_(SigningKey::generate(random_)) {
    open();
}

void Centre::open() {
    store_ = place_.open(
        [&](std::string const& path) { return SqliteCentralStore::open(path, identity_, policy, random_); });
    store_->set_listener([this](CommitNews const& news) { on_commit(news); });
}

Centre::Image Centre::image() {
    auto const copy = [&](std::string const& to) {
        return store_->read(
            [&](sqlite::Database& db) { sqlite::Statement(db, "VACUUM INTO ?1").with(std::string_view(to)).run(); });
    };
    return {place_.image(copy), policy.audience};
}

void Centre::start_from(Image const& image) {
    store_.reset();
    place_.put(image.store);  // the image itself stays as it is: it may be restored twice
    for (auto const& [root, persons] : image.audience) policy.audience[root] = persons;
    open();
}

void Centre::restart() {
    if (!place_.disk()) return start_from(image());
    store_.reset();
    open();
}

}  // namespace mingcha::sim
