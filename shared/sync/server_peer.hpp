#pragma once

#include <map>
#include <optional>
#include <variant>
#include <vector>

#include "shared/wire/frames.hpp"
#include "shared/wire/limits.hpp"

namespace mingcha {

/// What the central store knows of a device at Hello.
struct DeviceFacts {
    bool known = false;  ///< this device and epoch are enrolled
    PublicKey key{};
    Uuid person;
    bool revoked = false;  ///< may still push: its work is held; nothing goes down to it
};

/// What the central store says to a verified Hello: a Welcome, or that this epoch has two lives.
struct Greeting {
    Welcome welcome;
    std::optional<EpochClosed> closed;
    bool strange_cursor = false;  ///< this server never gave it: the tablet starts anew; for the log
};

/// A pushed batch after its commit.
struct Ingested {
    std::optional<Ack> ack;
    std::optional<Refused> refused;
    std::optional<EpochClosed> closed;
    /// Seqs of the rows whose echo to this session is not needed (4.9 echo). A seq belongs to one version of one row.
    std::vector<std::uint64_t> quiet;
};

/// How far this session's tablet has confirmed, for the decision about echoes.
struct Confirmed {
    std::uint64_t epoch = 0;
    std::uint64_t seq = 0;
    std::map<Root, std::uint64_t> coming;  ///< roots still being sent, with the seq they have reached
    bool restart = false;

    /// The seq up to which the tablet holds a root; nullopt while it cannot be said, so everything is echoed.
    [[nodiscard]] std::optional<std::uint64_t> of(Root const& root, std::uint64_t server_epoch) const;
};

struct PageQuery {
    Uuid device;
    Uuid person;
    std::uint64_t epoch = 0;
    std::uint64_t seq = 0;
    std::optional<RootCursor> root;    ///< the root whose sending goes on first
    std::vector<std::uint64_t> quiet;  ///< ascending; versions that a live page leaves out (4.9 echo)
    std::size_t rows_max = limits::page_rows_max;
};

// What a ServerPeer asks its session to do, in order.
namespace serving {
struct Send {
    Bytes frame;
};
struct LookUp {
    Uuid device;
    std::uint64_t device_epoch = 0;
};  ///< answer with on_device
struct Greet {
    Hello hello;
};  ///< answer with on_greeting
struct Ingest {
    Push push;
    Confirmed confirmed;
    std::int64_t drift_ms = 0;
};  ///< answer with on_ingested
struct FetchPage {
    PageQuery query;
};  ///< answer with on_page
struct OpenEpoch {
    Reenrol reenrol;
};  ///< answer with on_epoch_opened
struct KeepLost {
    Uuid device;
    LostActs acts;
};  ///< answer with on_lost_kept
struct Disconnect {
    std::string code;
};
using Action = std::variant<Send, LookUp, Greet, Ingest, FetchPage, OpenEpoch, KeepLost, Disconnect>;
}  // namespace serving

/// The server's side of one session: a state machine without I/O. Nothing is sent down before Hello verifies; pages go one at a time,
/// the next after the tablet confirmed the last; Acks only after `on_ingested`, which comes after the durable commit.
class ServerPeer {
public:
    using Actions = std::vector<serving::Action>;

    ServerPeer(Bytes nonce, PublicKey identity) : nonce_(std::move(nonce)), identity_(identity) {}

    /// `server_ms`: the server's clock, Unix milliseconds.
    [[nodiscard]] Actions on_frame(ByteView frame, std::int64_t server_ms);
    [[nodiscard]] Actions on_device(DeviceFacts const& facts);
    [[nodiscard]] Actions on_greeting(Greeting const& greeting);
    [[nodiscard]] Actions on_ingested(Ingested const& ingested);
    [[nodiscard]] Actions on_page(Page page);
    [[nodiscard]] Actions on_epoch_opened(Reenrolled const& answer);
    [[nodiscard]] Actions on_lost_kept(LostKept const& kept);
    /// The hub: rows that this session may see have changed, up to this seq.
    [[nodiscard]] Actions on_changed();
    /// The store could not do what was asked: the tablet keeps everything and comes again.
    [[nodiscard]] Actions on_store_error(Error const& error);

    [[nodiscard]] bool is_live() const { return state_ == State::live; }
    [[nodiscard]] Uuid const& person() const { return device_.person; }
    [[nodiscard]] Uuid const& device() const { return hello_.device; }

private:
    enum class State { greeting, verifying, live, reenrolling, ended };
    [[nodiscard]] Actions on(Hello hello, std::int64_t server_ms);
    [[nodiscard]] Actions on(Applied const& applied);
    [[nodiscard]] Actions ask_for_page();
    [[nodiscard]] Actions end(std::string const& code, std::string message, std::int64_t retry_ms = 0);

    Bytes nonce_;
    PublicKey identity_;
    State state_ = State::greeting;
    Hello hello_;
    DeviceFacts device_;
    std::int64_t drift_ms_ = 0;
    Confirmed confirmed_;
    std::vector<Push> early_;           // pushes that came in Hello's flight, before it was verified
    std::vector<std::uint64_t> quiet_;  // ascending
    std::optional<Page> sent_;          // waits for Applied
    bool fetching_ = false;
    bool changed_ = false;
    std::size_t ingesting_ = 0;  // batches that the store has not answered: their rows would come back as echoes
    std::size_t bad_batches_ = 0;
    bool live_end_ = false;  // the last live page reached the end of its snapshot
};

}  // namespace mingcha
