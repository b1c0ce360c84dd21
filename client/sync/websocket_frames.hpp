#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "shared/base/bytes.hpp"

namespace mingcha::websocket {

/// The client's half of RFC 6455 framing, as far as binary messages need it: no extensions. Pure.

enum class Opcode : std::uint8_t { continuation = 0, text = 1, binary = 2, close = 8, ping = 9, pong = 10 };

/// One final frame, masked as a client must (5.3).
[[nodiscard]] Bytes client_frame(Opcode opcode, ByteView payload, std::array<std::uint8_t, 4> mask);

struct Message {
    Bytes payload;
};
struct Ping {
    Bytes payload;
};
struct Pong {};
struct Close {
    std::uint16_t code = 1005;  ///< 1005 = the peer gave none
    std::string reason;
};
using Event = std::variant<Message, Ping, Pong, Close>;

/// Puts frames of the server together. A frame that is masked, has reserved bits, an unknown opcode, a broken fragmentation or a message
/// over `message_bytes_max` is refused by its header, before its bytes are kept.
class Reader {
public:
    explicit Reader(std::size_t message_bytes_max) : max_(message_bytes_max) {}

    /// `protocol_error` or `too_big`; the connection must end then.
    [[nodiscard]] Outcome<std::vector<Event>> feed(ByteView bytes);

private:
    struct Header {
        Opcode opcode;
        bool final;
        std::size_t header_bytes;
        std::uint64_t payload_bytes;
    };
    [[nodiscard]] Outcome<std::optional<Header>> header() const;
    [[nodiscard]] Outcome<Unit> take(Header const& header, ByteView payload, std::vector<Event>& out);

    std::size_t max_;
    Bytes buffer_;
    Bytes message_;
    bool in_message_ = false;
};

}  // namespace mingcha::websocket
