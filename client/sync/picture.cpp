#include "client/sync/picture.hpp"

namespace mingcha {

namespace {
using enum RecordType;
constexpr RecordType small_types[] = {office,  zone,  unit,  person,  appointment, assignment, checklist,
                                      setting, visit, photo, finding, step,        ruling,     notice};

bool is_small(RecordType type) {
    return std::ranges::find(small_types, type) != std::end(small_types);
}
}  // namespace

Outcome<Pictured> Picture::show(Root const& root) {
    roots_.insert(root);
    auto records = replica_.records(root);
    if (!records) return records.error();
    Pictured out;
    for (auto& record : *records) {
        auto& old = shown_[record.name];
        if (old == record) continue;
        old = record;
        out.changed.push_back(std::move(record));
    }
    return out;
}

Outcome<Pictured> Picture::touch(std::span<RecordName const> names) {
    Pictured out;
    for (auto const& name : std::set<RecordName>(names.begin(), names.end())) {
        if (!is_small(name.type) && !roots_.contains(name.root)) continue;
        auto found = replica_.find(name);
        if (!found) return found.error();
        if (!*found || is_withdrawn(**found)) {
            if (shown_.erase(name) > 0) out.gone.push_back(name);
            continue;
        }
        shown_[name] = **found;
        out.changed.push_back(**std::move(found));
    }
    return out;
}

Outcome<Pictured> Picture::refresh() {
    std::map<RecordName, Record> fresh;
    auto const take = [&](std::vector<Record>& records) {
        for (auto& record : records) fresh.insert_or_assign(record.name, std::move(record));
    };
    for (auto const type : small_types) {
        auto records = replica_.records(type);
        if (!records) return records.error();
        take(*records);
    }
    for (auto const& root : roots_) {
        auto records = replica_.records(root);
        if (!records) return records.error();
        take(*records);
    }
    Pictured out;
    compare(std::move(fresh), out);
    return out;
}

void Picture::compare(std::map<RecordName, Record> fresh, Pictured& out) {
    for (auto const& [name, record] : shown_)
        if (!fresh.contains(name)) out.gone.push_back(name);
    for (auto const& [name, record] : fresh) {
        auto const old = shown_.find(name);
        if (old == shown_.end() || old->second != record) out.changed.push_back(record);
    }
    shown_ = std::move(fresh);
}

}  // namespace mingcha
