#include "tests/sqlite/fault_memory.hpp"

#include <sqlite3.h>

#include <cstdlib>
#include <new>

namespace mingcha::fault_memory {

namespace {
bool is_armed = false;
std::uint64_t counted = 0, fails_at = 0;

bool must_fail() {
    return is_armed && ++counted == fails_at;
}

sqlite3_mem_methods system_methods;
void* allocate(int size) {
    return must_fail() ? nullptr : system_methods.xMalloc(size);
}
void* reallocate(void* old, int size) {
    return must_fail() ? nullptr : system_methods.xRealloc(old, size);
}

/// Before SQLite is used for the first time.
bool const installed = [] {
    sqlite3_config(SQLITE_CONFIG_GETMALLOC, &system_methods);
    sqlite3_mem_methods ours = system_methods;
    ours.xMalloc = allocate;
    ours.xRealloc = reallocate;
    return sqlite3_config(SQLITE_CONFIG_MALLOC, &ours) == SQLITE_OK;
}();
}  // namespace

void fail_at(std::uint64_t nth) {
    counted = 0;
    fails_at = installed ? nth : 0;
}
std::uint64_t count() {
    return counted;
}
bool has_failed() {
    return fails_at != 0 && counted >= fails_at;
}

Scope::Scope(bool on) : before_(is_armed) {
    is_armed = on;
}
Scope::~Scope() {
    is_armed = before_;
}

namespace {
void* get_or_null(std::size_t size) {
    return must_fail() ? nullptr : std::malloc(size == 0 ? 1 : size);
}
void* get(std::size_t size) {
    if (void* const out = get_or_null(size)) return out;
    throw std::bad_alloc();
}
void* get(std::size_t size, std::align_val_t alignment) {
    if (must_fail()) throw std::bad_alloc();
    auto const step = static_cast<std::size_t>(alignment);
    if (void* const out = std::aligned_alloc(step, (size + step - 1) / step * step)) return out;
    throw std::bad_alloc();
}
}  // namespace

}  // namespace mingcha::fault_memory

void* operator new(std::size_t size) {
    return mingcha::fault_memory::get(size);
}
void* operator new[](std::size_t size) {
    return mingcha::fault_memory::get(size);
}
void* operator new(std::size_t size, std::align_val_t alignment) {
    return mingcha::fault_memory::get(size, alignment);
}
void* operator new[](std::size_t size, std::align_val_t alignment) {
    return mingcha::fault_memory::get(size, alignment);
}
// The forms that do not throw too: a sanitizer has its own of every form that is not replaced.
void* operator new(std::size_t size, std::nothrow_t const&) noexcept {
    return mingcha::fault_memory::get_or_null(size);
}
void* operator new[](std::size_t size, std::nothrow_t const&) noexcept {
    return mingcha::fault_memory::get_or_null(size);
}
void operator delete(void* old, std::nothrow_t const&) noexcept {
    std::free(old);
}
void operator delete[](void* old, std::nothrow_t const&) noexcept {
    std::free(old);
}
void operator delete(void* old) noexcept {
    std::free(old);
}
void operator delete[](void* old) noexcept {
    std::free(old);
}
void operator delete(void* old, std::size_t) noexcept {
    std::free(old);
}
void operator delete[](void* old, std::size_t) noexcept {
    std::free(old);
}
void operator delete(void* old, std::align_val_t) noexcept {
    std::free(old);
}
void operator delete[](void* old, std::align_val_t) noexcept {
    std::free(old);
}
void operator delete(void* old, std::size_t, std::align_val_t) noexcept {
    std::free(old);
}
void operator delete[](void* old, std::size_t, std::align_val_t) noexcept {
    std::free(old);
}
