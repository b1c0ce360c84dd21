#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "shared/base/random.hpp"
#include "shared/sync/client_store.hpp"

namespace mingcha {

// What a ClientPeer asks its driver to do, in order.
namespace client {
struct Send {
    Bytes frame;
};
struct FetchBatches {
    BatchPosition from;
    std::size_t most = 0;
};  ///< answer with on_batches
struct StoreWelcome {
    Welcome welcome;
};  ///< answer with on_welcome_stored
struct StoreAck {
    Ack ack;
};  ///< answer with on_ack_stored
struct ApplyPage {
    Page page;
};  ///< answer with on_page_answer
struct CloseEpoch {
    EpochClosed closed;
};  ///< answer with on_epoch_answer
struct ConfirmEpoch {
    Reenrolled answer;
};                        ///< then reconnect
struct RepeatEpochs {};   ///< then reconnect
struct FetchLostActs {};  ///< answer with on_lost_acts
struct DropLostActs {
    LostKept kept;
};
/// Close the socket; connect again after `retry_ms` (0 = at once), or when asked to if negative.
struct Disconnect {
    std::string code;
    std::string message;
    std::int64_t retry_ms = 0;
};
using Action = std::variant<Send, FetchBatches, StoreWelcome, StoreAck, ApplyPage, CloseEpoch, ConfirmEpoch,
                            RepeatEpochs, FetchLostActs, DropLostActs, Disconnect>;
}  // namespace client

/// The tablet's side of one session, and of the pauses between sessions: a state machine without I/O and without a clock. It decides
/// what is sent and stored and in which order; the store is durable before the next frame that depends on it leaves.
///
/// Per connection: on_open, then on_frame for each frame, on_local_change whenever the store sealed something, on_close.
class ClientPeer {
public:
    using Actions = std::vector<client::Action>;

    /// `random` spreads retries; it outlives the peer.
    explicit ClientPeer(Random& random) : random_(random) {}

    /// The socket is open and the server's nonce known. Hello and the first batches leave in the same flight (DESIGN 4.1).
    [[nodiscard]] Actions on_open(HelloFacts facts, ByteView nonce);
    [[nodiscard]] Actions on_frame(ByteView frame);
    [[nodiscard]] Actions on_local_change();
    /// How long to wait before the next try: doubles, with full jitter, between the limits.
    [[nodiscard]] std::int64_t on_close();

    [[nodiscard]] Actions on_batches(std::vector<Push> const& batches);
    [[nodiscard]] Actions on_welcome_stored();
    [[nodiscard]] Actions on_ack_stored();
    [[nodiscard]] Actions on_page_answer(PageAnswer const& answer);
    [[nodiscard]] Actions on_epoch_answer(std::optional<Reenrol> const& reenrol);
    [[nodiscard]] Actions on_lost_acts(LostActs const& acts);

    /// Batches are under way, and neither side has ended the session: if the connection breaks now, the link is to blame.
    [[nodiscard]] bool has_unanswered() const {
        return in_flight_ > 0 && (state_ == State::greeting || state_ == State::live);
    }
    /// True from Welcome on.
    [[nodiscard]] bool is_live() const { return state_ == State::live; }
    /// Nothing is in flight, the pages have passed every row that our own writes made (rulings on them came with it), and the server has said
    /// that there is nothing more: what the screen calls 全部已送达.
    [[nodiscard]] bool is_drained() const {
        return is_live() && in_flight_ == 0 && !fetching_ && !more_wanted_ && at_end_ && reached_ >= awaited_;
    }

private:
    enum class State { closed, greeting, live, closing };
    [[nodiscard]] Actions fetch();
    void await_rows_of(Ack const& ack);
    [[nodiscard]] Actions end(std::string code, std::string message, std::int64_t retry_ms);

    Random& random_;
    State state_ = State::closed;
    BatchPosition next_{};  // the first batch not yet sent in this connection
    std::size_t in_flight_ = 0;
    bool fetching_ = false;
    bool more_wanted_ = false;  // something was sealed while a fetch was under way
    bool at_end_ = false;
    std::uint64_t awaited_ = 0;  // the highest seq that an Ack of this connection named
    std::uint64_t reached_ = 0;  // the seq of the cursor
    bool restart_ = false;
    bool handing_in_ = false;       // lost acts are on their way
    std::optional<Page> deferred_;  // waits until unsent work in a leaving root is answered
    std::int64_t failures_ = 0;
};

}  // namespace mingcha
