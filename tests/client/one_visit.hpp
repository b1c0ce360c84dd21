#pragma once

#include <set>
#include <string>

#include "client/viewmodels/changes.hpp"

namespace mingcha {

/// A tablet's data directory with one visit begun, for tests of what stands above the replica.
inline Root const visit_root{RootKind::visit, *Uuid::parse("019ab390-b7d7-778a-b45e-eeebdfd32d81")};
inline RecordName const visit_head{visit_root, RecordType::visit, visit_root.id};

[[nodiscard]] RecordName answer(char const* item);
/// A store as enrolment leaves it, with the visit, whose summary is "begun". Makes the application that timers need.
void prepare(std::string const& directory);
[[nodiscard]] Outcome<std::optional<Record>> read(std::string const& directory, RecordName const& name);
/// The different texts of a field, shown or beside it.
[[nodiscard]] std::set<std::string> texts(std::string const& directory, RecordName const& name, std::string_view field);
/// A page arrives: a colleague, who had seen nothing, wrote this. Whoever has the store open is not told.
void colleague_writes(std::string const& directory, Change const& change);
/// The same of a whole record, as version `seq` of its row.
void office_writes(std::string const& directory, std::vector<Change> const& changes, std::uint64_t seq);

}  // namespace mingcha
