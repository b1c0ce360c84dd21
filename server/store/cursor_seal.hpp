#pragma once

#include "shared/base/hash.hpp"
#include "shared/base/suite.hpp"
#include "shared/wire/frames.hpp"

namespace mingcha::store {

/// The `check` of a cursor as this server gives it: the first 4 bytes of the log's root at that seq, then the first 4 bytes of an
/// HMAC-SHA256 over log, epoch, seq and those 4. So a cursor that the log contradicts shows whether this server once gave it, which
/// proves that it was restored since, or whether the tablet made it up. The key follows from the server's identity, never from the store
/// that may be restored. One guess in 2^32 is taken for a proof: all it does is to make tablets fetch their rows again. Any thread.
class CursorSeal {
public:
    CursorSeal(SigningKey const& identity, Uuid const& log)
        : key_(hmac_sha256(identity.seed(), view("mingcha.cursor.1"))), log_(log) {}

    /// `head`: the first 8 bytes of the log's root.
    [[nodiscard]] std::uint64_t check(std::uint64_t epoch, std::uint64_t seq, std::uint64_t head) const {
        return head >> 32 << 32 | mac(epoch, seq, head >> 32);
    }
    [[nodiscard]] bool is_ours(Cursor const& cursor) const {
        return (cursor.check & 0xFFFF'FFFF) == mac(cursor.epoch, cursor.seq, cursor.check >> 32);
    }
    [[nodiscard]] static bool fits(Cursor const& cursor, std::uint64_t head) {
        return cursor.check >> 32 == head >> 32;
    }

private:
    [[nodiscard]] std::uint64_t mac(std::uint64_t epoch, std::uint64_t seq, std::uint64_t prefix) const {
        ByteWriter body;
        body.raw(log_.view()), body.u64_be(epoch), body.u64_be(seq), body.u64_be(prefix);
        auto const whole = key_.of(body.bytes());
        return ByteReader(whole).u64_be() >> 32;
    }

    HmacKey key_;
    Uuid log_;
};

}  // namespace mingcha::store
