#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "shared/evidence/batch.hpp"
#include "shared/evidence/receipt.hpp"
#include "shared/merge/record_codec.hpp"

/// Frames of `mingcha.sync.1`: one binary WebSocket message each, a CBOR array [type, …]. docs/PROTOCOL.md describes
/// every field.
namespace mingcha {

inline constexpr std::uint64_t protocol_version = 1;

/// How far a tablet has applied the server's rows: all rows of its whole roots with seq ≤ `seq`. `check` is the server's
/// word for its log at that seq, so that a restored server is noticed; opaque to the tablet. A seq is always compared as (epoch, seq).
struct Cursor {
    std::uint64_t epoch = 0;
    std::uint64_t seq = 0;
    std::uint64_t check = 0;
    friend bool operator==(Cursor const&, Cursor const&) = default;
};

/// A root still being sent whole.
struct RootCursor {
    Root root;
    std::uint64_t seq = 0;
    friend bool operator==(RootCursor const&, RootCursor const&) = default;
};

/// How many batches (n = 0 … count-1) of one device epoch the server holds, and the first 8 bytes of the last one's id: a tablet that has
/// another batch under that number has a copy (4.9 hello). 64 bits, because nobody gains by making them collide but the copy itself.
struct EpochCount {
    std::uint64_t device_epoch = 0;
    std::uint64_t count = 0;
    std::uint64_t last = 0;  ///< 0 = none
    friend bool operator==(EpochCount const&, EpochCount const&) = default;
};

/// Tablet → server, first. `proof` signs {nonce, server identity, device, epoch} under Label::hello.
struct Hello {
    std::uint64_t protocol = protocol_version;
    Uuid device;
    std::uint64_t device_epoch = 0;
    Signature proof{};
    std::uint64_t sealed = 0;  ///< batches sealed in this epoch
    Hash last_batch{};         ///< id of the last of them; zero if none
    Cursor cursor;
    std::vector<RootCursor> roots;
    Bytes receipt;  ///< the newest, whole (Receipt::encode), so that the server can tell its own; empty = none
    std::int64_t device_ms = 0;  ///< the device's clock, to measure its drift
    std::string app;             ///< program version
    friend bool operator==(Hello const&, Hello const&) = default;
};
[[nodiscard]] Bytes hello_body(ByteView nonce, PublicKey const& server_identity, Uuid const& device,
                               std::uint64_t device_epoch);

/// Server → tablet, once Hello verifies. `restart`: the cursor is of another epoch, or not one that the server gave; all roots come again.
struct Welcome {
    Uuid log_id;
    std::uint64_t server_epoch = 0;
    std::int64_t server_ms = 0;
    bool restart = false;
    std::vector<EpochCount> held;  ///< for every epoch of this device
    friend bool operator==(Welcome const&, Welcome const&) = default;
};

/// Tablet → server: a sealed batch, byte for byte the same at every try. A batch re-offered after a rollback carries
/// the receipt and verdicts that it got before.
struct Push {
    SealedBatch batch;
    Bytes old_receipt;
    Bytes old_verdicts;
    friend bool operator==(Push const&, Push const&) = default;
};

/// Server → tablet, after the durable commit. The receipt without what the tablet knows itself (log, device, n, batch).
struct Ack {
    std::uint64_t device_epoch = 0;
    std::uint64_t n = 0;
    bool again = false;  ///< this batch had been stored before: expect every echo
    Bytes verdicts;
    std::uint64_t server_epoch = 0;
    std::uint64_t index = 0;
    std::int64_t server_ms = 0;
    std::uint64_t tree_size = 0;
    Hash tree_root{};
    Signature signature{};
    friend bool operator==(Ack const&, Ack const&) = default;
};

/// Server → tablet: this batch was not stored. Codes: docs/PROTOCOL.md, Refused.
struct Refused {
    std::uint64_t device_epoch = 0;
    std::uint64_t n = 0;
    std::string code;
    std::uint64_t expected = 0;  ///< the n that the server wants next
    friend bool operator==(Refused const&, Refused const&) = default;
};

/// Server → tablet: this epoch has two lives (a clone or a restored copy). `held` = ids of its batches that the server
/// holds.
struct EpochClosed {
    std::uint64_t device_epoch = 0;
    std::vector<Hash> held;
    friend bool operator==(EpochClosed const&, EpochClosed const&) = default;
};

/// Tablet → server: take a new epoch in place. Signed by the closed epoch's key over {new epoch, new key} under
/// Label::hello.
struct Reenrol {
    Uuid device;
    std::uint64_t closed_epoch = 0;
    std::uint64_t new_epoch = 0;
    PublicKey new_key{};
    Signature signature{};
    friend bool operator==(Reenrol const&, Reenrol const&) = default;
};
[[nodiscard]] Bytes reenrol_body(Uuid const& device, std::uint64_t new_epoch, PublicKey const& new_key);

/// Server → tablet: the new epoch is open, or why not.
struct Reenrolled {
    std::uint64_t new_epoch = 0;
    std::string code;  ///< empty = open; epoch_taken = choose another
    friend bool operator==(Reenrolled const&, Reenrolled const&) = default;
};

struct PageRow {
    std::uint64_t seq = 0;
    Record record;
    friend bool operator==(PageRow const&, PageRow const&) = default;
};

/// Server → tablet: rows, oldest first, as current state. A live page moves the cursor; a root page moves that root's
/// cursor and ends the sending of the root when it is not full (4.9 page).
struct Page {
    std::optional<Root> root;  ///< set: a page of this root, being sent whole
    std::uint64_t server_epoch = 0;
    std::uint64_t to = 0;
    std::uint64_t check = 0;
    bool full = false;
    bool last = false;  ///< a live page that reaches the end of the snapshot
    std::vector<PageRow> rows;
    std::vector<Root> leaves;  ///< withdrawn up to `to`
    std::vector<Root> fresh;   ///< granted up to `to`: their rows follow in root pages
    friend bool operator==(Page const&, Page const&) = default;
};

/// Tablet → server: a page is durable; the next may come.
struct Applied {
    Cursor cursor;
    std::optional<RootCursor> root;
    friend bool operator==(Applied const&, Applied const&) = default;
};

/// Tablet → server: siblings that only this tablet still held when the server's epoch changed (4.9 restart).
struct LostActs {
    std::vector<Record> records;
    friend bool operator==(LostActs const&, LostActs const&) = default;
};

/// Server → tablet: the list of lost acts is durable.
struct LostKept {
    std::uint64_t count = 0;
    friend bool operator==(LostKept const&, LostKept const&) = default;
};

/// Server → tablet: the session ends. Codes: docs/PROTOCOL.md, Goodbye. A revoked device is not
/// sent away: its work is held.
struct Goodbye {
    std::string code;
    std::string message;
    std::int64_t retry_after_ms = 0;  ///< 0 = as the tablet likes
    friend bool operator==(Goodbye const&, Goodbye const&) = default;
};

using Frame = std::variant<Hello, Welcome, Push, Ack, Refused, EpochClosed, Reenrol, Reenrolled, Page, Applied,
                           LostActs, LostKept, Goodbye>;

[[nodiscard]] Bytes encode_frame(Frame const& frame);
/// `bad_frame`, `too_large` or `unknown_frame`; never a half-read frame.
[[nodiscard]] Outcome<Frame> decode_frame(ByteView bytes);

/// The deltas and seed inside a batch's body.
struct BatchBody {
    Seed seed{};
    std::vector<Delta> deltas;
    friend bool operator==(BatchBody const&, BatchBody const&) = default;
};
[[nodiscard]] Bytes encode_body(BatchBody const& body);
[[nodiscard]] Outcome<BatchBody> decode_body(ByteView packed);

}  // namespace mingcha
