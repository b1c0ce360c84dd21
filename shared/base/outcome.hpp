#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace mingcha {

/// What went wrong, for a caller that decides (`code`) and for a person who reads (`message`, English, names the place).
/// Codes are stable words such as `disk_full`; user-facing texts are looked up by code, never built from `message`.
struct Error {
    std::string code;
    std::string message;

    [[nodiscard]] Error with_context(std::string_view where) const {
        return {code, std::string(where) + ": " + message};
    }
    friend bool operator==(Error const&, Error const&) = default;
};

/// Success without a value.
struct Unit {
    friend bool operator==(Unit, Unit) = default;
};

/// A value, or why there is none. Whatever the world can do to us comes back as one of these; nothing is thrown across modules.
template <typename T>
class [[nodiscard]] Outcome {
public:
    Outcome(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT(google-explicit-constructor)
    Outcome(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(google-explicit-constructor)

    explicit operator bool() const { return state_.index() == 0; }
    [[nodiscard]] T& operator*() & { return std::get<0>(state_); }
    [[nodiscard]] T const& operator*() const& { return std::get<0>(state_); }
    [[nodiscard]] T&& operator*() && { return std::get<0>(std::move(state_)); }
    [[nodiscard]] T* operator->() { return &std::get<0>(state_); }
    [[nodiscard]] T const* operator->() const { return &std::get<0>(state_); }
    [[nodiscard]] Error const& error() const { return std::get<1>(state_); }

private:
    std::variant<T, Error> state_;
};

[[noreturn]] inline void check_failed(char const* what, char const* file, int line) {
    std::fprintf(stderr, "%s:%d: broken invariant: %s\n", file, line, what);
    std::abort();
}

}  // namespace mingcha

/// Guards what only a bug of ours could break, never input.
#define MC_CHECK(condition)                                                        \
    do {                                                                           \
        if (!(condition)) ::mingcha::check_failed(#condition, __FILE__, __LINE__); \
    } while (false)
