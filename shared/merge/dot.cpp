#include "shared/merge/dot.hpp"

#include <algorithm>

#include "shared/base/hash.hpp"

namespace mingcha {

ReplicaId ReplicaId::of(Uuid const& device, std::uint64_t epoch) {
    ByteWriter out;
    out.raw(view("mingcha.replica.1"));
    out.raw(device.view());
    out.u64_be(epoch);
    auto const digest = sha256(out.bytes());
    ByteReader in(digest);
    return {in.u64_be()};
}

namespace {
auto place(auto& entries, ReplicaId replica) {
    return std::ranges::lower_bound(entries, replica, {}, &VersionVector::Entry::first);
}
}  // namespace

std::uint64_t VersionVector::at(ReplicaId replica) const {
    auto const found = place(entries_, replica);
    return found != entries_.end() && found->first == replica ? found->second : 0;
}

bool VersionVector::covers(VersionVector const& other) const {
    return std::ranges::all_of(other.entries_, [&](Entry const& entry) { return at(entry.first) >= entry.second; });
}

void VersionVector::raise(ReplicaId replica, std::uint64_t counter) {
    if (counter > at(replica)) set(replica, counter);
}

void VersionVector::join(VersionVector const& other) {
    for (auto const& [replica, counter] : other.entries_) raise(replica, counter);
}

void VersionVector::set(ReplicaId replica, std::uint64_t counter) {
    auto const found = place(entries_, replica);
    bool const here = found != entries_.end() && found->first == replica;
    if (counter == 0) {
        if (here) entries_.erase(found);
    } else if (here) {
        found->second = counter;
    } else {
        entries_.insert(found, {replica, counter});
    }
}

}  // namespace mingcha
