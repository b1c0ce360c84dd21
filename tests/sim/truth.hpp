#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "shared/merge/record.hpp"

namespace mingcha::sim {

/// The number of a write; 0 = none. It travels as the write's stamp, which no merge and no new dot ever changes.
using WriteId = std::int64_t;

/// One write as it really happened.
struct Written {
    RecordName name;
    std::uint16_t field = 0;
    std::set<WriteId> saw;    ///< every write its author had been shown, and what those had been shown
    bool is_web = false;      ///< made on the server's replica
    bool is_removed = false;  ///< a joined delta has dropped it from its set
    bool is_retry = false;
};

/// The ledger of a run, in plain maps: what was written and what its author was looking at. Nothing in the system can falsify it.
struct Truth {
    std::map<WriteId, Written> writes;

    /// What a person who looks at these has been shown, directly and through them.
    [[nodiscard]] std::set<WriteId> closure(std::set<WriteId> const& shown) const {
        std::set<WriteId> out = shown;
        for (auto const id : shown)
            if (auto const found = writes.find(id); found != writes.end())
                out.insert(found->second.saw.begin(), found->second.saw.end());
        return out;
    }
};

/// Virtual time starts here, Unix milliseconds.
inline constexpr std::int64_t time_zero = 1'760'000'000'000;

/// A tablet's clock counts the world's ticks; its calendar may be wrong by `offset_ms`. Tick = number of the write that asks next.
class SimClock final : public Clock {
public:
    explicit SimClock(std::int64_t& ticks) : ticks_(ticks) {}
    [[nodiscard]] Moment now() override {
        ++ticks_;
        return {time_zero + ticks_ + offset_ms, ticks_, 1};
    }
    std::int64_t offset_ms = 0;

private:
    std::int64_t& ticks_;
};

/// Which write this is. The server's stamps have no boot.
[[nodiscard]] inline WriteId id_of(Sibling const& sibling) {
    auto const& at = sibling.stamp.device;
    return at.boot != 0 ? at.monotonic_ms : at.time_ms - time_zero;
}
[[nodiscard]] inline std::set<WriteId> ids_of(FieldState const* field) {
    std::set<WriteId> out;
    if (field)
        for (auto const& sibling : field->siblings) out.insert(id_of(sibling));
    return out;
}

/// What is written under a number: a text, or an element of a set.
[[nodiscard]] inline Value text_value(WriteId id) {
    return "w" + std::to_string(id);
}
[[nodiscard]] inline Value element_value(WriteId id) {
    Uuid out;
    for (std::size_t i = 0; i < 8; ++i) out.bytes[15 - i] = static_cast<std::uint8_t>(id >> (8 * i));
    return out;
}

}  // namespace mingcha::sim
