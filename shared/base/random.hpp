#pragma once

#include <cstdint>
#include <span>

namespace mingcha {

/// Where random bytes come from. Programs use SystemRandom; tests and the simulator a seeded one, so a run can be replayed.
class Random {
public:
    virtual ~Random() = default;
    virtual void fill(std::span<std::uint8_t> out) = 0;

    [[nodiscard]] std::uint64_t u64() {
        std::uint8_t raw[8];
        fill(raw);
        std::uint64_t value = 0;
        for (auto const byte : raw) value = value << 8 | byte;
        return value;
    }
    /// Uniform in [0, bound); `bound` > 0.
    [[nodiscard]] std::uint64_t below(std::uint64_t bound) {
        std::uint64_t const limit = UINT64_MAX - UINT64_MAX % bound;
        std::uint64_t value = u64();
        while (value >= limit) value = u64();
        return value % bound;
    }
};

/// splitmix64 (Steele, Lea, Flood 2014): fast and replayable; never for keys.
class SeededRandom final : public Random {
public:
    explicit SeededRandom(std::uint64_t seed) : state_(seed) {}

    void fill(std::span<std::uint8_t> out) override {
        std::uint64_t word = 0;
        for (std::size_t i = 0; i < out.size(); ++i) {
            if (i % 8 == 0) word = next();
            out[i] = static_cast<std::uint8_t>(word >> (i % 8 * 8));
        }
    }

private:
    std::uint64_t next() {
        std::uint64_t z = state_ += 0x9E3779B97F4A7C15ull;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9ull;
        z = (z ^ z >> 27) * 0x94D049BB133111EBull;
        return z ^ z >> 31;
    }
    std::uint64_t state_;
};

}  // namespace mingcha
