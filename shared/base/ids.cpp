#include "shared/base/ids.hpp"

#include <algorithm>

#include "shared/base/hash.hpp"

namespace mingcha {

std::string Uuid::to_string() const {
    std::string const hex = to_hex(bytes);
    return hex.substr(0, 8) + '-' + hex.substr(8, 4) + '-' + hex.substr(12, 4) + '-' + hex.substr(16, 4) + '-' +
           hex.substr(20);
}

Outcome<Uuid> Uuid::parse(std::string_view text) {
    if (text.size() != 36 || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-')
        return Error{"bad_id", "not a UUID: " + std::string(text.substr(0, 48))};
    std::string hex(text);
    std::erase(hex, '-');
    auto const raw = from_hex(hex);
    if (!raw || raw->size() != 16) return Error{"bad_id", "not a UUID: " + std::string(text)};
    return from(*raw);
}

Uuid Uuid::from(ByteView bytes) {
    MC_CHECK(bytes.size() == 16);
    Uuid id;
    std::ranges::copy(bytes, id.bytes.begin());
    return id;
}

Uuid Uuid::v7(std::int64_t time_ms, Random& random) {
    Uuid id;
    random.fill(id.bytes);
    for (std::size_t i = 0; i < 6; ++i)
        id.bytes[i] = static_cast<std::uint8_t>(time_ms >> (40 - 8 * static_cast<int>(i)));
    id.bytes[6] = static_cast<std::uint8_t>(0x70 | (id.bytes[6] & 0x0F));
    id.bytes[8] = static_cast<std::uint8_t>(0x80 | (id.bytes[8] & 0x3F));
    return id;
}

Uuid Uuid::derived(Uuid const& parent, std::string_view key) {
    Bytes input(parent.bytes.begin(), parent.bytes.end());
    auto const tail = mingcha::view(key);
    input.insert(input.end(), tail.begin(), tail.end());
    auto const digest = sha256(input);
    Uuid id;
    std::copy_n(parent.bytes.begin(), 8, id.bytes.begin());
    std::copy_n(digest.begin(), 8, id.bytes.begin() + 8);
    id.bytes[6] = static_cast<std::uint8_t>(0x80 | (id.bytes[6] & 0x0F));
    id.bytes[8] = static_cast<std::uint8_t>(0x80 | (id.bytes[8] & 0x3F));
    return id;
}

}  // namespace mingcha
