#include "server/sync/clock_acts.hpp"

#include <algorithm>

#include "server/store/visit_projection.hpp"
#include "shared/rules/put_off.hpp"

namespace mingcha {

std::vector<ServerWrite> clock_acts(std::span<Record const> visit_root, std::int64_t now_ms) {
    auto const file = open_case(visit_root);
    if (!file.visit) return {};
    auto const until = put_off_until(file);
    auto const& root = file.visit->name.root;
    if (!until || now_ms < *until || fold(Subject::visit, ruled_steps(file, root.id)).state != State::feedback)
        return {};
    auto const hash = file.newest_feedback()->value("hash");
    RecordName const name{root, RecordType::step, Uuid::derived(root.id, "VT13 " + to_hex(hash.bytes()))};
    bool const is_made = std::ranges::any_of(visit_root, [&](Record const& one) { return one.name == name; });
    if (is_made) return {};
    std::vector<ServerWrite> out;
    auto const put = [&](char const* field, Value value) {
        auto const number = find_field(*find_type(RecordType::step), field)->number;
        out.push_back({name, {}, number, std::move(value), {}, {}, false});
    };
    put("subject", root.id), put("act", "VT13"), put("by", Uuid{});
    put("heads", newest_steps(root.id, visit_root));
    put("seen", hash);
    put("data", Value::Map{{"reason", std::string(put_off_over)}});
    return out;
}

namespace {
Outcome<bool> act_in(SqliteCentralStore& store, Uuid const& visit, std::int64_t now_ms) {
    auto const records = store.records(Root{RootKind::visit, visit});
    if (!records) return records.error();
    auto const writes = clock_acts(*records, now_ms);
    if (writes.empty()) return false;
    auto const written = store.write(writes, now_ms);
    return written ? Outcome<bool>(true) : written.error();
}
}  // namespace

Outcome<int> act_by_the_clock(SqliteCentralStore& store, std::int64_t now_ms) {
    std::vector<Uuid> visits;
    auto const read = store.read([&](sqlite::Database& db) { visits = put_offs_over(db, now_ms); });
    if (!read) return read.error();
    Outcome<int> out = 0;
    for (auto const& visit : visits) {
        auto const acted = act_in(store, visit, now_ms);
        if (!acted)
            out = acted.error();
        else if (out && *acted)
            ++*out;
    }
    return out;
}

}  // namespace mingcha
