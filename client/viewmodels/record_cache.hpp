#pragma once

#include <map>
#include <set>
#include <vector>

#include "shared/merge/record.hpp"

namespace mingcha {

/// The records that screens may show, as last told by the worker: plain values, no disk behind them. Pointers stay good until the
/// record goes or changes. UI thread.
class RecordCache {
public:
    void put(Record record);
    void drop(RecordName const& name);
    void clear();

    [[nodiscard]] Record const* find(RecordName const& name) const;
    /// By type and id alone; null when there is none.
    [[nodiscard]] Record const* find(RecordType type, Uuid const& id) const;
    /// All of a type, in the order of their ids.
    [[nodiscard]] std::vector<Record const*> all(RecordType type) const;
    /// Copies, because the rules want them side by side.
    [[nodiscard]] std::vector<Record> of_root(Root const& root) const;

private:
    std::map<RecordName, Record> records_;
    std::map<RecordType, std::map<Uuid, Record const*>> by_type_;
};

}  // namespace mingcha
