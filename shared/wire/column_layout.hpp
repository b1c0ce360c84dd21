#pragma once

#include <cstdint>
#include <map>
#include <vector>

/// What the encoder and the decoder of columns must agree on. docs/PROTOCOL.md, "Columns".
namespace mingcha::columns {

inline constexpr std::uint8_t layout = 1;
/// Values up to this size are listed once and named by their place: verdicts, codes, small numbers.
inline constexpr std::size_t short_value_max = 16;

/// Columns of the numbers part, in this order.
enum Column : std::size_t {
    shapes,
    roots,
    keys,
    ids,
    replicas,
    counters,
    boots,
    distances,
    authors,
    effectives,
    values,
    lengths,
    extras,
    column_count
};
/// Parts, in this order, each packed on its own: numbers repeat, times vary in their low bits, texts are UTF-8, other values are
/// bytes of their own kind, the rest is random. `trails` is empty or holds the bytes 0x80 … 0xBF of `texts`, which then holds only the
/// others: the first byte of a Han character says little, the two after it say nearly all, and zstd codes bytes of one kind best.
enum Part : std::size_t { numbers, times, texts, trails, others, random_bytes, part_count };

enum SiblingFlag : std::uint8_t { has_value = 1, has_effective = 2 };
/// How a record's id is found.
enum IdForm : std::uint8_t { own_id = 0, head_id = 1, derived_id = 2 };
/// The column `roots`; from `root_first` on: places in the table of roots.
enum RootCode : std::uint64_t { root_same = 0, root_new = 1, root_first = 2 };
/// The columns `ids` and `authors`; from `id_first` on: places in the table of ids.
enum IdCode : std::uint64_t { id_new_v7 = 0, id_new = 1, id_first = 2 };
/// The column `values`; from `value_first` on: places in the table of short values.
enum ValueCode : std::uint64_t {
    value_text = 0,
    value_bytes = 1,
    value_other = 2,
    value_id = 3,
    value_new = 4,
    value_first = 5
};

/// Differences wrap on purpose: the difference of any two numbers comes back exactly.
[[nodiscard]] constexpr std::int64_t minus(std::int64_t a, std::int64_t b) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b));
}
[[nodiscard]] constexpr std::int64_t plus(std::int64_t a, std::int64_t b) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}

}  // namespace mingcha::columns
