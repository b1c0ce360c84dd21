#include "client/viewmodels/record_cache.hpp"

namespace mingcha {

void RecordCache::put(Record record) {
    auto const name = record.name;
    auto const [place, fresh] = records_.insert_or_assign(name, std::move(record));
    if (fresh) by_type_[name.type][name.id] = &place->second;
}

void RecordCache::drop(RecordName const& name) {
    if (records_.erase(name) > 0) by_type_[name.type].erase(name.id);
}

void RecordCache::clear() {
    by_type_.clear();
    records_.clear();
}

Record const* RecordCache::find(RecordName const& name) const {
    auto const found = records_.find(name);
    return found == records_.end() ? nullptr : &found->second;
}

Record const* RecordCache::find(RecordType type, Uuid const& id) const {
    auto const of_type = by_type_.find(type);
    if (of_type == by_type_.end()) return nullptr;
    auto const found = of_type->second.find(id);
    return found == of_type->second.end() ? nullptr : found->second;
}

std::vector<Record const*> RecordCache::all(RecordType type) const {
    std::vector<Record const*> out;
    if (auto const of_type = by_type_.find(type); of_type != by_type_.end())
        for (auto const& [id, record] : of_type->second) out.push_back(record);
    return out;
}

std::vector<Record> RecordCache::of_root(Root const& root) const {
    std::vector<Record> out;
    RecordName const first{root, static_cast<RecordType>(0), {}};
    for (auto at = records_.lower_bound(first); at != records_.end() && at->first.root == root; ++at)
        out.push_back(at->second);
    return out;
}

}  // namespace mingcha
