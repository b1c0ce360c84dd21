#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

/// What the writer and the reader of frames must agree on. docs/PROTOCOL.md, "Frames".
namespace mingcha::frames {

enum Type : std::uint8_t {
    hello = 1,
    welcome,
    push,
    ack,
    refused,
    epoch_closed,
    reenrol,
    reenrolled,
    page,
    applied,
    lost_acts,
    lost_kept,
    goodbye,
    type_end
};
/// Items of each frame's array after its type.
inline constexpr std::array<std::size_t, type_end> field_counts{0, 12, 5, 12, 10, 4, 2, 5, 2, 10, 2, 1, 1, 3};

}  // namespace mingcha::frames
