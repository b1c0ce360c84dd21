#pragma once

#include <map>
#include <set>

#include "client/sync/messages.hpp"

namespace mingcha {

struct Sending {
    std::optional<Hash> now;
    std::map<Hash, QString> troubles;
};
/// What waits for the centre, visit by visit: from the records as shown and the blob ledger. Worker thread.
/// `records`: what Picture shows. `sending`: the photo on its way, and why others have not been taken. At most
/// `visits_max` visits, newest first, waiting ones always.
[[nodiscard]] Outcome<QueuePicture> queue_picture(Replica& replica, std::map<RecordName, Record> const& records,
                                                  std::set<Uuid> const& paused, Sending const& sending);

/// Photos that may leave now: released (shared/rules/case_file),
/// or a signature, their visit is not paused, and the centre has all of their root's records: it takes no photo that no record names.
[[nodiscard]] std::set<Hash> sendable_photos(Replica& replica, std::map<RecordName, Record> const& records,
                                             std::set<Uuid> const& paused);

inline constexpr std::size_t visits_max = 60;  // three months of an inspector's work

}  // namespace mingcha
