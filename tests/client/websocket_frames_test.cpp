#include "client/sync/websocket_frames.hpp"

#include <catch2/catch.hpp>

using namespace mingcha;
using namespace mingcha::websocket;

namespace {
/// A frame as a server sends it: not masked.
Bytes server_frame(std::uint8_t first, ByteView payload) {
    ByteWriter out;
    out.u8(first);
    if (payload.size() < 126) {
        out.u8(static_cast<std::uint8_t>(payload.size()));
    } else if (payload.size() < 65'536) {
        out.u8(126);
        out.u8(static_cast<std::uint8_t>(payload.size() >> 8));
        out.u8(static_cast<std::uint8_t>(payload.size() & 0xFF));
    } else {
        out.u8(127);
        out.u64_be(payload.size());
    }
    out.raw(payload);
    return out.take();
}
Bytes payload_of(std::size_t size) {
    Bytes out(size);
    for (std::size_t i = 0; i < size; ++i) out[i] = static_cast<std::uint8_t>(i * 7);
    return out;
}
constexpr std::uint8_t fin_binary = 0x82;
}  // namespace

TEST_CASE("a message arrives whole however the network cuts it", "[websocket]") {
    for (std::size_t const size : {0u, 1u, 125u, 126u, 127u, 65'535u, 65'536u}) {
        auto const payload = payload_of(size);
        auto const frame = server_frame(fin_binary, payload);
        std::size_t const step = size > 1'000 ? 4'099 : 1;
        Reader reader(1 << 20);
        std::vector<Event> events;
        for (std::size_t at = 0; at < frame.size(); at += step) {
            auto const fed = reader.feed(ByteView(frame).subspan(at, std::min(step, frame.size() - at)));
            REQUIRE(fed);
            events.insert(events.end(), fed->begin(), fed->end());
        }
        REQUIRE(events.size() == 1);
        CHECK(std::get<Message>(events.front()).payload == payload);
    }
}

TEST_CASE("fragments make one message, and a ping between them is answered at once", "[websocket]") {
    Reader reader(1'000);
    Bytes stream;
    for (auto const& part : {server_frame(0x02, view("ab")), server_frame(0x89, view("?")),
                             server_frame(0x00, view("cd")), server_frame(0x80, view("ef"))})
        stream.insert(stream.end(), part.begin(), part.end());
    auto const events = reader.feed(stream);
    REQUIRE(events);
    REQUIRE(events->size() == 2);
    CHECK(as_text(std::get<Ping>((*events)[0]).payload) == "?");
    CHECK(as_text(std::get<Message>((*events)[1]).payload) == "abcdef");
}

TEST_CASE("what a server must not send ends the connection by its header", "[websocket]") {
    auto const code = [](Bytes const& bytes, std::size_t max = 1'000) { return Reader(max).feed(bytes).error().code; };
    CHECK(code({0x82, 0x81, 0, 0, 0, 0, 0}) == "protocol_error");       // masked
    CHECK(code({0xC2, 0x00}) == "protocol_error");                      // reserved bit
    CHECK(code({0x83, 0x00}) == "protocol_error");                      // unknown opcode
    CHECK(code({0x80, 0x00}) == "protocol_error");                      // continuation of nothing
    CHECK(code({0x09, 0x00}) == "protocol_error");                      // a fragmented ping
    CHECK(code({0x89, 0x7E, 0x00, 0x7E}) == "protocol_error");          // a ping of 126 bytes
    CHECK(code(server_frame(0x81, view("text"))) == "protocol_error");  // text
    CHECK(code({0x82, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF}) == "too_big");
    CHECK(code({0x82, 0x7E, 0x03, 0xE9}) == "too_big");  // 1,001 bytes, none of them sent yet
}

TEST_CASE("a message in fragments is held to the same limit", "[websocket]") {
    Reader reader(10);
    REQUIRE(reader.feed(server_frame(0x02, payload_of(6))));
    CHECK(reader.feed(server_frame(0x80, payload_of(5))).error().code == "too_big");
}

TEST_CASE("a close carries its code", "[websocket]") {
    Bytes const body{0x03, 0xF5, 'b', 'y', 'e'};
    auto const events = Reader(100).feed(server_frame(0x88, body));
    REQUIRE((events && events->size() == 1));
    CHECK(std::get<Close>(events->front()).code == 1013);
    CHECK(std::get<Close>(events->front()).reason == "bye");
}

TEST_CASE("what a client sends is masked and says its length", "[websocket]") {
    auto const frame = client_frame(Opcode::binary, view("Hello"), {0x37, 0xFA, 0x21, 0x3D});
    // RFC 6455 5.7, with the opcode of a binary message.
    CHECK(frame == Bytes{0x82, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58});
    CHECK(client_frame(Opcode::binary, payload_of(126), {}).size() == 126 + 4 + 4);
    CHECK(client_frame(Opcode::binary, payload_of(65'536), {}).size() == 65'536 + 10 + 4);
}
