#pragma once

#include <compare>
#include <optional>
#include <vector>

#include "shared/wire/frames.hpp"

namespace mingcha {

/// What a Hello says, and how it is signed.
struct HelloFacts {
    Hello hello;  ///< without nonce and proof
    PublicKey server_identity{};
    SigningKey key;
    std::optional<Reenrol> reenrol;  ///< a new epoch that the server has not confirmed: said before anything else
};

struct BatchPosition {
    std::uint64_t device_epoch = 0;
    std::uint64_t n = 0;
    friend auto operator<=>(BatchPosition const&, BatchPosition const&) = default;
};

/// Whether a page became part of the store.
struct PageAnswer {
    bool deferred = false;  ///< it withdraws a root with unsent work: push first, then give it again
    Applied applied;
    bool has_lost_acts = false;
    bool at_end = false;  ///< every root is whole and the last live page reached the end: nothing more is coming
};

/// The store as the sync session sees it. Each call is durable when it returns.
class ClientStore {
public:
    virtual ~ClientStore() = default;
    [[nodiscard]] virtual Outcome<HelloFacts> hello_facts() = 0;
    /// Sealed, unanswered batches at or after `from`, in order of (device epoch, n).
    [[nodiscard]] virtual Outcome<std::vector<Push>> batches_from(BatchPosition from, std::size_t most) = 0;
    [[nodiscard]] virtual Outcome<Unit> on_welcome(Welcome const& welcome) = 0;
    [[nodiscard]] virtual Outcome<Unit> on_ack(Ack const& ack) = 0;
    [[nodiscard]] virtual Outcome<PageAnswer> on_page(Page const& page) = 0;
    /// The new epoch to ask for, when it was the present one that was closed.
    [[nodiscard]] virtual Outcome<std::optional<Reenrol>> on_epoch_closed(EpochClosed const& closed) = 0;
    [[nodiscard]] virtual Outcome<Unit> on_reenrolled(Reenrolled const& answer) = 0;
    /// The server does not know this epoch: every Reenrol of this store is said again, oldest first.
    [[nodiscard]] virtual Outcome<Unit> on_unknown_epoch() = 0;
    [[nodiscard]] virtual Outcome<LostActs> lost_acts() = 0;
    [[nodiscard]] virtual Outcome<Unit> on_lost_kept(LostKept const& kept) = 0;
    /// The connection broke while batches were under way: the next ones are sealed smaller.
    [[nodiscard]] virtual Outcome<Unit> on_cut() = 0;
};

}  // namespace mingcha
