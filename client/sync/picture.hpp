#pragma once

#include <map>
#include <set>
#include <span>

#include "client/sync/messages.hpp"

namespace mingcha {

/// What the UI thread has been told of the store, so that only differences travel. All records of the small types are shown; answers,
/// feedbacks and confirmations only of roots that somebody asked for (an inspector's store may hold years of visits).
///
/// Worker thread.
class Picture {
public:
    explicit Picture(Replica& replica) : replica_(replica) {}

    /// Shows a root whole from now on.
    [[nodiscard]] Outcome<Pictured> show(Root const& root);
    /// After a write of ours: only these records can have changed.
    [[nodiscard]] Outcome<Pictured> touch(std::span<RecordName const> names);
    /// After a page: everything is read again and compared.
    [[nodiscard]] Outcome<Pictured> refresh();

    [[nodiscard]] std::map<RecordName, Record> const& records() const { return shown_; }

private:
    void compare(std::map<RecordName, Record> fresh, Pictured& out);

    Replica& replica_;
    std::set<Root> roots_;
    std::map<RecordName, Record> shown_;
};

}  // namespace mingcha
