#pragma once

#include <compare>
#include <cstdint>
#include <utility>
#include <vector>

#include "shared/base/clock.hpp"
#include "shared/base/ids.hpp"

namespace mingcha {

/// One life of one store: (device, epoch). 64 bits, because a row names it once per writer; `of` derives it and enrolment refuses
/// the epoch whose number another replica already has (docs/decisions/0002-replica-numbers.md).
struct ReplicaId {
    std::uint64_t value = 0;
    [[nodiscard]] static ReplicaId of(Uuid const& device, std::uint64_t epoch);
    friend auto operator<=>(ReplicaId, ReplicaId) = default;
};

/// The name of one write: a replica's counter, from 1, never used twice.
struct Dot {
    ReplicaId replica;
    std::uint64_t counter = 0;
    friend auto operator<=>(Dot const&, Dot const&) = default;
};

/// For each replica the highest counter that is covered (dotted version vectors: Preguiça, Baquero et al. 2010). Sorted by replica,
/// no zero entries, so equal vectors are equal objects.
class VersionVector {
public:
    using Entry = std::pair<ReplicaId, std::uint64_t>;

    [[nodiscard]] std::uint64_t at(ReplicaId replica) const;
    [[nodiscard]] bool covers(Dot const& dot) const { return at(dot.replica) >= dot.counter; }
    [[nodiscard]] bool covers(VersionVector const& other) const;
    void raise(ReplicaId replica, std::uint64_t counter);
    /// Pointwise maximum.
    void join(VersionVector const& other);
    /// Sets an entry outright; 0 removes it.
    void set(ReplicaId replica, std::uint64_t counter);

    [[nodiscard]] std::vector<Entry> const& entries() const { return entries_; }
    [[nodiscard]] bool empty() const { return entries_.empty(); }
    friend bool operator==(VersionVector const&, VersionVector const&) = default;

private:
    std::vector<Entry> entries_;
};

/// When and in which order a device says it wrote. Chooses what is shown first, decides nothing (DESIGN section 2).
/// `effective_ms` is added by the server where the device's clock was wrong; 0 = not added. Joins by minimum of those added.
struct Stamp {
    Moment device;
    std::int64_t effective_ms = 0;

    [[nodiscard]] std::int64_t shown_ms() const { return effective_ms != 0 ? effective_ms : device.time_ms; }
    friend bool operator==(Stamp const&, Stamp const&) = default;
};

}  // namespace mingcha
