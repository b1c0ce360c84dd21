#include "client/sync/websocket_frames.hpp"

namespace mingcha::websocket {

namespace {
constexpr std::size_t control_bytes_max = 125;  // RFC 6455 5.5
bool is_control(Opcode opcode) {
    return static_cast<std::uint8_t>(opcode) >= 8;
}
bool is_known(std::uint8_t opcode) {
    return opcode <= 2 || (opcode >= 8 && opcode <= 10);
}
Error protocol_error(std::string what) {
    return {"protocol_error", std::move(what)};
}
}  // namespace

Bytes client_frame(Opcode opcode, ByteView payload, std::array<std::uint8_t, 4> mask) {
    ByteWriter out;
    out.u8(static_cast<std::uint8_t>(0x80 | static_cast<std::uint8_t>(opcode)));
    if (payload.size() < 126) {
        out.u8(static_cast<std::uint8_t>(0x80 | payload.size()));
    } else if (payload.size() < 65'536) {
        out.u8(0x80 | 126);
        out.u8(static_cast<std::uint8_t>(payload.size() >> 8));
        out.u8(static_cast<std::uint8_t>(payload.size() & 0xFF));
    } else {
        out.u8(0x80 | 127);
        out.u64_be(payload.size());
    }
    out.raw(mask);
    Bytes masked(payload.begin(), payload.end());
    for (std::size_t i = 0; i < masked.size(); ++i) masked[i] = static_cast<std::uint8_t>(masked[i] ^ mask[i % 4]);
    out.raw(masked);
    return out.take();
}

Outcome<std::optional<Reader::Header>> Reader::header() const {
    if (buffer_.size() < 2) return std::optional<Header>{};
    ByteReader in(buffer_);
    auto const first = in.u8();
    auto const second = in.u8();
    if ((first & 0x70) != 0 || !is_known(first & 0x0F)) return protocol_error("reserved bits or opcode");
    if ((second & 0x80) != 0) return protocol_error("a masked frame from the server");
    Header out{static_cast<Opcode>(first & 0x0F), (first & 0x80) != 0, 2, second};
    std::size_t const length_bytes = second == 126 ? 2 : second == 127 ? 8 : 0;
    if (buffer_.size() < 2 + length_bytes) return std::optional<Header>{};
    if (length_bytes == 2) {
        auto const high = in.u8();
        out.payload_bytes = static_cast<std::uint64_t>(high << 8 | in.u8());
    }
    if (length_bytes == 8) out.payload_bytes = in.u64_be();
    out.header_bytes += length_bytes;
    if (is_control(out.opcode) && (!out.final || out.payload_bytes > control_bytes_max))
        return protocol_error("a long control frame");
    if (!is_control(out.opcode) && out.payload_bytes > max_ - message_.size())
        return Error{"too_big", "a message over the limit"};
    return std::optional(out);
}

Outcome<Unit> Reader::take(Header const& header, ByteView payload, std::vector<Event>& out) {
    switch (header.opcode) {
        case Opcode::ping:
            out.emplace_back(Ping{{payload.begin(), payload.end()}});
            return Unit{};
        case Opcode::pong:
            out.emplace_back(Pong{});
            return Unit{};
        case Opcode::close: {
            if (payload.size() == 1) return protocol_error("half a close code");
            Close close;
            if (payload.size() >= 2)
                close = {static_cast<std::uint16_t>(payload[0] << 8 | payload[1]),
                         std::string(as_text(payload.subspan(2)))};
            out.emplace_back(std::move(close));
            return Unit{};
        }
        case Opcode::text:
            return protocol_error("text where binary is spoken");
        case Opcode::binary:
        case Opcode::continuation:
            break;
    }
    if (in_message_ == (header.opcode == Opcode::binary)) return protocol_error("fragments out of order");
    message_.insert(message_.end(), payload.begin(), payload.end());
    in_message_ = !header.final;
    if (header.final) out.emplace_back(Message{std::exchange(message_, {})});
    return Unit{};
}

Outcome<std::vector<Event>> Reader::feed(ByteView bytes) {
    buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
    std::vector<Event> out;
    for (;;) {
        auto const next = header();
        if (!next) return next.error();
        if (!*next || buffer_.size() - (*next)->header_bytes < (*next)->payload_bytes) return out;
        auto const payload =
            ByteView(buffer_).subspan((*next)->header_bytes, static_cast<std::size_t>((*next)->payload_bytes));
        if (auto const taken = take(**next, payload, out); !taken) return taken.error();
        buffer_.erase(buffer_.begin(),
                      buffer_.begin() + static_cast<std::ptrdiff_t>((*next)->header_bytes + (*next)->payload_bytes));
    }
}

}  // namespace mingcha::websocket
