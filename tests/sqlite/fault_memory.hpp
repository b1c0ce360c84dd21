#pragma once

#include <cstdint>

/// Allocations that fail: of C++ (operator new, which this library replaces in its program) and of SQLite's own allocator. Counted only
/// while a Scope lives. One thread.
namespace mingcha::fault_memory {

/// The nth allocation inside scopes from now fails, once; 0 = none.
void fail_at(std::uint64_t nth);
/// Allocations inside scopes since `fail_at`.
[[nodiscard]] std::uint64_t count();
[[nodiscard]] bool has_failed();

class Scope {
public:
    explicit Scope(bool on = true);
    ~Scope();
    Scope(Scope const&) = delete;
    Scope& operator=(Scope const&) = delete;

private:
    bool before_;
};

}  // namespace mingcha::fault_memory
