#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace mingcha {

/// The catalogue of record types: one readable table per type in schema.cpp, printed to docs/SCHEMA.md.
/// Numbers are what travels and what is stored: they are never reused, new ones are appended.

enum class RecordType : std::uint16_t {
    office = 1,
    zone = 2,
    unit = 3,
    person = 4,
    appointment = 5,
    assignment = 6,
    checklist = 7,
    setting = 8,
    device = 9,
    visit = 16,
    answer = 17,
    photo = 18,
    finding = 19,
    feedback = 20,
    confirmation = 21,
    step = 22,
    ruling = 23,
    notice = 24,
};

/// A root is a set of records with one audience at all times (DESIGN 4.4).
enum class RootKind : std::uint8_t { office = 1, person = 2, unit = 3, visit = 4, finding = 5 };

enum class FieldKind : std::uint8_t { text, integer, flag, time, id, hash, code, decimal, bytes, map, list };

/// Who may write a field (DOMAIN section 6, principle b). Bits, combined with |.
enum class Writer : std::uint16_t {
    none = 0,
    lead = 1,
    member = 2,
    liaison = 4,
    head = 8,
    district = 16,
    city = 32,
    server = 64,
    any = 127,
    inspectors = lead | member,
    school = liaison | head,
    office = district | city
};
[[nodiscard]] constexpr Writer operator|(Writer a, Writer b) {
    return static_cast<Writer>(static_cast<std::uint16_t>(a) | static_cast<std::uint16_t>(b));
}
[[nodiscard]] constexpr bool includes(Writer set, Writer one) {
    return (static_cast<std::uint16_t>(set) & static_cast<std::uint16_t>(one)) != 0;
}

/// How a field grows. `settled` = a register whose conflicts wait for a person; `quiet` = a register that needs no asking (the first
/// shown value simply stands beside the others in history); `once` = written when the record is made and never again;
/// `set` = elements added and removed one by one, never in conflict.
enum class FieldRule : std::uint8_t { settled, quiet, once, set };

struct FieldSpec {
    std::uint16_t number;   ///< on the wire and on disk, unique in its type
    std::string_view name;  ///< in JSON and in QML
    FieldKind kind;
    FieldRule rule;
    Writer writer;
    std::uint32_t bytes_max;  ///< of the canonical value
    std::string_view about;
};

struct TypeSpec {
    RecordType type;
    std::string_view name;
    RootKind root;
    bool is_head;  ///< its id is the root's id; all other records of the root wait for it
    bool has_key;  ///< its id is derived from the root's id and a key text (an answer: the item code), DESIGN section 2
    std::string_view about;
    std::span<FieldSpec const> fields;
};

/// Every field of every type may also be withdrawn through this one: value = {reason, vector as seen} (DESIGN section 2).
inline constexpr std::uint16_t withdrawn_field = 63;
/// Field numbers from here on belong to no schema: `unknown fields are kept and passed on`.
inline constexpr std::uint16_t unknown_field_from = 64;

[[nodiscard]] std::span<TypeSpec const> catalogue();
/// Null for a type that this version does not know.
[[nodiscard]] TypeSpec const* find_type(RecordType type);
[[nodiscard]] TypeSpec const* find_type(std::string_view name);
[[nodiscard]] FieldSpec const* find_field(TypeSpec const& type, std::uint16_t number);
[[nodiscard]] FieldSpec const* find_field(TypeSpec const& type, std::string_view name);

}  // namespace mingcha
