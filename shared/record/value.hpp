#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "shared/base/bytes.hpp"
#include "shared/base/decimal.hpp"
#include "shared/base/hash.hpp"
#include "shared/base/ids.hpp"

namespace mingcha {

/// The value of one field. The merge engine never looks inside: it keeps and compares the canonical bytes (deterministic CBOR), so
/// equal values are equal bytes. Ids and hashes are byte strings, times integers (Unix milliseconds), decimals texts ("2.5").
/// Maps have text keys; what must be read together (an answer's verdict) is one map.
class Value {
public:
    using List = std::vector<Value>;
    using Map = std::map<std::string, Value, std::less<>>;
    using Variant = std::variant<std::monostate, bool, std::int64_t, std::string, Bytes, List, Map>;

    Value() = default;                                                         // null
    Value(bool value) : data_(value) {}                                        // NOLINT(google-explicit-constructor)
    Value(std::int64_t value) : data_(value) {}                                // NOLINT(google-explicit-constructor)
    Value(int value) : data_(std::int64_t{value}) {}                           // NOLINT(google-explicit-constructor)
    Value(char const* value) : data_(std::string(value)) {}                    // NOLINT(google-explicit-constructor)
    Value(std::string_view value) : data_(std::string(value)) {}               // NOLINT(google-explicit-constructor)
    Value(std::string value) : data_(std::move(value)) {}                      // NOLINT(google-explicit-constructor)
    Value(Bytes value) : data_(std::move(value)) {}                            // NOLINT(google-explicit-constructor)
    Value(List value) : data_(std::move(value)) {}                             // NOLINT(google-explicit-constructor)
    Value(Map value) : data_(std::move(value)) {}                              // NOLINT(google-explicit-constructor)
    Value(Uuid const& id) : data_(Bytes(id.bytes.begin(), id.bytes.end())) {}  // NOLINT(google-explicit-constructor)
    Value(Hash const& hash) : data_(Bytes(hash.begin(), hash.end())) {}        // NOLINT(google-explicit-constructor)
    Value(Decimal number) : data_(number.to_string()) {}                       // NOLINT(google-explicit-constructor)

    [[nodiscard]] Variant const& data() const { return data_; }
    [[nodiscard]] bool is_null() const { return data_.index() == 0; }

    // Reading: the value if it has that shape, else the fallback (empty, zero, nil), so screens never throw on odd data.
    [[nodiscard]] bool flag() const;
    [[nodiscard]] std::int64_t integer(std::int64_t fallback = 0) const;
    [[nodiscard]] std::string const& text() const;
    [[nodiscard]] Bytes const& bytes() const;
    [[nodiscard]] List const& list() const;
    [[nodiscard]] Map const& map() const;
    [[nodiscard]] Uuid id() const;
    [[nodiscard]] Decimal decimal() const;
    /// The entry of a map, or null.
    [[nodiscard]] Value const& operator[](std::string_view key) const;

    /// Canonical bytes.
    [[nodiscard]] Bytes encode() const;
    /// Refuses whatever `encode` would not have written: other CBOR forms, unsorted or doubled keys, more than 8 levels.
    [[nodiscard]] static Outcome<Value> decode(ByteView bytes);

    friend bool operator==(Value const&, Value const&) = default;

private:
    Variant data_;
};

}  // namespace mingcha
