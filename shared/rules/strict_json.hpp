#pragma once

#include <algorithm>
#include <initializer_list>
#include <nlohmann/json.hpp>

#include "shared/rules/checklist.hpp"

/// How the reader of checklists looks at JSON. For its own source files only.
namespace mingcha::strict {

using Json = nlohmann::json;

/// Thrown and caught inside the reader only.
struct Bad {
    std::string reason;
};
[[noreturn]] inline void fail(std::string reason) {
    throw Bad{std::move(reason)};
}

constexpr std::size_t text_bytes_max = 2'000;

/// A JSON object of which only the named fields may exist: a misspelt field must not silently mean its default.
class Object {
public:
    Object(Json const& json, std::string_view what, std::initializer_list<std::string_view> allowed)
        : json_(json), what_(what) {
        if (!json.is_object()) fail(what_ + " is not an object");
        for (auto const& [key, value] : json.items())
            if (std::ranges::find(allowed, std::string_view(key)) == allowed.end())
                fail(what_ + " has an unknown field " + key);
    }

    [[nodiscard]] Json const* find(char const* key) const {
        auto const found = json_.find(key);
        return found == json_.end() || found->is_null() ? nullptr : &*found;
    }
    [[nodiscard]] Json const& at(char const* key) const {
        auto const* found = find(key);
        if (!found) fail(what_ + " has no " + key);
        return *found;
    }
    [[nodiscard]] std::string text(char const* key) const {
        auto const& value = at(key);
        if (!value.is_string() || value.get_ref<std::string const&>().empty()) fail(what_ + " has no text in " + key);
        auto const& out = value.get_ref<std::string const&>();
        if (out.size() > text_bytes_max) fail(what_ + " has too long a text in " + key);
        return out;
    }
    [[nodiscard]] std::string text_or(char const* key, std::string_view other) const {
        return find(key) ? text(key) : std::string(other);
    }
    [[nodiscard]] bool flag(char const* key, bool other) const {
        auto const* value = find(key);
        if (value && !value->is_boolean()) fail(what_ + " has no true or false in " + key);
        return value ? value->get<bool>() : other;
    }
    [[nodiscard]] Decimal number(char const* key) const { return to_decimal(at(key), key); }
    [[nodiscard]] std::optional<Decimal> number_if(char const* key) const {
        if (auto const* value = find(key)) return to_decimal(*value, key);
        return std::nullopt;
    }
    [[nodiscard]] int whole(char const* key) const {
        auto const& value = at(key);
        if (!value.is_number_unsigned() || value.get<std::uint64_t>() > 1'000)
            fail(what_ + " has no whole number 0 to 1000 in " + key);
        return value.get<int>();
    }
    [[nodiscard]] Json const& list(char const* key) const {
        auto const& value = at(key);
        if (!value.is_array() || value.empty()) fail(what_ + " has no list in " + key);
        return value;
    }
    [[nodiscard]] Json const& list_or_empty(char const* key) const {
        static Json const empty = Json::array();
        return find(key) ? list(key) : empty;
    }
    /// zh and en (or text_zh and text_en …): the English text is as much part of a list as the Chinese one.
    [[nodiscard]] Words words(std::string const& prefix = "") const {
        auto const zh = prefix + "zh", en = prefix + "en";
        if (!find(en.c_str()) && find(zh.c_str())) fail(what_ + " has no English text (" + en + ")");
        return {text(zh.c_str()), text(en.c_str())};
    }

private:
    /// nlohmann keeps fractions as binary numbers but prints the shortest text that gives them, so 0.8 comes back as "0.8".
    [[nodiscard]] Decimal to_decimal(Json const& value, char const* key) const {
        if (!value.is_number()) fail(what_ + " has no number in " + key);
        auto const number = Decimal::parse(value.dump());
        if (!number) fail(what_ + " has a number out of range in " + key);
        return *number;
    }

    Json const& json_;
    std::string what_;
};

template <typename Enum>
struct Named {
    std::string_view name;
    Enum value;
};
template <typename Enum, std::size_t n>
Enum one_of(std::string const& text, std::string_view what, Named<Enum> const (&names)[n]) {
    for (auto const& one : names)
        if (one.name == text) return one.value;
    fail("unknown " + std::string(what) + " " + text);
}

}  // namespace mingcha::strict
